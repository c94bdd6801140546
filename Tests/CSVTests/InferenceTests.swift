import CSV
import Testing

@Suite struct InferenceTests {
  static let german =
    "E-Mail;Vorname;Nachname;Ort\na@example.org;Jörg;Schäfer;München\nb@example.org;Käthe;Weiß;Ulm\n"
  static let french = "Prénom;Nom;Ville\nHélène;François;Orléans\nÉric;Lefèvre;Nîmes\n"
  static let polish = "Imię;Nazwisko;Miasto\nŁukasz;Wójcik;Łódź\nMałgorzata;Kamińska;Kraków\n"
  static let russian = "Имя;Фамилия;Город\nИван;Петров;Москва\nМария;Смирнова;Казань\n"

  func decide(_ bytes: [UInt8], sample: Int = 1 << 18) throws -> CSVEncoding {
    try CSVInput(CSVSource(bytes: bytes, name: "x"), limits: UnpackLimits(), sampleBytes: sample).encoding
  }

  func encode(_ text: String, _ system: String) throws -> [UInt8] {
    try Tool.run(["iconv", "-f", "UTF-8", "-t", system], Array(text.utf8))
  }

  func candidates(_ bytes: [UInt8]) throws -> [String] {
    do {
      return ["decided: \(try decide(bytes))"]
    } catch let error as CSVError {
      guard case .undecidedEncoding(let all) = error.kind else { throw error }
      #expect(all.allSatisfy { !$0.line.isEmpty && !$0.line.contains("\u{FFFD}") })
      return all.map(\.name)
    }
  }

  @Test(
    "a file of an everyday spreadsheet is inferred, and lines that depend on it are shown",
    arguments: [
      (german, "CP1252", "windows-1252"), (french, "CP1252", "windows-1252"),
      (german, "MACINTOSH", "macintosh"),
      (french, "MACINTOSH", "macintosh"), (polish, "CP1250", "windows-1250"),
      (polish, "ISO-8859-2", "iso-8859-2"), (russian, "CP1251", "windows-1251"),
      (russian, "KOI8-R", "koi8-r"),
      ("Nombre;Apellido\nJosé;Núñez\nMaría;Muñoz\n", "CP1252", "windows-1252"),
      ("Nome;Cidade\nJoão;São Paulo\nConceição;Brasília\n", "CP1252", "windows-1252"),
      ("Ad;Soyad;Şehir\nAyşe;Yılmaz;İstanbul\nIşık;Öztürk;Çanakkale\n", "CP1254", "windows-1254"),
      ("Όνομα;Πόλη\nΓιώργος;Αθήνα\nΜαρία;Πάτρα\n", "CP1253", "windows-1253"),
      ("email,first_name,city\n1,Jörg,München\n2,Käthe,Köln\n", "CP1252", "windows-1252"),
      (
        "email,name,city\n1,O’Hélène,Orléans\n2,Éric – né,Nîmes\n3,François,Besançon\n", "CP1252",
        "windows-1252"
      ),
    ])
  func inferred(text: String, system: String, name: String) throws {
    let found = try decide(encode(text, system))
    #expect(found.encoding.name == name && found.basis == .inferred)
    #expect(!found.evidence.isEmpty && found.evidence.count <= 3)
    for line in found.evidence { #expect(text.contains(line) && line.contains { !$0.isASCII }) }
  }

  @Test(
    "what two tests do not agree on stops with candidates",
    arguments: [
      ("이름;도시\n김철수;서울\n이영희;부산\n", "UHC", "euc-kr"), ("名前;都市\n山田太郎;東京\nすずき;おおさか\n", "CP932", "shift-jis"),
      ("姓名;城市\n王芳;北京\n李娜;上海\n", "GB18030", "gb18030"),
    ])
  func undecided(text: String, system: String, name: String) throws {
    let all = try candidates(encode(text, system))
    #expect(all.contains(name) && !all[0].hasPrefix("decided"))
  }

  static let names = [
    "Jürgen Groß;René Lefèvre;José Muñoz;Åsa Sjöberg;Søren Kjær;François Noël;Käthe Weiß;Jörg Müller",
    "Hélène Lefèvre;Thérèse Père;Geneviève;Gaëlle;Loïc;Benoît;Crèvecœur;Éric",
    "Thérèse;Hélène;Lefèvre;Irène;Valérie",
    "João Conceição;São Tomé;Antônio;Luís Magalhães;Inês", "Niccolò;Città;Forlì;Cantù;Pietà",
    "José;María;Peñón;Ángel",
    "Łukasz Wójcik;Małgorzata;Łódź;Żółć;Święty",
    "Jiří Dvořák;Tomáš Novák;Plzeň;České Budějovice;Eliška Růžičková",
    "Ľuboš Štúr;Žilina;Košice;Ján Kováč;Mária Horváthová", "György Szabó;Győr;Pécs;Zoltán Nagyné;Erdős Tibor",
    "Đorđe Kovačević;Željko Šimić;Čakovec", "Ştefan Brâncuşi;Iaşi;Bucureşti;Ţăndărei;Vişan",
    "Ayşe Yılmaz;İzmir;Güneş Çelik",
    "Žemaitė;Šiauliai;Jūratė Kazlauskaitė;Kęstutis", "Jānis Bērziņš;Rīga;Ģirts Kļaviņš",
    "Þór Guðmundsson;Björk;Ísafjörður",
    "Иван Петров;Мария Смирнова;Королёв;Съезжая", "Андрій Шевченко;Київ;Їжак;Євген",
    "Ђорђе Јовановић;Љубица;Ниш",
    "Георги Димитров;Търново;Гюлбахар", "Γιώργος Παπαδόπουλος;Αθήνα;Ελένη", "משה כהן;תל אביב",
    "محمد علي;القاهرة;فاطمة",
  ]

  @Test("what is inferred reads as it was written, whatever wrote it; else it is undecided", arguments: names)
  func neverWrong(line: String) throws {
    var inferred = 0
    for header in ["email;name;city", "E-Mail;Vorname;Ort", "courriel;nom;ville"] {
      let text = header + "\n" + line.split(separator: ";").map { "1;\($0);x\n" }.joined()
      for encoding in TextEncoding.all.dropFirst(5) {
        guard let bytes = try? encode(text, encoding.systemTestName) else { continue }
        guard let input = try? CSVInput(CSVSource(bytes: bytes)) else { continue }
        let found = input.encoding
        guard found.basis == .inferred else { continue }
        inferred += 1
        let read = String(decoding: try drain(input.source()), as: UTF8.self)
        #expect(read == text, "\(encoding.name) taken for \(found.encoding.name)")
      }
    }
    #expect(inferred > 0 || line.utf8.count < 60, "nothing is inferred")
  }

  @Test("random bytes are never inferred", arguments: 0..<40)
  func noise(seed: UInt64) throws {
    var random = Seeded(state: seed)
    var bytes = Array("email,name\n".utf8)
    for _ in 0..<20 {
      bytes += (0..<8).map { _ in UInt8.random(in: 0x80...0xFF, using: &random) } + Array(",x\n".utf8)
    }
    #expect(try !candidates(bytes)[0].hasPrefix("decided"))
  }

  @Test("UTF-8 with rare broken bytes is UTF-8; one broken line of ASCII is so too; a mixture is undecided")
  func rareBytes() throws {
    let good = Array("email,name\n1,Zoë\n2,Jörg\n".utf8)
    #expect(try decide(good).basis == .valid)
    #expect(try decide(good + Array("3,M".utf8) + [0xFC] + Array("ller\n".utf8)).encoding == .utf8)
    let ascii = Array("email,name\n1,Ada\n2,M".utf8) + [0xFC] + Array("ller\n".utf8)
    #expect(try decide(ascii).encoding == .utf8)
    let mixed = Array("Vorname,x\nZoë,1\n".utf8) + (try encode("Jörg,2\nKäthe,3\nWeiß,4\n", "CP1252"))
    #expect(try !candidates(mixed)[0].hasPrefix("decided"))
    #expect(try decide(Array("a,b\n1,2\n".utf8)).basis == .ascii && decide([]).basis == .ascii)
  }

  @Test("a sample that ends inside a character or a line changes nothing", arguments: 24..<60)
  func sampleEnd(length: Int) throws {
    let text = "email,name\n" + (0..<20).map { "\($0),Zoë 東京\n" }.joined()
    let found = try decide(Array(text.utf8), sample: length)
    #expect(found.encoding == .utf8 && found.basis == .valid || length < 30)
  }
}

extension TextEncoding {
  /// Its name for iconv(1).
  fileprivate var systemTestName: String {
    switch name {
    case "shift-jis": "CP932"
    case "euc-kr": "UHC"
    default: name.hasPrefix("windows-") ? "CP" + name.dropFirst(8) : name.uppercased()
    }
  }
}
