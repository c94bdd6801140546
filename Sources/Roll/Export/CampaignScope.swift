internal import Postgres

/// Which rows of a noun belong to a campaign. The Rome Statute's belong to all, and so do sources.
enum CampaignScope {
  /// A condition on `f`, the rows of the noun's form.
  static func condition(_ form: Form, _ campaign: String) -> SQL {
    switch form.noun {
    case "campaign": "f.slug = \(campaign)"
    case "coalition", "membership": "f.coalition IN (\(fragment: coalitions(campaign)))"
    case "agreement", "measure":
      "f.partner = (SELECT partner FROM campaign WHERE slug = \(campaign) ORDER BY retracted_at IS NULL DESC LIMIT 1)"
    case "position": "f.campaign = \(campaign) OR f.about_kind = 'campaign' AND f.about = \(campaign)"
    case "organization": "f.slug IN (\(fragment: organizations(campaign)))"
    default: byColumn(form, campaign) ?? "true"
    }
  }

  /// What names a campaign or a petition belongs to that one's campaign.
  private static func byColumn(_ form: Form, _ campaign: String) -> SQL? {
    if form.fields.contains(where: { $0.name == "campaign" }) { return "f.campaign = \(campaign)" }
    guard form.fields.contains(where: { $0.name == "petition" }) else { return nil }
    return "f.petition IN (SELECT p.slug FROM petition_form p WHERE p.campaign = \(campaign))"
  }

  /// The coalitions that carry the campaign or whose size it speaks of, and the coalitions that belong to those.
  private static func coalitions(_ campaign: String) -> SQL {
    """
    WITH RECURSIVE carrier (slug) AS (
      SELECT item FROM campaign_form c, string_to_table(c.coalitions, '; ') AS item WHERE c.slug = \(campaign)
      UNION SELECT l.measured FROM claim_form l JOIN claim_measure m USING (measure)
        WHERE l.campaign = \(campaign) AND m.needs = 'coalition'
      UNION SELECT m.member FROM membership_form m JOIN carrier ON m.coalition = carrier.slug
        WHERE m.member IN (SELECT coalition FROM coalition_form)
    ) SELECT slug FROM carrier
    """
  }

  /// Every organization that a row of the campaign names.
  private static func organizations(_ campaign: String) -> SQL {
    let columns = Nouns.all.map { $0.form }.filter { $0.noun != "organization" }.flatMap { form in
      form.fields.compactMap { field -> SQL? in
        guard ["organization", "coalition"].contains(field.referredNoun) else { return nil }
        let column: SQL = "f.\(identifier: field.name)"
        return """
          SELECT item FROM \(identifier: form.view) f, string_to_table(\(fragment: column), '; ') AS item
          WHERE (\(fragment: condition(form, campaign)))
          """
      }
    }
    return .joined(columns + [ofPositions(campaign)], separator: " UNION ")
  }

  /// A position names its actor, and what it is about, beside the kind of each.
  private static func ofPositions(_ campaign: String) -> SQL {
    """
    SELECT n.name FROM position_form f
      CROSS JOIN LATERAL (VALUES (f.actor_kind, f.actor), (f.about_kind, f.about)) AS n (kind, name)
    WHERE n.kind = 'organization' AND (\(fragment: condition(HeldPosition.form, campaign)))
    """
  }
}
