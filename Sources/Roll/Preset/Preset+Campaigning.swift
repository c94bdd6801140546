/// Platforms on which campaigns are run.
extension Preset {
  static let actionNetwork = Preset("action-network", "Action Network") {
    $0.standing =
      "Header lists of two reports, from third-party scripts; reports are configured by their users. No report says when a "
      + "petition was signed: can2_subscription_date is when the person joined the list."
    $0.marks = [["can2_*"], ["action_network:person_id"]]
    $0.fields = [
      .externalID: ["uuid", "identifiers"], .givenName: ["first_name"], .familyName: ["last_name"],
      .email: ["email"], .phone: ["Phone Number", "can2_phone"], .street: ["can2_user_address"],
      .city: ["can2_user_city"], .region: ["can2_user_state", "can2_state_abbreviated"],
      .postalCode: ["zip_code"], .country: ["country", "can2_user_country"], .signedAt: ["created_date"],
    ]
    // Unsubscribed is no withdrawal: the person still signed.
    $0.joined = [.consent: ["can2_subscription_status", "can2_sms_status"], .source: ["can2_user_tags"]]
    $0.nothing = ["County", "can2_county"]
  }

  static let controlShift = Preset("controlshift", "ControlShift, bulk data") {
    $0.standing =
      "Header of the bulk data's table of signatures, older and newer. Soft-deleted rows are in it: deleted_at is a "
      + "withdrawal. A signature without confirmed_at is pending. The zone of its times is not documented."
    $0.marks = [
      ["unsubscribe_at"], ["join_organisation"], ["email_opt_in_type_id"], ["from_one_click"],
      ["daisy_chain_id_used"], ["petition_id", "deleted_at"], ["petition_id", "confirmation_sent_at"],
    ]
    $0.fields = [
      .externalID: ["id", "id_old"], .email: ["email"], .givenName: ["first_name"],
      .familyName: ["last_name"],
      .phone: ["phone_number"], .postalCode: ["postcode"], .country: ["country"], .signedAt: ["created_at"],
      .confirmedAt: ["confirmed_at"], .deletedAt: ["deleted_at"], .locale: ["locale"], .source: ["source"],
      .consentText: ["consent_content_version_id"],
    ]
    $0.joined = [
      .consent: [
        "join_organisation", "join_partnership", "eu_data_processing_consent", "email_opt_in_type_id",
        "opt_in_sms", "sms_opt_in_type_id", "partnership_opt_ins", "unsubscribe_at",
      ]
    ]
    $0.petition = ["petition_id"]
    $0.nothing = ["external_id", "external_ids"]
  }

  static let controlShiftCampaigner = Preset("controlshift-campaigner", "ControlShift, campaigner’s file") {
    $0.standing = "Header of 2013; no address and no day. Columns for a petition's own questions follow."
    $0.marks = [
      [
        "id", "first_name", "last_name", "phone_number", "postcode", "comment", "!email", "!created_at",
        "!petition_id",
      ]
    ]
    $0.fields = [
      .externalID: ["id"], .givenName: ["first_name"], .familyName: ["last_name"], .phone: ["phone_number"],
      .postalCode: ["postcode"], .comment: ["comment"],
    ]
  }

  static let engagingNetworks = Preset("engaging-networks", "Engaging Networks, transactions") {
    $0.standing =
      "Names from the vendor's description of the transaction format; they can be changed by each account. Times are US "
      + "Eastern, as the vendor says; the order of dates is not documented."
    $0.marks = [
      ["Campaign Type", "Supporter Email"], ["Campaign Type", "Supporter ID"],
      ["Campaign Type", "Campaign Number"],
    ]
    $0.fields = [
      .externalID: ["Supporter ID"], .email: ["Supporter Email", "Email Address", "Email"],
      .signedAt: ["Campaign Date"], .street: ["Address 1"], .organization: ["Organisation", "Organization"],
    ]
    $0.timeOfDay = ["Campaign Time"]
    $0.timeZone = "America/New_York"
    $0.kinds = Kinds(
      column: ["Campaign Type"], signatures: ["PET"], optIn: "QCB",
      optInColumns: ["Campaign ID", "Campaign Status"])
    $0.petition = ["Campaign Number", "Campaign ID"]
    // Since when the supporter is known, not when the petition was signed.
    $0.nothing = ["Date Created", "Date Modified", "Campaign ID", "Campaign Status"]
  }

  static let nationBuilder = Preset("nationbuilder", "NationBuilder") {
    $0.standing =
      "Names assembled from conversion scripts; dates are usually month-day-year, as its imports want them. An export of people: "
      + "nothing in it says when they signed."
    $0.marks = [
      ["nationbuilder_id"], ["email1", "email_opt_in"], ["tag_list", "primary_zip"], ["federal_donotcall"],
      ["primary_address1", "primary_city"],
    ]
    $0.fields = [
      .externalID: ["nationbuilder_id"], .givenName: ["first_name"], .familyName: ["last_name"],
      .email: ["email1", "email"], .city: ["primary_city"], .region: ["primary_state"],
      .postalCode: ["primary_zip"],
      .country: ["primary_country_code", "primary_country"],
    ]
    $0.choices = [.phone: ["phone_number", "mobile_number", "work_phone_number"]]
    $0.joined = [
      .street: ["primary_address1", "primary_address2", "primary_address3"], .source: ["tag_list"],
      .consent: ["email_opt_in", "mobile_opt_in", "do_not_call", "do_not_contact", "federal_donotcall"],
    ]
    $0.dateOrder = .mdy
  }

  static let actionKit = Preset("actionkit", "ActionKit") {
    $0.standing =
      "Names of its import format. An empty country is the United States there, and so it is here. The zone of created_at is "
      + "not documented."
    $0.marks = [["akid"]]
    $0.fields = [
      .externalID: ["akid"], .email: ["email"], .signedAt: ["created_at"], .country: ["country"],
      .postalCode: ["postal", "zip"], .comment: ["action_comment", "comment", "comments"],
      .locale: ["lang", "language"],
    ]
    // The state of an American address, the region of any other.
    $0.joined = [.region: ["state", "region"], .street: ["address1", "address2"]]
    $0.nothing = ["action_*"]
    $0.blankCountry = "USA"
  }
}
