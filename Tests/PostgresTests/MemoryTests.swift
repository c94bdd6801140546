import Foundation
import PostgresTesting
import Testing

@testable import Postgres

@Suite(.database) struct MemoryTests {
  // A sanitizer keeps what was freed, so the size of the process says nothing.
  @Test(
    "Ten thousand statements, errors and COPYs leave the program as large as it was",
    .enabled(if: ProcessInfo.processInfo.environment["ROLLCALL_TEST_SANITIZER"] == nil))
  func flat() async throws {
    let url = try Database.current.url
    // In a process of its own, because the other tests of this one come and go.
    await #expect(processExitsWith: .success) { [url = url as String] in
      var connection = try Connection(ConnectionTarget(url))
      try connection.script("CREATE TABLE kept (n int, word text)")
      try connection.listen(to: "news")
      try round(&connection, 500)
      let before = try residentBytes()
      try round(&connection, 10_000)
      let growth = try residentBytes() - before
      // A result that is not freed has 2 KiB at least: 2 MiB for the paths that are taken a thousand times.
      try #require(growth < 1 << 20, "grown by \(growth) bytes")
    }
  }
}

/// Every path that makes a result, `count` times.
private func round(_ connection: inout Connection, _ count: Int) throws {
  for number in 1...count {
    _ = try connection.value("SELECT \(number), \("text")", as: Int.self)
    _ = try? connection.run("SELECT 1/0, \("text")")
    if number % 10 == 0 { try other(&connection, number) }
  }
}

private func other(_ connection: inout Connection, _ number: Int) throws {
  try connection.script("SELECT 1; SELECT 2")
  _ = try? connection.script("SELECT 1; SELECT 1/0; SELECT 2")
  try? connection.forEachRow("SELECT 10 / (2 - g) FROM generate_series(1, 4) g") { _ in }
  _ = try connection.transaction { transaction in
    try? transaction.savepoint { inner in
      _ = try inner.copyIn("COPY kept FROM STDIN (FORMAT binary)") { copy in
        try copy.row(fields: 2)
        copy.write(Int32(1))
        copy.write("word")
        if number % 20 == 0 { throw OwnError() }
      }
    }
  }
  _ = try connection.copyOut("COPY (SELECT generate_series(1, 10)) TO STDOUT") { _ in }
  _ = try? connection.copyIn("COPY nowhere FROM STDIN (FORMAT binary)") { _ in }
  _ = try? connection.copyIn("COPY kept TO STDOUT") { _ in }
  _ = try? connection.run("COPY (SELECT 1) TO STDOUT")
  _ = try? connection.copyOut("SELECT 1") { _ in }
  try connection.pipeline((1...3).lazy.map { "SELECT \($0)" })
  _ = try? connection.pipeline(["SELECT 1", "SELECT 1/0", "SELECT 2"])
  // A new text each time: what is prepared gives way to the next.
  for _ in 1...6 { _ = try connection.run("SELECT \(trusted: String(number % 1000))") }
  try connection.script("NOTIFY news, 'text'")
  _ = try connection.notifications()
  if number % 400 == 0 { try connection.script("TRUNCATE kept") }
}

/// The memory that this process holds, by the second number of its `statm`, in pages.
private func residentBytes() throws -> Int {
  let words = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
  return try #require(words.count > 1 ? Int(words[1]) : nil) * sysconf(Int32(_SC_PAGESIZE))
}
