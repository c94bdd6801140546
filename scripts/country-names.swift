// Writes seeds/countries/names.txt from the territory names of the Unicode CLDR that the toolchain's Foundation carries. Run it
// by hand, look at the difference, then run the tests. Nothing reads CLDR while the program runs. Usage:
// swift scripts/country-names.swift ISO_3166_1_JSON CLDR_VERSION >seeds/countries/names.txt
import Foundation

let languages = [
  "en", "fr", "de", "es", "pt", "pt-PT", "it", "ca", "gl", "eu", "nl", "af", "da", "sv", "nb", "nn", "fi",
  "et", "lv", "lt",
  "is", "ga", "cy", "mt", "pl", "cs", "sk", "sl", "hr", "sr", "sr-Latn", "bs", "mk", "bg", "ru", "uk", "be",
  "ro", "hu", "el",
  "sq", "tr", "az", "kk", "uz", "ka", "hy", "he", "ar", "fa", "ur", "hi", "bn", "ta", "th", "vi", "km", "my",
  "id", "ms", "fil",
  "sw", "am", "zh", "zh-Hant", "ja", "ko",
]

struct Codes: Decodable {
  struct Entry: Decodable {
    var alpha_2: String
    var alpha_3: String
    var numeric: String
  }
  var list: [Entry]
  enum CodingKeys: String, CodingKey { case list = "3166-1" }
}

guard CommandLine.arguments.count == 3,
  let data = FileManager.default.contents(atPath: CommandLine.arguments[1])
else { exit(64) }
let codes = try JSONDecoder().decode(Codes.self, from: data)
let entries = codes.list.map { ($0.alpha_3, $0.alpha_2, $0.numeric) } + [("XKX", "XK", "-")]
print(
  "# Names of territories in \(languages.count) languages, from the Unicode CLDR \(CommandLine.arguments[2]), under the"
)
print("# Unicode License v3 (LICENSE-UNICODE). Made by scripts/country-names.swift; nobody edits this file.")
print("# Code, alpha-2, number, then each name once, in the order of these languages:")
print("# \(languages.joined(separator: " "))")
for (code, alpha2, number) in entries.sorted(by: { $0.0 < $1.0 }) {
  var names: [String] = []
  for language in languages {
    guard let name = Locale(identifier: language).localizedString(forRegionCode: alpha2), name != alpha2,
      !names.contains(where: { $0.lowercased() == name.lowercased() })
    else { continue }
    names.append(name)
  }
  print("\(code)\t\(alpha2)\t\(number)\t\(names.joined(separator: "|"))")
}
