import Testing

/// Whole sessions of users, against the program as it was built.
struct SessionTests {
  @Test("What a user types gives what the file of the session says", arguments: Session.all)
  func session(session: Session) throws {
    let place = session.hasOwnServer ? try Place() : try Place.shared.get()
    defer { if session.hasOwnServer { place.end() } }
    try session.run(in: place)
  }

  @Test("There are sessions, and none is empty")
  func sessions() {
    #expect(Session.all.count >= 10)
    for session in Session.all { #expect(!session.steps.isEmpty, "\(session.name)") }
  }

  @Test(
    "A pattern matches what it says and nothing else",
    arguments: [
      (["a"], "a\n", true), (["a"], "a", false), (["a"], "b\n", false), (["a"], "a\nb\n", false),
      (["a…"], "abc\n", true), (["…c"], "abc\n", true), (["a…c"], "abd\n", false), (["…"], "", true),
      (["…"], "a\nb\n", true), (["a", "…", "b"], "a\nb\n", true), (["a", "…", "b"], "a\nx\ny\nb\n", true),
      (["a", "…", "b"], "a\nx\n", false), ([], "", true), ([], "\n", false), ([""], "\n", true),
    ])
  func pattern(expected: [String], text: String, isMatch: Bool) {
    #expect(Pattern(expected).matches(text) == isMatch)
  }
}
