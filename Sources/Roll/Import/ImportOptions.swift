public import CSV

/// How a file is to be read and what is to become of its rows.
public struct ImportOptions: Sendable {
  /// How many refused rows are too many.
  public enum RejectLimit: Sendable, Equatable {
    /// More than so many.
    case rows(Int)
    /// More than this share of all rows, in percent.
    case percent(Double)

    /// From `12` or `2.5%`.
    public init?(_ text: String) {
      if text.hasSuffix("%"), let share = Double(text.dropLast()), (0...100).contains(share) {
        self = .percent(share)
      } else if let count = Int(text), count >= 0 {
        self = .rows(count)
      } else {
        return nil
      }
    }

    func isExceeded(rejected: Int, rows: Int) -> Bool {
      switch self {
      case .rows(let limit): rejected > limit
      case .percent(let share): Double(rejected) * 100 > share * Double(rows)
      }
    }
  }

  /// Which column holds a field, as the user states it; no name where none is to hold it.
  public var mapping: [(SignatureField, String)] = []
  /// The preset that the user names; nil for what an earlier import was told, or the one that the header fits.
  public var preset: Preset.Choice?
  /// The character encoding, by a name of `TextEncoding`; nil to find it.
  public var encoding: String?
  /// What the user states of the file's dialect; the rest is found. Without a word on the header there is one.
  public var dialect = CSVTold()
  /// The order of the parts of dates, as the user states it.
  public var dateOrder: StatedTime.Order?
  /// The first two digits of years that are written with two, as the user states them: 20 for 2000 to 2099.
  public var century: Int?
  /// The zone of times that state none; nil for the petition's.
  public var timeZone: String?
  /// The country of rows that state none.
  public var defaultCountry: String?
  /// Whether to keep nothing.
  public var isDryRun = false
  /// Where refused rows go; nil for a name beside the input.
  public var rejects: String?
  /// Whether the first refused row stops the import.
  public var isStrict = false
  /// How many refused rows are too many; nil for no limit.
  public var maximumRejects: RejectLimit?
  /// Whether to import bytes that were imported before.
  public var again = false
  /// Whether the rows are made up.
  public var isSynthetic = false
  /// What receipts call the file; nil for its name.
  var nameOnRecord: String?
  /// Whether the act has other parts, and is closed by whoever began it.
  var isPartOfAct = false
  /// How many bytes of rows are gathered before they go to the server; for tests to make small.
  var loadLimits = SignatureLoad.Limits()
  /// Called with each refused row.
  public var onRejection: (@Sendable (Rejection) -> Void)?
  /// Called with what a user should know before the rows come.
  public var onNotice: (@Sendable (String) -> Void)?
  /// Called with the bytes read so far, and all bytes where known.
  public var onProgress: (@Sendable (Int64, Int64?) -> Void)?
  /// Called where another import of the petition is under way, for which this one waits.
  public var onWait: (@Sendable () -> Void)?
  /// Asked now and then; true stops the import, and nothing is kept.
  public var isCancelled: (@Sendable () -> Bool)?

  /// The options of a plain import.
  public init() {}
}

extension ImportOptions {
  /// How years of two digits are read: only where both their century and the order are stated, for nothing else tells
  /// which part is the year.
  var shortYears: WrittenTime.ShortYears? {
    guard let century, let dateOrder else { return nil }
    return WrittenTime.ShortYears(century: century, order: dateOrder)
  }
}
