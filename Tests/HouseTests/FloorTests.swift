import Foundation
import Testing

/// A floor knows only the floors below it.
struct FloorTests {
  /// What each module may import; `docs/decisions/` gives the reasons where it is more than one expects.
  static let allowed: [String: Set<String>] = [
    "EmbeddedFiles": ["CEmbeddedFiles"],
    "Postgres": ["CLibpq", "Glibc", "Synchronization", "FoundationEssentials", "Foundation"],
    "CSV": ["Glibc", "CZlib", "CZstd", "CUchardet"],
    "Pages": [],
    "Sheets": ["CXlsxwriter", "Glibc"],
    "LocalServer": ["Foundation", "Glibc"],
    "Roll": ["Postgres", "CSV", "EmbeddedFiles", "Foundation", "Crypto"],
    "Reports": ["Roll", "Pages", "Postgres", "CSV", "Foundation"],
    "rollcall": [
      "Roll", "Reports", "Postgres", "CSV", "Pages", "Sheets", "LocalServer", "EmbeddedFiles",
      "ArgumentParser",
      "Foundation", "Glibc", "Dispatch", "Synchronization",
    ],
  ]

  /// Folders of Sources that hold no Swift of ours.
  static let shims: Set<String> = [
    "CEmbeddedFiles", "CLibpq", "CZlib", "CZstd", "CUchardet", "CXlsxwriter",
  ]

  @Test("A module imports only what its floor may know")
  func imports() {
    let offenders = House.sources.flatMap { file in
      file.code.imports.compactMap { line, module in
        Self.allowed[file.module]?.contains(module) == true
          ? nil : "\(file.path):\(line) imports \(module)"
      }
    }
    House.expectNone(offenders, "imports that reach too far")
    #expect(House.sources.count > 100, "the sources were found")
  }

  @Test("Every folder of Sources is a module that this test knows")
  func modules() {
    let folders = Set(House.names(in: "Sources").filter { !$0.hasPrefix(".") })
    #expect(folders == Set(Self.allowed.keys).union(Self.shims))
  }

  @Test("The package gives a target no dependency that its floor may not know")
  func dependencies() throws {
    let package = try #require(House.text("Package.swift"))
    for (module, allowed) in Self.allowed {
      // A target's declaration goes from its name to its settings; a product's has none.
      for part in package.components(separatedBy: "name: \"\(module)\"").dropFirst() {
        let end = part.range(of: "swiftSettings")?.lowerBound ?? part.startIndex
        guard !part[..<end].contains("targets:") || part.hasPrefix(", dependencies") else { continue }
        let named = Self.quoted(String(part[..<end])).filter { House.names(in: "Sources").contains($0) }
        #expect(Set(named).isSubset(of: allowed.union(Self.shims)), "\(module) depends on \(named)")
      }
    }
  }

  @Test("Only the program and the tests know where a terminal is")
  func noPrinting() {
    let offenders = House.sources.filter { $0.module != "rollcall" }.flatMap { file in
      file.code.lines.enumerated().compactMap { index, line in
        line.contains(" print(") || line.contains("standardError") || line.contains("standardOutput")
          ? "\(file.path):\(index + 1)" : nil
      }
    }
    House.expectNone(offenders, "a lower floor writes to the terminal")
  }

  private static func quoted(_ text: String) -> [String] {
    text.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }
}
