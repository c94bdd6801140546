/// Platforms that hold petitions and little else, and forms.
extension Preset {
  static let proca = Preset("proca", "Proca") {
    $0.standing =
      "Header of its command line's export, which holds only people who opted in unless it is told otherwise. Times are ISO 8601. "
      + "Rows of what else people do, such as share and mail2target, are refused."
    $0.petition = ["campaignName"]
    $0.kinds = Kinds(column: ["actionType"], signatures: ["petition", "register", "openletter"])
    $0.marks = [
      ["actionPageName"], ["contact.email", "actionType"], ["contact.first_name", "campaignName"],
    ]
    $0.fields = [
      .givenName: ["contact.first_name"], .familyName: ["contact.last_name"], .email: ["contact.email"],
      .phone: ["contact.phone"], .postalCode: ["contact.postcode"], .country: ["contact.country"],
      .signedAt: ["created"], .externalID: ["id"], .consent: ["optIn"], .source: ["actionPageName"],
    ]
  }

  static let procaMessages = Preset("proca-messages", "Proca, messages to targets") {
    $0.standing =
      "Header of its command line. One row for each target: several of one person are one signature."
    $0.petition = ["campaign_name"]
    $0.marks = [["target_name", "msg_body"], ["target_name", "msg_subject"]]
    $0.fields = [
      .givenName: ["first_name"], .familyName: ["last_name"], .email: ["email"], .signedAt: ["created_at"],
    ]
  }

  static let pytition = Preset("pytition", "Pytition") {
    $0.standing = "Header of its export, which has no day. A row with confirmed False is pending."
    $0.marks = [["subscribed_to_mailinglist"]]
    $0.fields = [
      .givenName: ["first_name"], .familyName: ["last_name"], .phone: ["phone"], .email: ["email"],
      .consent: ["subscribed_to_mailinglist"], .status: ["confirmed"],
    ]
    $0.statusWords = ["true": "validated", "false": "pending"]
  }

  static let eff = Preset("eff", "EFF action center") {
    $0.standing = "Three headers of its exports; known only where a file has one of them and nothing else."
    $0.headers = [
      ["first_name", "last_name", "email", "zipcode", "country_code", "created_at"],
      ["full_name", "email", "city", "state", "country"],
      ["full_name", "institution", "affiliation_type"],
    ]
    $0.fields = [.organization: ["institution"]]
  }

  static let changeOrg = Preset("change.org", "Change.org, owner’s file") {
    $0.standing =
      "Header from memory, unverified; seen as UTF-16 with tabs. No address; the order of dates is not known."
    $0.marks = [["Signed On", "Name", "Postal Code"]]
    $0.fields = [
      .fullName: ["Name"], .city: ["City"], .region: ["State"], .postalCode: ["Postal Code"],
      .country: ["Country"], .signedAt: ["Signed On"],
    ]
  }

  static let changeOrgAPI = Preset("change.org-api", "Change.org, old API") {
    $0.standing = "Names of the old API. No address."
    $0.marks = [["state_province", "signed_at"], ["state_province", "country_name"]]
    $0.fields = [
      .fullName: ["name"], .city: ["city"], .region: ["state_province"],
      .country: ["country_code", "country_name"], .signedAt: ["signed_at"],
    ]
  }

  static let changeOrgScraped = Preset("change.org-scraped", "Change.org, scraped") {
    $0.standing = "Names as scrapers write them; unverified. No address."
    $0.marks = [["node.displayName"]]
    $0.fields = [
      .fullName: ["node.displayName"], .externalID: ["node.id"], .signedAt: ["timestamp"],
    ]
  }

  static let googleForms = Preset("google-forms", "Google Forms") {
    $0.standing =
      "The two columns that the form makes itself, in English. Dates are usually month-day-year, as a spreadsheet of the United "
      + "States writes them, and those of another country are not; the other columns are the questions."
    $0.marks = [["Timestamp", "Email Address"], ["Timestamp", "Username"]]
    $0.fields = [.signedAt: ["Timestamp"], .email: ["Email Address", "Username"]]
    $0.dateOrder = .mdy
  }

  static let ukPetitions = Preset("uk-petitions", "UK government and parliament petitions") {
    $0.standing =
      "No list of signatures has been seen; the published tables hold counts. Named by hand, it undoes %2D, %2B, %3D and "
      + "%40 at the beginning of a cell, which that site writes for - + = @."
    $0.marks = [["Total Signatures", "Unique Email Addresses"], ["Petition", "Signatures Count"]]
    $0.undoesPercent = true
    $0.refusal = "this is a table of counts; it holds no signatures"
  }

  static let rollcall = Preset("rollcall", "Rollcall’s own export") {
    $0.standing = "What rollcall signature export writes; cells that a spreadsheet would run are unprotected."
    $0.headers = [SignatureExport.columnsWithoutMark]
    $0.marks = [SignatureExport.columnsWithoutMark]
  }
}
