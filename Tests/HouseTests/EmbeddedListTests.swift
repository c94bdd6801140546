import Testing

/// The folders that the program carries, and the lists that say so.
struct EmbeddedListTests {
  /// A list of files in C, and the folder it speaks of.
  struct Listing: CustomTestStringConvertible, Sendable {
    let file: String
    let folder: String
    let ending: String
    var testDescription: String { file }

    var lines: [String] {
      (House.text("Sources/CEmbeddedFiles/\(file)") ?? "").split(separator: "\n").map { String($0) }
    }
    /// Names in the order of the `#embed` lines.
    var embedded: [String] {
      lines.filter { $0.hasPrefix("#embed") }.compactMap { line in
        line.split(separator: "\"").dropFirst().first.flatMap { path in
          path.hasPrefix("../../\(folder)/") && path.hasSuffix(ending)
            ? String(path.dropFirst(7 + folder.count).dropLast(ending.count)) : "elsewhere: \(path)"
        }
      }
    }
    /// Names, bytes and lengths in the order of the table.
    var table: [(name: String, bytes: String, count: String)] {
      lines.filter { $0.hasPrefix("    {\"") }.map { line in
        let parts = line.split { "{},() ".contains($0) }.map { String($0) }
        return (String(parts[0].dropFirst().dropLast()), parts[1], parts[3])
      }
    }
    /// What the folder holds.
    var held: [String] {
      House.names(in: folder).filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }
    }
  }

  static let migrations = Listing(file: "migrations.c", folder: "sql/migrations", ending: ".sql")
  static let listings = [
    migrations, Listing(file: "views.c", folder: "sql/views", ending: ".sql"),
    Listing(file: "seeds.c", folder: "seeds", ending: ".csv"),
    Listing(file: "countries.c", folder: "seeds/countries", ending: ".txt"),
    Listing(file: "headers.c", folder: "seeds/headers", ending: ".txt"),
    Listing(file: "world.c", folder: "seeds/world", ending: ".geojson"),
  ]

  @Test("The program carries every file of the folder, and no other", arguments: listings)
  func sameFiles(listing: Listing) {
    #expect(listing.embedded.sorted() == listing.held)
    #expect(!listing.held.isEmpty)
    #expect(listing.table.map(\.name) == listing.embedded)
  }

  @Test("Each entry of the table has the bytes and the length of the file it names", arguments: listings)
  func sameBytes(listing: Listing) {
    for entry in listing.table {
      #expect(entry.bytes.hasSuffix("_" + entry.name))
      #expect(entry.count == entry.bytes)
    }
  }

  @Test("Migrations run in the order of their numbers, which have no gap")
  func migrationOrder() {
    let numbers = Self.migrations.embedded.map { Int($0.prefix(4)) ?? -1 }
    #expect(numbers == Array(1...max(1, numbers.count)))
  }

  @Test("Every migration begins with its reason, and every view with what it shows")
  func reasons() {
    let files = House.files(below: "sql").filter { $0.path.hasSuffix(".sql") }
    House.expectNone(
      files.filter { $0.path.contains("/migrations/") && !$0.text.hasPrefix("-- Why: ") }.map(\.path),
      "a migration without a reason")
    House.expectNone(
      files.filter { $0.path.contains("/views/") && !$0.text.hasPrefix("-- ") }.map(\.path),
      "a view without a word")
    #expect(files.count > 20)
  }
}
