internal import CEmbeddedFiles

/// A file of the repository's `sql/` or `seeds/` folder, carried inside the program, so that an installed binary needs
/// no folder beside it. The lists are in the order in which the files are to be used; a test holds them and the
/// folders together.
public struct EmbeddedFile: Sendable {
  /// The file's name without its extension.
  public let name: String
  /// The file's bytes.
  public let bytes: [UInt8]

  /// The bytes as text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// `sql/migrations`, in the order in which they run.
  public static var migrations: [EmbeddedFile] {
    unsafe read(embedded_migrations_start(), embedded_migration_count)
  }

  /// `sql/views`, each after those it reads.
  public static var views: [EmbeddedFile] { unsafe read(embedded_views_start(), embedded_view_count) }

  /// `seeds`, each after those it refers to.
  public static var seeds: [EmbeddedFile] { unsafe read(embedded_seeds_start(), embedded_seed_count) }

  /// `seeds/countries`: tables of how people write countries.
  public static var countries: [EmbeddedFile] {
    unsafe read(embedded_countries_start(), embedded_country_count)
  }

  /// `seeds/headers`: tables of what people call the columns of a signature file.
  public static var headers: [EmbeddedFile] {
    unsafe read(embedded_headers_start(), embedded_header_count)
  }

  /// `seeds/world`: shapes of countries.
  public static var world: [EmbeddedFile] { unsafe read(embedded_world_start(), embedded_world_count) }

  private static func read(_ files: UnsafePointer<embedded_file>, _ count: Int) -> [EmbeddedFile] {
    unsafe UnsafeBufferPointer(start: files, count: count).map { file in
      unsafe EmbeddedFile(
        name: String(cString: file.name),
        bytes: Array(UnsafeBufferPointer(start: file.bytes, count: file.count)))
    }
  }
}
