import Foundation
import Testing

@testable import Roll

struct PresetTests {
  private func found(_ header: String) throws(RollError) -> String? {
    let names = header.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    return try Preset.find(nil, header: names, file: "f.csv")?.name
  }

  @Test(
    "a platform is found by its own columns, in any order and case, and a plain header is nobody's",
    arguments: [
      ("email,first_name,last_name,country", nil), ("name,email,city,state,country", nil),
      ("Timestamp,Name,Email", nil), ("id,first_name,last_name,phone_number,postcode", nil),
      ("email,confirmed", nil), ("email,created_at,country", nil), ("Contact ID,Email", nil),
      ("country,city,EMAIL,state,Full Name", "eff"), ("full_name,email,city,state,country,comment", nil),
      ("email,can2_anything", "action-network"), ("CAN2 USER CITY,email", "action-network"),
      ("comment,postcode,phone_number,last_name,first_name,id,Why?", "controlshift-campaigner"),
      ("id,first_name,last_name,phone_number,postcode,comment,email", nil),
      ("email,akid", "actionkit"), ("email,action_school", nil),
      ("Contact ID,Contact Type,Email", "civicrm-contacts"),
      ("Activity Type,Activity ID,Contact Type,Contact ID,Email", "civicrm-activities"),
      ("Signed On,Country,Postal Code,Name", "change.org"), ("email_address,timestamp", "google-forms"),
      ("Country,ISO Code,Total Signatures,Unique Email Addresses", "uk-petitions"),
      ("email,akid,_line,_byte,_reason", "actionkit"),
    ] as [(String, String?)])
  func finding(header: String, name: String?) throws {
    #expect(try found(header) == name, "\(header)")
  }

  @Test("our own export is known by all of its columns, and by no fewer")
  func own() throws {
    let columns = SignatureExport.columnsWithoutMark
    let present =
      ExportColumn.stated.map(\.rawValue) + [SignatureExport.syntheticColumn, SignatureExport.mark]
    #expect(try found(present.joined(separator: ",")) == "rollcall")
    #expect(try found(columns.joined(separator: ",")) == "rollcall")
    #expect(try found(columns.dropLast().joined(separator: ",")) == nil)
    #expect(try found((columns + RejectsFile.ownColumns).joined(separator: ",")) == "rollcall")
  }

  @Test("a header that fits two platforms is a question, which a name or none answers")
  func two() throws {
    let header = "email,akid,can2_user_city".split(separator: ",").map(String.init)
    let error = #expect(throws: RollError.self) { try Preset.find(nil, header: header, file: "f.csv") }
    #expect(error?.kind == .data && error?.message == "f.csv: the header fits action-network and actionkit")
    #expect(error?.hint?.contains("--preset action-network") == true)
    #expect(try Preset.find(.named("actionkit"), header: header, file: "f.csv")?.name == "actionkit")
    #expect(try Preset.find(.namesAlone, header: header, file: "f.csv") == nil)
  }

  @Test("an unknown preset is refused with the nearest name")
  func unknown() {
    let error = #expect(throws: RollError.self) { try Preset.Choice("pytitoin") }
    #expect(error?.kind == .usage && error?.hint == "Did you mean ‘pytition’?")
    let far = #expect(throws: RollError.self) { try Preset.Choice("something else") }
    #expect(far?.hint == "rollcall import presets shows what there is.")
  }

  @Test("presets have different names, and no name of a column stands for two fields of one")
  func consistent() {
    #expect(Set(Preset.all.map(\.name)).count == Preset.all.count)
    for preset in Preset.all {
      let names =
        preset.fields.values.flatMap { $0 } + preset.joined.values.flatMap { $0 }
        + preset.choices.values.flatMap { $0 } + preset.timeOfDay + preset.test
        + (preset.kinds?.column ?? [])
      let keys = names.map { HeaderKey.of($0) }
      #expect(Set(keys).count == keys.count, "\(preset.name)")
      #expect(!preset.standing.isEmpty && !preset.knownBy.isEmpty, "\(preset.name)")
      for field in SignatureField.allCases {
        let ways = [preset.fields, preset.joined, preset.choices].filter { $0[field] != nil }
        #expect(ways.count <= 1, "\(preset.name): \(field.rawValue)")
      }
      for word in preset.statusWords.values {
        #expect(["pending", "validated", "invalidated", "withdrawn"].contains(word))
      }
    }
  }

  @Test(
    "the manual names every preset, and every column by which one is known or that it reads under another name"
  )
  func manual() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: root.appendingPathComponent("docs/platforms.md"), encoding: .utf8)
    for preset in Preset.all {
      #expect(text.contains("| `\(preset.name)` |"), "\(preset.name)")
      let marks = preset.marks.flatMap { $0 }.map { $0.trimmingCharacters(in: ["!", "*"]) }
      let read =
        preset.fields.values.flatMap { $0 } + preset.joined.values.flatMap { $0 }
        + preset.choices.values.flatMap { $0 } + preset.timeOfDay + preset.test
      // Our own columns stand in the manual of commands.
      guard preset.name != "rollcall" else { continue }
      for name in marks + read.filter({ HeaderNames.meaning(of: $0) == nil }) where preset.refusal == nil {
        // `Do Not …` stands for all that begin so.
        let isThere = text.contains(name) || name.hasPrefix("Do Not ")
        #expect(isThere, "\(preset.name): \(name)")
      }
    }
  }

  @Test("only what a site writes for a formula's first character is undone, and only at the beginning")
  func percent() {
    for (cell, plain) in [
      ("%2DAda", "-Ada"), ("%2dAda", "-Ada"), ("%3D1+1", "=1+1"), ("%2B44", "+44"), ("%40home", "@home"),
      ("%2D%2D", "-%2D"), ("100%2D", "100%2D"), ("%20Ada", "%20Ada"), ("%", "%"), ("%2", "%2"), ("", ""),
    ] {
      #expect(PercentEscape.undo(cell) == plain, "\(cell)")
    }
  }
}
