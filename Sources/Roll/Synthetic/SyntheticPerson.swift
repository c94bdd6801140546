extension SyntheticSignatures {
  /// Somebody who does not exist.
  struct Person {
    let email: String
    let given: String
    let family: String
    let city: String
    let postcode: String
    let country: String

    init(number: Int, random: inout SplitMix64) {
      let home = Self.home(&random)
      let syllables = Self.syllables[home.script] ?? []
      given = Self.name(syllables, random.below(2) + 2, &random)
      family = Self.name(syllables, random.below(2) + 2, &random)
      // Some platforms pass on no address; then only all that is stated tells people apart.
      let hasAddress = random.below(5000) != 0
      let domain = ["example.org", "example.net", "example.com", "mail.example"][random.below(4)]
      email = hasAddress ? "signer.\(number)@\(domain)" : ""
      city = random.below(3) == 0 ? Self.name(syllables, 3, &random) : ""
      postcode = random.below(2) == 0 ? String(String(100_000 + random.below(99_999)).dropFirst()) : ""
      country = Self.spelling(of: home, &random)
    }

    private static func name(_ syllables: [String], _ count: Int, _ random: inout SplitMix64) -> String {
      var name = ""
      for _ in 0..<count { name += syllables[random.below(syllables.count)] }
      return name.prefix(1).uppercased() + name.dropFirst()
    }

    private struct Home {
      var iso3: String
      var name: String
      var script: String
    }

    private static func home(_ random: inout SplitMix64) -> Home {
      var pick = random.below(weightSum)
      for (iso3, name, script, weight) in homes {
        if pick < weight { return Home(iso3: iso3, name: name, script: script) }
        pick -= weight
      }
      return Home(iso3: "FRA", name: "France", script: "latin")
    }

    /// People and platforms write a country in several ways; a few rows have none that can be used.
    private static func spelling(of home: Home, _ random: inout SplitMix64) -> String {
      switch random.below(700) {
      case 0: ""
      case 1: "Earth"
      case 2...300: home.iso3
      default: home.name
      }
    }

    private static let weightSum = homes.reduce(0) { $0 + $1.3 }

    private static let syllables: [String: [String]] = [
      "latin": [
        "ba", "lo", "mi", "ren", "tu", "sa", "vel", "dor", "ni", "ka", "zé", "lö", "ña", "ri", "čo", "pa",
      ],
      "cyrillic": ["ба", "ло", "ми", "рен", "ту", "са", "вел", "дор", "ни", "ка", "йо", "лё"],
      "greek": ["βα", "λο", "μι", "ρεν", "τυ", "σα", "δορ", "νι", "κά"],
      "arabic": ["با", "لو", "مي", "رن", "تو", "سا", "فل", "دور", "ني", "كا"],
      "devanagari": ["बा", "लो", "मि", "रे", "तु", "सा", "दो", "नि", "का"],
      "han": ["巴", "洛", "米", "仁", "图", "萨", "多", "尼", "卡"],
      "kana": ["バ", "ロ", "ミ", "レン", "トゥ", "サ", "ド", "ニ", "カ"],
      "hangul": ["바", "로", "미", "렌", "투", "사", "도", "니", "카"],
      "ethiopic": ["ባ", "ሎ", "ሚ", "ረ", "ቱ", "ሳ", "ዶ", "ኒ", "ካ"],
      "hebrew": ["בא", "לו", "מי", "רן", "טו", "סא", "דו", "ני"],
      "thai": ["บา", "โล", "มิ", "เร", "ตู", "สา", "โด", "นิ"],
    ]

    /// Where they live, in which script they write, and how many there are of each thousand or so. Invented proportions.
    private static let homes: [(String, String, String, Int)] = [
      ("FRA", "France", "latin", 1100), ("DEU", "Germany", "latin", 980),
      ("GBR", "United Kingdom", "latin", 900),
      ("ESP", "Spain", "latin", 820), ("ITA", "Italy", "latin", 640), ("NLD", "Netherlands", "latin", 560),
      ("BEL", "Belgium", "latin", 420), ("CAN", "Canada", "latin", 400), ("CHE", "Switzerland", "latin", 360),
      ("SWE", "Sweden", "latin", 330), ("USA", "United States", "latin", 320),
      ("AUS", "Australia", "latin", 260),
      ("NOR", "Norway", "latin", 230), ("DNK", "Denmark", "latin", 220), ("AUT", "Austria", "latin", 210),
      ("MEX", "Mexico", "latin", 200), ("ARG", "Argentina", "latin", 190), ("BRA", "Brazil", "latin", 180),
      ("CHL", "Chile", "latin", 150), ("PER", "Peru", "latin", 140), ("JPN", "Japan", "kana", 130),
      ("KOR", "South Korea", "hangul", 120), ("IND", "India", "devanagari", 110),
      ("NPL", "Nepal", "devanagari", 90),
      ("RUS", "Russia", "cyrillic", 100), ("UKR", "Ukraine", "cyrillic", 80),
      ("BGR", "Bulgaria", "cyrillic", 60),
      ("GRC", "Greece", "greek", 110), ("EGY", "Egypt", "arabic", 60), ("MAR", "Morocco", "arabic", 70),
      ("TUN", "Tunisia", "arabic", 40), ("LBN", "Lebanon", "arabic", 30), ("ISR", "Israel", "hebrew", 50),
      ("ETH", "Ethiopia", "ethiopic", 20), ("THA", "Thailand", "thai", 30), ("TWN", "Taiwan", "han", 40),
      ("HKG", "Hong Kong", "han", 30), ("SEN", "Senegal", "latin", 50), ("MLI", "Mali", "latin", 40),
      ("BEN", "Benin", "latin", 40), ("NGA", "Nigeria", "latin", 60), ("GHA", "Ghana", "latin", 40),
      ("ZAF", "South Africa", "latin", 70), ("KEN", "Kenya", "latin", 40), ("POL", "Poland", "latin", 90),
      ("CZE", "Czechia", "latin", 60), ("HUN", "Hungary", "latin", 50), ("SVN", "Slovenia", "latin", 40),
      ("HRV", "Croatia", "latin", 40), ("PRT", "Portugal", "latin", 90), ("IRL", "Ireland", "latin", 110),
      ("NZL", "New Zealand", "latin", 80), ("PHL", "Philippines", "latin", 60),
      ("BOL", "Bolivia", "latin", 30),
      ("URY", "Uruguay", "latin", 50), ("PRY", "Paraguay", "latin", 30), ("ECU", "Ecuador", "latin", 40),
      ("SLE", "Sierra Leone", "latin", 20), ("FJI", "Fiji", "latin", 4), ("ISL", "Iceland", "latin", 30),
      ("LUX", "Luxembourg", "latin", 30), ("FIN", "Finland", "latin", 120),
      ("MNG", "Mongolia", "cyrillic", 6),
      ("TLS", "Timor-Leste", "latin", 2), ("FRO", "Faroe Islands", "latin", 2),
      ("AND", "Andorra", "latin", 1),
      ("NRU", "Nauru", "latin", 1), ("WSM", "Samoa", "latin", 1),
    ]
  }
}
