import Postgres
import PostgresTesting
import Testing

@testable import Roll

/// Lists of what people write, each with what it means.
@Suite(.database(from: .migrated))
struct CountryReadingTests {
  private func expect(_ list: [String: String?]) throws {
    var connection = try Database.current.connect()
    var index = try CountryIndex(from: &connection)
    for (text, iso3) in list {
      #expect(index.recognise(text.utf8.span) == iso3, "\(text)")
      #expect(index.recognise(text.utf8.span) == iso3, "\(text), from memory")
    }
  }

  @Test("former names stand for the country of today; those of states that are several today for none")
  func formerNames() throws {
    try expect([
      "Burma": "MMR", "Birmanie": "MMR", "Swaziland": "SWZ", "Zaire": "COD", "Zaïre": "COD",
      "Czech Republic": "CZE",
      "Tschechische Republik": "CZE", "Macedonia": "MKD", "F.Y.R.O.M.": "MKD", "Cape Verde": "CPV",
      "Kap Verde": "CPV",
      "Ivory Coast": "CIV", "Elfenbeinküste": "CIV", "Costa de Marfil": "CIV", "Ceylon": "LKA", "Siam": "THA",
      "Persia": "IRN", "Rhodesia": "ZWE", "Upper Volta": "BFA", "Dahomey": "BEN", "Turkey": "TUR",
      "Türkei": "TUR",
      "East Timor": "TLS", "Holland": "NLD", "Kampuchea": "KHM", "Western Samoa": "WSM",
      "Weißrussland": "BLR",
      "USSR": nil, "Yugoslavia": nil, "Czechoslovakia": nil, "Serbia and Montenegro": nil,
      "Netherlands Antilles": nil,
    ])
  }

  @Test("what could mean two countries is unknown, and says which")
  func ambiguous() throws {
    try expect([
      "Congo": nil, "Kongo": nil, "Korea": nil, "Corée": nil, "America": nil, "Virgin Islands": nil,
      "St. Martin": nil,
      "Republic of China": nil, "Dominica Republic": nil, "Republic of Congo": "COG", "DR Congo": "COD",
      "Congo-Brazzaville": "COG", "Congo - Kinshasa": "COD", "South Korea": "KOR", "Nordkorea": "PRK",
      "Guinea": nil, "Guinée": nil, "غينيا": nil, "几内亚": nil, "Guinea-Conakry": "GIN",
      "Republic of Guinea": "GIN",
      "GN": "GIN", "Guinea-Bissau": "GNB", "Papua New Guinea": "PNG", "Equatorial Guinea": "GNQ",
      "Ireland": "IRL",
      "Niger": "NER", "Nigeria": "NGA", "Dominica": "DMA", "Dominican Republic": "DOM", "Samoa": "WSM",
      "American Samoa": "ASM", "Georgia": "GEO", "South Georgia": "SGS", "Nga": nil, "NGA": "NGA",
      "Áo": "AUT",
      "AO": "AGO", "Ao": nil, "Atlantis": nil, "": nil, " ": nil, "the": nil, "-": nil, "Republic of": nil,
      "Republik Dominica": nil, "Republika Kina": nil,
    ])
    var connection = try Database.current.connect()
    let index = try CountryIndex(from: &connection)
    #expect(index.suggestion("Congo") == "; it could be COD or COG")
    #expect(index.suggestion("America") == "; it could be USA")
    #expect(index.suggestion("France") == nil && index.suggestion("Atlantis") == nil)
  }

  @Test("typography, articles, forms of state and short words make no difference")
  func typography() throws {
    try expect([
      "Côte d’Ivoire": "CIV", "Cote d'Ivoire": "CIV", "CÔTE D`IVOIRE": "CIV", "Cote dIvoire": "CIV",
      "Cȏte dʼIvoire": "CIV",
      "Co\u{302}te d\u{2018}Ivoire": "CIV", "Fran\u{200B}ce": "FRA", "\u{FEFF}France\u{A0}": "FRA",
      "Ｆｒａｎｃｅ": "FRA",
      "ＦＲ": "FRA", "the Netherlands": "NLD", "Netherlands, the": "NLD", "St Lucia": "LCA",
      "Saint Lucia": "LCA",
      "St. Kitts & Nevis": "KNA", "Saint Kitts and Nevis": "KNA", "Bosnia & Herzegovina": "BIH",
      "Republic of Kenya": "KEN",
      "Moldova, Republic of": "MDA", "The Republic of Latvia": "LVA", "République du Sénégal": "SEN",
      "República de Colombia": "COL", "Republika Hrvatska": "HRV", "Kingdom of Norway": "NOR",
      "U.S.A.": "USA",
      "U. K.": "GBR", "EE. UU.": "USA", "Oesterreich": "AUT", "Ostrig": "AUT", "Østrig": "AUT",
      "KIBRIS": "CYP",
      "Faroe Is.": "FRO", "Viet Nam": "VNM", "VIETNAM": "VNM", "Россия": "RUS", "РОССИЯ": "RUS",
      "ألمانيا": "DEU",
      "المانيا": "DEU", "日本": "JPN", "독일": "DEU", "भारत": "IND", "ประเทศไทย": nil, "ไทย": "THA",
      "საქართველო": "GEO",
    ])
  }

  @Test("a flag is its country, also beside the country's name; two flags, or another name, are none")
  func flags() throws {
    try expect([
      "🇫🇷": "FRA", "🇫🇷 France": "FRA", "🇫🇷 FR": "FRA", "France 🇫🇷": "FRA", "🇽🇰": "XKX", "🇫🇷🇩🇪": nil,
      "🇫🇷 Germany": nil,
      "🇪🇺": nil, "🏴󠁧󠁢󠁥󠁮󠁧󠁿": "GBR", "🏴󠁧󠁢󠁳󠁣󠁴󠁿": "GBR", "🏴󠁧󠁢󠁷󠁬󠁳󠁿": "GBR", "🏴󠁧󠁢󠁷󠁬󠁳󠁿 Wales": "GBR", "🏴": nil, "🏳️‍🌈": nil, "🇫": nil,
      "🇫🇷🇫🇷": "FRA",
    ])
    var connection = try Database.current.connect()
    let index = try CountryIndex(from: &connection)
    let codes = try connection.run("SELECT iso2, iso3 FROM country")
      .map { (row) throws(PostgresError) in try row.columns((String, String).self) }
    for (iso2, iso3) in codes {
      let flag = iso2.unicodeScalars.compactMap { Unicode.Scalar($0.value - 65 + 0x1F1E6) }
      #expect(index.read(String(String.UnicodeScalarView(flag))).iso3 == iso3, "\(iso2)")
    }
  }

  @Test(
    "parts of a country whose belonging nobody disputes stand for it; disputed ones and states of the USA do not"
  )
  func parts() throws {
    try expect([
      "England": "GBR", "Scotland": "GBR", "Wales": "GBR", "Northern Ireland": "GBR", "N. Ireland": "GBR",
      "Great Britain": "GBR", "Écosse": "GBR", "Schottland": "GBR", "Inglaterra": "GBR", "Англия": "GBR",
      "Zanzibar": "TZA", "Tahiti": "PYF", "Québec": "CAN", "Quebec": "CAN", "Bavaria": "DEU",
      "Canary Islands": "ESP",
      "Azores": "PRT", "Corsica": "FRA", "Tasmania": "AUS", "Texas": nil, "California": nil, "Crimea": nil,
      "Tibet": nil,
      "Kurdistan": nil, "Kashmir": nil, "Northern Cyprus": nil, "Abkhazia": nil,
    ])
  }

  @Test("the memory of spellings is bounded, and a text that is too long is not looked at")
  func memory() {
    var cache = CountryCache()
    for number in 0...(2 * CountryCache.limit) {
      cache.keep(Array("x\(number)".utf8), CountryReading(iso3: "FRA", kind: .name))
      #expect(cache.count <= CountryCache.limit)
    }
    #expect(cache["x\(2 * CountryCache.limit)".utf8.span]?.iso3 == "FRA" && cache["x".utf8.span] == nil)
  }
}
