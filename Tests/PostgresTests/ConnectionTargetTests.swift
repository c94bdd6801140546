import PostgresTesting
import Testing

@testable import Postgres

@Suite struct ConnectionTargetTests {
  @Test("Spaces, quotes, backslashes and empty values come through; of a doubled keyword the last counts")
  func escapes() throws {
    let values = ["plain", "a b", "it's", #"back\slash"#, "", #"'\' "#, "é€", "=", "%41", "@", "/"]
    for value in values {
      let escaped = value.flatMap { $0 == "'" || $0 == "\\" ? "\\\($0)" : "\($0)" }
      let conninfo = "application_name=other application_name='\(String(escaped))' port=1"
      #expect(try ConnectionTarget(conninfo).value(of: "application_name") == value)
      let encoded = value.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      let url = "postgresql:///db?application_name=\(encoded)"
      #expect(try ConnectionTarget(url).value(of: "application_name") == value)
    }
    #expect(try ConnectionTarget("").value(of: "host") == nil)
    #expect(try ConnectionTarget("").description.isEmpty)
  }

  static let secret = "s3cr3t"

  @Test(
    "The description has everything but passwords",
    arguments: [
      "host=h user=u password=s3cr3t dbname=d", "postgresql://u:s3cr3t@h/d",
      "postgres://u@h/d?password=s3cr3t",
      "postgresql://u@h/d?sslpassword=s3cr3t", "host=h user=u dbname=d password='s3cr3t'",
    ])
  func description(conninfo: String) throws {
    let target = try ConnectionTarget(conninfo)
    var dumped = ""
    dump(target, to: &dumped)
    for text in [
      "\(target)", String(reflecting: target), "\([target])", "\(Optional(target) as Any)", dumped,
    ] {
      #expect(!text.contains(Self.secret), "\(text)")
      for word in ["host=h", "user=u", "dbname=d"] { #expect(text.contains(word), "\(text)") }
    }
    #expect(target.carriesPassword == !conninfo.contains("ssl"))
  }

  @Test(
    "A string that libpq cannot read is refused without a word of what may be its password",
    arguments: [
      "host=h password=a s3cr3t", "host=h password=a s3cr3t=b", "postgresql://u:s3cr3t@[::1",
      "postgresql://u:s3cr3t@[::1]x/d",
      "postgresql://u:%zzs3cr3t@h/d", "postgresql://u@h/d?s3cr3t", "postgresql://u@h/d?s3cr3t=1",
      "password='s3cr3t",
      // These libpq can read, but takes a part of the password for something else.
      "postgresql://u:a@s3cr3t@h/d", "postgresql://u:s3cr3t/x@h/d", "s3cr3t",
    ])
  func malformed(conninfo: String) throws {
    let error = try refusal { _ = try ConnectionTarget(conninfo) }
    #expect(error.kind == .misuse && error.spoils == .nothing)
    #expect(!"\(error)".contains(Self.secret) && !error.message.contains(Self.secret), "\(error.message)")
    #expect(error.statement == nil && error.detail == nil)
  }

  @Test(
    "Folders of sockets, lists of hosts and ports are no malformed strings",
    arguments: [
      "host=/tmp/@x/y", "host=@abstract", "host=a,/b/@c port=1,2", "postgresql:///d?host=/a%40b&port=5432",
      "port=''",
    ])
  func wellFormed(conninfo: String) throws {
    _ = try ConnectionTarget(conninfo)
  }
}
