/// What one row of a file cannot say about its country, and the whole file can. Only numbers of rows decide, so that their
/// order never matters.
///
/// - `NA` in a column whose header does not say that it holds codes is Namibia where every other row has two letters and one
///   of them is the code of a country (`US`, `UK` and `GB` do not count: people write them for names), else no country.
/// - `Georgia` is the country only where nothing speaks for the state of the USA: no row that names the USA or one of its
///   states for its country, none of `Georgia` itself with such a state for its region, and no stated country of all rows
///   that say none.
struct CountryDoubts {
  private(set) var notApplicable = 0
  private(set) var georgia = 0
  private var codes = 0
  private var words = 0
  /// Rows that speak for Georgia in the USA.
  private var ofUSA = 0

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
      ofUSA += 1
      words += 1
    case .number:
      // Digits are a country only where the header says so.
      words += 1
      return nil
    case .alpha3, .flag, .name, .other: words += 1
    }
    if reading.iso3 == "USA" { ofUSA += 1 }
    return reading.iso3
  }

  /// Counts what else speaks for the USA: the region of a row of `Georgia`, or the country of rows that state none.
  mutating func noteUSA() { ofUSA += 1 }

  /// Whether `NA` is Namibia.
  var isNamibia: Bool { notApplicable > 0 && codes > 0 && words == 0 }

  /// Whether `Georgia` may be the state of the USA.
  var mayBeStateOfUSA: Bool { georgia > 0 && ofUSA > 0 }
}
