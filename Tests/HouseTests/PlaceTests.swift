import Foundation
import Testing

/// What stands at the root, and what must not stand anywhere.
struct PlaceTests {
  @Test(
    "The repository has what a newcomer looks for",
    arguments: [
      "README.md", "LICENSE", "CHANGELOG.md", ".swift-format", ".gitignore", "Package.swift",
      "docker-compose.yml", "Dockerfile", "docs/commands.md", "scripts/demo", "scripts/test", "scripts/bench",
    ])
  func present(path: String) throws {
    let text = try #require(House.text(path), "\(path) is missing")
    #expect(!text.isEmpty)
  }

  @Test(
    "What is to be run can be run", arguments: ["scripts/demo", "scripts/test", "scripts/bench", ".ci/run"])
  func executable(path: String) throws {
    let file = House.root.appendingPathComponent(path).path
    try #require(FileManager.default.fileExists(atPath: file), "\(path) is missing")
    #expect(FileManager.default.isExecutableFile(atPath: file))
    #expect(House.text(path)?.hasPrefix("#!") == true)
  }

  @Test("The license is Apache 2.0, and the change log speaks of the version that the program states")
  func versions() throws {
    #expect(House.text("LICENSE")?.contains("Apache License") == true)
    let program = try #require(House.text("Sources/rollcall/Program.swift"))
    let version = try #require(program.firstMatch(of: /current = "([0-9.]+)"/)?.output.1)
    #expect(House.text("CHANGELOG.md")?.contains(version) == true)
  }

  @Test("No path of a developer's machine stands in a file")
  func noPlaces() {
    // In pieces, so that this file does not offend.
    let places = ["/ho" + "me/", "/Us" + "ers/", "/ro" + "ot/", "/wo" + "rk/"]
    // What every machine has, or a manual says of the reader's own.
    let common = ["/ho" + "me/user", "/ho" + "me/you", "/ho" + "me/linuxbrew"]
    let offenders = House.files(below: "").flatMap { file -> [String] in
      file.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap {
        index, line in
        guard places.contains(where: { line.contains($0) }) else { return nil }
        // A URL may hold such words.
        let text = line.replacing(/https?:\/\/[^ ,")>]*/, with: "")
        let found = places.contains { text.contains($0) } && !common.contains { text.contains($0) }
        return found ? "\(file.path):\(index + 1)" : nil
      }
    }
    House.expectNone(offenders, "paths of a machine")
  }

  @Test("Every folder of the tests is a target of the package, and every target has its folder")
  func testTargets() throws {
    let package = try #require(House.text("Package.swift"))
    let folders = House.names(in: "Tests").filter { name in
      House.files(below: "Tests/\(name)").contains { $0.path.hasSuffix(".swift") }
    }
    // Compiled with the fuzzer's own options, by scripts/fuzz.
    for folder in folders where !["PostgresFuzz", "CSVFuzz"].contains(folder) {
      #expect(package.contains("\"\(folder)\""), "\(folder) is not built")
    }
    let named = package.matches(of: /name: "([A-Za-z]+Tests)"/).map { String($0.output.1) }
    #expect(Set(named).isSubset(of: folders), "targets without a test: \(Set(named).subtracting(folders))")
  }
}
