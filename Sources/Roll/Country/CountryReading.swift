/// What a text that should name a country was read as.
struct CountryReading: Equatable {
  /// How the country was named. Some ways are good in one column and doubtful in another; `CountryDoubts` decides.
  enum Kind {
    case alpha2
    case alpha3
    /// Digits: a country's number in a column of codes, in another one anything.
    case number
    case flag
    case name
    /// `NA`: Namibia in a column of codes, ‘not applicable’ elsewhere.
    case notApplicable
    /// `Georgia`, which is a state of the USA too.
    case georgia
    /// A state of the USA, which is no country.
    case stateOfUSA
    case other
  }

  /// The country; nil where the text names none, or could mean several.
  var iso3: String?
  var kind = Kind.other
  /// The countries that a text that names none could mean.
  var candidates: [String] = []

  /// What stands for a country that its own file alone made clear (`NA`, 250, `Georgia`), so that a row is the same one when it comes
  /// back from an export, which has the alpha-3 code instead; nil where the text stands for itself.
  var codeInExports: String? {
    switch kind {
    case .notApplicable: "NAM"
    case .georgia: "GEO"
    case .number: iso3
    default: nil
    }
  }

  /// Whether a region is a state of the USA, by its name or its code in the post.
  static func isStateOfUSA(_ region: String) -> Bool {
    let key = CountryKey(region).bytes
    let name = String(decoding: key, as: UTF8.self)
    return name == "georgia" || statesOfUSA.contains(name) || codesOfStates.contains(name)
  }

  private static let codesOfStates: Set<String> = Set(
    """
    al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri sc sd tn \
    tx ut vt va wa wv wi wy dc
    """.split(separator: " ").map(String.init))

  /// The states whose names are no country's. Georgia is not among them.
  static let statesOfUSA: Set<String> = [
    "alabama", "alaska", "arizona", "arkansas", "california", "colorado", "connecticut", "delaware",
    "florida",
    "hawaii", "idaho", "illinois", "indiana", "iowa", "kansas", "kentucky", "louisiana", "maine", "maryland",
    "massachusetts", "michigan", "minnesota", "mississippi", "missouri", "montana", "nebraska", "nevada",
    "newhampshire", "newjersey", "newmexico", "newyork", "northcarolina", "northdakota", "ohio", "oklahoma",
    "oregon", "pennsylvania", "rhodeisland", "rhodeis", "southcarolina", "southdakota", "tennessee", "texas",
    "utah", "vermont", "virginia", "washington", "westvirginia", "wisconsin", "wyoming",
  ]
}
