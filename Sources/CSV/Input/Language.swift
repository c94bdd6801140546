/// What is known of a language to tell whether a text is in it: letters beyond ASCII and the usual names of columns.
///
/// Letters are those of the language's alphabet and of its everyday loan words (CLDR, main and auxiliary exemplars,
/// narrowed to what names of people and places hold).
struct Language: Equatable {
  let name: String
  /// Languages of one family borrow each other's letters in names.
  let family: Family
  /// Lower-case letters.
  let letters: Set<Unicode.Scalar>
  /// Letters of which some must be among any six; empty where there are none.
  let core: Set<Unicode.Scalar>
  /// Encodings that its files have, the usual one first.
  let home: [String]
  /// Words of headers, lower case.
  let words: Set<String>

  enum Family: Equatable {
    case western, icelandic, central, turkish, baltic, cyrillic, greek, hebrew, arabic
  }

  private init(
    _ name: String, _ family: Family, _ letters: String, core: String = "", _ home: [String], _ words: String
  ) {
    self.name = name
    self.family = family
    self.letters = Set(letters.unicodeScalars)
    self.core = Set(core.unicodeScalars)
    self.home = home
    self.words = Set(words.split(separator: " ").map(String.init))
  }

  private static let west = ["windows-1252", "iso-8859-15", "macintosh"]
  private static let middle = ["windows-1250", "iso-8859-2"]
  private static let cyrillic = ["windows-1251", "koi8-r", "koi8-u", "iso-8859-5"]

  static let all: [Language] = [
    Language(
      "German", .western, "äöüß", west, "vorname nachname straße strasse plz ort anrede telefon stadt"),
    Language(
      "French", .western, "àâæçèéêëîïôœùûü", west,
      "nom prénom prenom ville pays adresse courriel rue téléphone telephone"),
    Language(
      "Spanish", .western, "áéíñóúü", west,
      "nombre apellido apellidos ciudad país pais correo fecha dirección"),
    Language(
      "Portuguese", .western, "ãáàâçéêíõóôú", west, "nome sobrenome apelido cidade país morada endereço"),
    Language("Italian", .western, "àèéìòù", west, "nome cognome città citta paese indirizzo comune"),
    Language("Dutch", .western, "éëïöüèê", west, "voornaam achternaam woonplaats straat adres"),
    Language(
      "Nordic", .western, "åäöæøéü", west,
      "fornavn etternavn efternavn förnamn efternamn postnummer etunimi sukunimi kaupunki"),
    Language("Icelandic", .icelandic, "áéíóúýðþæö", core: "ðþáí", west, "nafn eftirnafn borg"),
    Language(
      "Polish", .central, "ąćęłńóśźż", core: "łąężś", middle, "imię imie nazwisko miasto kraj miejscowość"),
    Language(
      "Czech", .central, "áčďéěíňóřšťúůýž", core: "áíěřšžý", middle, "jméno jmeno příjmení prijmeni město"),
    Language(
      "Slovak", .central, "áäčďéíĺľňóôŕšťúýž", core: "áíšžý", middle, "meno priezvisko mesto krajina"),
    Language(
      "Hungarian", .central, "áéíóöőúüű", core: "áóő", middle, "keresztnév vezetéknév név város ország"),
    Language("Croatian", .central, "čćđšž", core: "ćšžđ", middle, "ime prezime priimek grad država"),
    Language("Romanian", .central, "ăâîșțşţ", core: "ășțşţ", middle, "nume prenume oraș oraş oras țară ţară"),
    Language(
      "Turkish", .turkish, "âçğıiöşü\u{307}", core: "ğış", ["windows-1254", "iso-8859-9"],
      "ad adı soyad soyadı isim şehir ülke"),
    Language(
      "Baltic", .baltic, "ąčęėįšųūžāēģīķļņõäöü", core: "šžėāīū", ["windows-1257"],
      "vardas pavardė miestas vārds uzvārds pilsēta eesnimi perekonnanimi linn"),
    Language(
      "Russian", .cyrillic, "абвгдежзийклмнопрстуфхцчшщъыьэюяё", cyrillic, "имя фамилия город страна адрес"),
    Language(
      "Ukrainian", .cyrillic, "абвгдежзийклмнопрстуфхцчшщьюяєіїґ", core: "ієї",
      ["windows-1251", "koi8-u", "iso-8859-5"], "ім'я ім прізвище місто країна"),
    Language("Bulgarian", .cyrillic, "абвгдежзийклмнопрстуфхцчшщъьюя", cyrillic, "име фамилия град държава"),
    Language(
      "Serbian", .cyrillic, "абвгдђежзијклљмнњопрстћуфхцчџш", core: "јљњћђ", cyrillic, "име презиме град"),
    Language(
      "Greek", .greek, "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ", ["windows-1253", "iso-8859-7"],
      "όνομα επώνυμο πόλη χώρα ονομα επωνυμο"),
    Language(
      "Hebrew", .hebrew, "אבגדהוזחטיךכלםמןנסעףפץצקרשת", ["windows-1255", "iso-8859-8"], "שם משפחה עיר"),
    Language(
      "Arabic", .arabic, "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي", ["windows-1256", "iso-8859-6"],
      "الاسم المدينة البلد"),
  ]

  /// All letters of a family.
  static func letters(of family: Family) -> Set<Unicode.Scalar> {
    all.filter { $0.family == family }.reduce(into: []) { $0.formUnion($1.letters) }
  }
}
