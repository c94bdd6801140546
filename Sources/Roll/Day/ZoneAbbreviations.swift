/// What abbreviations of time zones stand for. Nearly each is used for several: EST is New York's and Sydney's. So none is
/// read by itself; beside a zone that the user states it says on which side of a clock change a time lies.
///
/// From the abbreviations in use since 1970 in the IANA time zone database; MEZ and MESZ are German for CET and CEST.
enum ZoneAbbreviations {
  /// Seconds east of UTC, each that it is used for; nil for what is no such abbreviation.
  static func offsets(_ name: String) -> [Int]? { table[name.uppercased()] }

  private static let table: [String: [Int]] = {
    let hours: [(String, [Double])] = [
      ("EST", [-5, 10, 11]), ("EDT", [-4, 11]), ("CST", [-6, -5, 8, 9.5, 10.5]), ("CDT", [-5, -4, 9]),
      ("MST", [-7]),
      ("MDT", [-6]), ("PST", [-8, 8]), ("PDT", [-7, 9]), ("AKST", [-9]), ("AKDT", [-8]), ("HST", [-10]),
      ("HDT", [-9]),
      ("AST", [-4]), ("ADT", [-3]), ("NST", [-3.5]), ("NDT", [-2.5]), ("WET", [0]), ("WEST", [1]),
      ("CET", [1]),
      ("CEST", [2]), ("MEZ", [1]), ("MESZ", [2]), ("MET", [1]), ("MEST", [2]), ("EET", [2]), ("EEST", [3]),
      ("BST", [1, 6]), ("IST", [1, 2, 5.5]), ("IDT", [3]), ("MSK", [3, 4]), ("MSD", [4]), ("SAST", [2]),
      ("CAT", [2]),
      ("EAT", [3]), ("WAT", [1]), ("WAST", [2]), ("JST", [9]), ("KST", [9]), ("HKT", [8]), ("SGT", [8]),
      ("PHT", [8]),
      ("PKT", [5]), ("PKST", [6]), ("WIB", [7]), ("WITA", [8]), ("WIT", [9]), ("AEST", [10]), ("AEDT", [11]),
      ("ACST", [9.5]), ("ACDT", [10.5]), ("AWST", [8]), ("NZST", [12]), ("NZDT", [13]), ("SST", [-11]),
      ("CHST", [10]),
      ("BRT", [-3]), ("BRST", [-2]), ("ART", [-3]), ("CLT", [-4]), ("CLST", [-3]), ("COT", [-5]),
      ("PET", [-5]),
    ]
    return Dictionary(uniqueKeysWithValues: hours.map { ($0, $1.map { Int($0 * 3600) }) })
  }()
}
