import Postgres
import PostgresTesting
import Testing

@testable import Roll

/// Rows of platforms that write one for each thing a person did.
@Suite(.database(from: .petitions))
struct RowKindTests {
  /// A header with an address, a day and a kind, kinds that sign, and kinds that do not, with the reason.
  static let platforms = [
    (
      "Email,Activity Date,Activity Type,Activity ID",
      ["Petition", "PETITION", "Pétition", "petition signature", " Petitie "],
      ["Email", "Phone Call", "Petitions", ""],
      "column 3 (Activity Type): ‘…’ is no signature: those say Petition or Petition Signature"
    ),
    (
      "contact.email,created,actionType,actionPageName", ["petition", "register", "openletter"],
      ["share", "mail2target", ""],
      "column 3 (actionType): ‘…’ is no signature: those say petition or register or openletter"
    ),
    (
      "Supporter Email,Campaign Date,Campaign Type,Campaign ID", ["PET"], ["EBC", ""],
      "column 3 (Campaign Type): ‘…’ is no signature: those say PET"
    ),
  ]

  @Test("what else a person did on a platform is refused as no signature", arguments: platforms)
  func kinds(header: String, signing: [String], others: [String], reason: String) throws {
    var connection = try Database.current.connect()
    let rows = (signing + others).enumerated().map { "a\($0)@example.org,2002-10-01,\($1),1" }
    // Also of somebody who signed.
    let again = "a0@example.org,2002-10-02,\(others[0]),2"
    let (receipt, rejections) = try Signing.tryLoad(
      ([header] + rows + [again]).joined(separator: "\n") + "\n", into: "p1", on: &connection)
    #expect(receipt.new == signing.count && receipt.duplicate == 0)
    #expect(
      rejections.map(\.reason)
        == (others + [others[0]]).map { reason.replacing("…", with: $0) })
  }
}
