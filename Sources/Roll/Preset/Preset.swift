/// What is known of a platform's export: the names of its columns, and what they mean there. Columns are found by their names,
/// never by their order; what a preset does not speak of means what its name says in `HeaderNames`.
public struct Preset: Sendable {
  /// The name by which `--preset` knows it.
  public let name: String
  /// The platform.
  public let platform: String
  /// Where the names come from, and what nobody has verified.
  public internal(set) var standing = ""

  /// Groups of names: a header that has all of one is the platform's. `can2_*` is any name that begins so, `!name` one that
  /// must not be there.
  var marks: [[String]] = []
  /// Whole headers, in any order.
  var headers: [[String]] = []
  /// The names of a field's column; the first that a file has holds it, and the others then hold nothing.
  var fields: [SignatureField: [String]] = [:]
  /// Columns that make up a field together.
  var joined: [SignatureField: [String]] = [:]
  /// Columns of which the first that is not blank in a row holds the field.
  var choices: [SignatureField: [String]] = [:]
  /// Names that mean no field here, whatever they mean elsewhere.
  var nothing: [String] = []
  /// A column with the time of the day on which `signed_at` gives the day.
  var timeOfDay: [String] = []
  /// The order that the parts of dates usually have: it answers no question, but is named where one is asked.
  public internal(set) var dateOrder: StatedTime.Order?
  /// The zone of times that state none.
  public internal(set) var timeZone: String?
  /// The country that an empty cell means, by its alpha-3 code.
  public internal(set) var blankCountry: String?
  /// What the words of the status column mean, in lower case.
  var statusWords: [String: String] = [:]
  /// A column that marks rows which the platform made for a test.
  var test: [String] = []
  /// A column that says which of the platform's petitions was signed.
  var petition: [String] = []
  /// Which rows are signatures, where a file has rows of several kinds.
  var kinds: Kinds?
  /// Whether `%2D` and its like at the beginning of a cell stand for `-`, `+`, `=` and `@`.
  public internal(set) var undoesPercent = false
  /// Why such a file holds no signatures.
  var refusal: String?

  /// Rows of several kinds in one file.
  struct Kinds: Sendable {
    /// The column that says the kind.
    var column: [String]
    /// The kinds of a signature; case and accents make no difference.
    var signatures: [String]
    /// What they are called in the platform's translations.
    var translated: [String] = []
    /// The kind of a row that says what the supporter agreed to.
    var optIn: String?
    /// What such a row says.
    var optInColumns: [String] = []

    /// Whether a row of this kind is a signature.
    func signs(_ kind: String) -> Bool {
      signatures.contains(kind)
        || (signatures + translated).contains { HeaderKey.of($0) == HeaderKey.of(kind) }
    }
  }

  init(_ name: String, _ platform: String, _ describe: (inout Preset) -> Void) {
    self.name = name
    self.platform = platform
    describe(&self)
  }

  /// Whether a header with these keys is the platform's.
  func fits(_ keys: Set<String>) -> Bool {
    headers.contains { Set($0.map { HeaderKey.of($0) }) == keys }
      || marks.contains { $0.allSatisfy { Self.holds($0, in: keys) } }
  }

  private static func holds(_ mark: String, in keys: Set<String>) -> Bool {
    if mark.hasPrefix("!") { return !holds(String(mark.dropFirst()), in: keys) }
    let key = HeaderKey.of(mark)
    return mark.hasSuffix("*") ? keys.contains { $0.hasPrefix(key) } : keys.contains(key)
  }

  /// Whether a name, by its key, is one that holds nothing here.
  func ignores(_ key: String) -> Bool {
    nothing.contains { Self.holds($0, in: [key]) }
  }
}

extension Preset {
  /// Every preset, by its name.
  public static let all: [Preset] =
    [
      actionKit, actionNetwork, changeOrg, changeOrgAPI, changeOrgScraped, civiActivities, civiContacts,
      controlShift, controlShiftCampaigner, eff, engagingNetworks, googleForms, nationBuilder, proca,
      procaMessages, pytition, rollcall, ukPetitions,
    ].sorted { $0.name < $1.name }

  /// The preset for a file: the one that was named, else the one that the header fits.
  /// - Throws: `RollError` of kind `data` where two fit.
  static func find(_ choice: Choice?, header: [String]?, file: String) throws(RollError) -> Preset? {
    switch choice {
    case .namesAlone: return nil
    case .named(let name): return all.first { $0.name == name }
    case nil, .automatic: break
    }
    guard let header else { return nil }
    let keys = Set(RejectsFile.withoutOwnColumns(header).map { HeaderKey.of($0) })
    let fitting = all.filter { $0.fits(keys) }
    guard fitting.count > 1 else { return fitting.first }
    throw RollError(
      .data, "\(file): the header fits \(fitting.map(\.name).joined(separator: " and "))",
      hint: "Say which: --preset \(fitting[0].name), or --preset none. Nothing was imported.")
  }
}

extension RejectsFile {
  /// The names of a header as the file had them before its refused rows were written.
  static func withoutOwnColumns(_ header: [String]) -> [String] {
    header.suffix(3) == ownColumns[...] ? Array(header.dropLast(3)) : header
  }
}
