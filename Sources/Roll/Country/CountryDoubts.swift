/// What one row of a file cannot say about its country, and the whole file can. Only numbers of rows decide, so that their
/// order never matters.
///
/// - `NA` in a column whose header does not say that it holds codes is Namibia where every other row has two letters and one
///   of them is the code of a country (`US`, `UK` and `GB` do not count: people write them for names), else no country.
/// - `Georgia` is no country where the rows that name another state of the USA are more than those that name a country
///   other than the USA, and no fewer than those of Georgia; else it is the country.
struct CountryDoubts {
  private(set) var notApplicable = 0
  private(set) var georgia = 0
  private var codes = 0
  private var words = 0
  private var states = 0
  private var countries = 0

  /// Counts a row; gives its country as far as the row says it: none for `NA`, GEO for `Georgia`.
  mutating func take(_ reading: CountryReading) -> String? {
    switch reading.kind {
    case .notApplicable:
      notApplicable += 1
      return nil
    case .georgia:
      georgia += 1
      words += 1
      return reading.iso3
    case .alpha2:
      if reading.iso3 != "USA" && reading.iso3 != "GBR" { codes += 1 }
    case .stateOfUSA:
      states += 1
      words += 1
    case .number:
      // Digits are a country only where the header says so.
      words += 1
      return nil
    case .alpha3, .flag, .name, .other: words += 1
    }
    if let iso3 = reading.iso3, iso3 != "USA" { countries += 1 }
    return reading.iso3
  }

  /// Whether the whole file may decide otherwise than the row.
  static func concerns(_ reading: CountryReading) -> Bool {
    reading.kind == .notApplicable || reading.kind == .georgia
  }

  /// Whether `NA` is Namibia.
  var isNamibia: Bool { notApplicable > 0 && codes > 0 && words == 0 }

  /// Whether `Georgia` is the state of the USA.
  var isStateOfUSA: Bool { georgia > 0 && states > countries && states >= georgia }
}
