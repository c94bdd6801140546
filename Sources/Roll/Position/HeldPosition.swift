public import Postgres

/// What an actor holds on a campaign, an agreement, a bill, a resolution or an organization, since a day.
///
/// States and organizations are referred to by their keys; legislators and officials, who have none, are kept by name with
/// the office that puts them on record.
public enum HeldPosition: Noun {
  /// What an actor can hold. `not_stated` says that it was looked for and nothing was found in public.
  public static let stances = ["for", "against", "abstained", "undecided", "not_stated"]
  /// Who can hold something.
  public static let actors = ["state", "organization", "legislator", "official"]
  /// What it can be about; an agreement is named by its state, a bill or resolution by the name it goes by.
  public static let subjects = ["campaign", "agreement", "bill", "resolution", "organization"]

  /// `statement` is what the actor said, in our words; `campaign` says with which campaign it is exported.
  public static let form = Form(
    "position", table: "held_position", key: "actor",
    [
      Field("actor_kind", .oneOf(actors), required: true),
      Field(
        "actor", .referenceBy("actor_kind", ["state": "state", "organization": "organization"]),
        required: true),
      Field("office"), Field("country", .reference("country")),
      Field("about_kind", .oneOf(subjects), required: true),
      Field(
        "about",
        .referenceBy(
          "about_kind", ["campaign": "campaign", "agreement": "state", "organization": "organization"]),
        required: true),
      Field("stance", .oneOf(stances), required: true), Field("role", .oneOf(["sponsor", "cosponsor"])),
      Field("since", .span), Field("campaign", .reference("campaign")), Field("statement"),
      Field("standing", .oneOf(["followed", "other"]), standard: "followed"), Form.note, Form.sources,
    ])

  /// A bill, resolution or person that is on record in other letters is the same.
  public static var prepare: [SQL] {
    [
      """
      UPDATE form_stage s SET about = p.about_name FROM held_position p
      WHERE s.about_kind IN ('bill', 'resolution') AND p.about_kind = s.about_kind AND p.retracted_at IS NULL
        AND lower(p.about_name) = lower(s.about) AND p.about_name <> s.about AND s.recorded_at IS NULL
      """,
      """
      UPDATE form_stage s SET actor = p.actor_name FROM held_position p
      WHERE s.actor_kind IN ('legislator', 'official') AND p.retracted_at IS NULL AND s.recorded_at IS NULL
        AND lower(p.actor_name) = lower(s.actor) AND p.actor_name <> s.actor
      """,
    ]
  }

  /// The columns that name a row to people.
  public static var names: [String] { ["actor", "about"] }

  /// One row each.
  public static var merge: [SQL] {
    [
      """
      INSERT INTO held_position (fact_id, batch_id, actor_kind, actor_state, actor_organization_id, actor_name, office, country,
        about_kind, about_campaign_id, about_state, about_organization_id, about_name, stance, role, since_written,
        since_not_before, since_not_after, campaign_id, statement, standing, note, own_observation)
      SELECT s.fact_id, s.batch_id, s.actor_kind, CASE WHEN s.actor_kind = 'state' THEN s.actor END, o.organization_id,
        CASE WHEN s.actor_kind IN ('legislator', 'official') THEN s.actor END, s.office, s.country, s.about_kind,
        ac.campaign_id, CASE WHEN s.about_kind = 'agreement' THEN s.about END, ao.organization_id,
        CASE WHEN s.about_kind IN ('bill', 'resolution') THEN s.about END, s.stance, s.role, s.since, s.since_not_before,
        s.since_not_after, c.campaign_id, s.statement, s.standing::fact_standing, s.note,
        s.sources IS NOT DISTINCT FROM 'own observation'
      FROM form_stage s
        LEFT JOIN organization o ON s.actor_kind = 'organization' AND o.slug = s.actor AND o.retracted_at IS NULL
        LEFT JOIN campaign ac ON s.about_kind = 'campaign' AND ac.slug = s.about AND ac.retracted_at IS NULL
        LEFT JOIN organization ao ON s.about_kind = 'organization' AND ao.slug = s.about AND ao.retracted_at IS NULL
        LEFT JOIN campaign c ON c.slug = s.campaign AND c.retracted_at IS NULL
      WHERE s.take ORDER BY line
      """
    ]
  }
}
