/// CiviCRM's search exports.
extension Preset {
  private static let contactFields: [SignatureField: [String]] = [
    .givenName: ["First Name"], .familyName: ["Last Name"], .organization: ["Organization Name"],
    .street: ["Street Address"], .city: ["City"], .postalCode: ["Postal Code"], .region: ["State"],
    .country: ["Country"], .phone: ["Phone"], .email: ["Email"], .locale: ["Preferred Language"],
  ]

  private static let contactJoined: [SignatureField: [String]] = [
    .consent: [
      "Do Not Email", "Do Not Phone", "Do Not Mail", "Do Not Sms", "Do Not Trade",
      "No Bulk Emails (User Opt Out)",
    ],
    .source: ["Contact Source", "Tag(s)"],
  ]

  // A name with its title, or an address where there is no name, would tell one person from itself.
  private static let contactNothing = [
    "County", "Display Name", "Sort Name", "Legal Name", "External Identifier",
  ]

  static let civiContacts = Preset("civicrm-contacts", "CiviCRM, contacts") {
    $0.standing =
      "Header of a search export, from its own test. People, not signatures: nothing says when they signed."
    $0.marks = [["Contact ID", "Contact Type", "!Activity ID"]]
    $0.fields = contactFields.merging([.externalID: ["Contact ID"]]) { $1 }
    $0.joined = contactJoined
    $0.nothing = contactNothing
  }

  static let civiActivities = Preset("civicrm-activities", "CiviCRM, activities") {
    $0.standing =
      "Header of a search export, from its own test. A signature is an activity; its status 2, Completed, is a confirmed "
      + "one, and 1, Scheduled, one that waits. Rows marked Test are refused, and activities of other types."
    $0.marks = [["Activity ID", "Activity Type"], ["Activity ID", "source_record_id"]]
    $0.fields = contactFields.merging([
      .externalID: ["Activity ID"], .signedAt: ["Activity Date"], .status: ["Activity Status"],
    ]) { $1 }
    $0.joined = contactJoined
    $0.nothing = contactNothing + ["Contact ID", "Source Contact"]
    $0.statusWords = ["2": "validated", "completed": "validated", "1": "pending", "scheduled": "pending"]
    // As its translations call it; an account can rename it, and then says --preset none.
    $0.kinds = Kinds(
      column: ["Activity Type"], signatures: ["Petition", "Petition Signature"],
      translated: ["Pétition", "Petición", "Petição", "Petizione", "Petitie", "Petycja", "Петиция", "عريضة"])
    $0.test = ["Test"]
    $0.petition = ["source_record_id"]
  }
}
