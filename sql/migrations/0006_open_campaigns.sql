-- Why: signatures, endorsements and reports hang on a petition, and a petition on a campaign.
CREATE TABLE campaign (
  LIKE recorded INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING COMMENTS,
  campaign_id bigint GENERATED ALWAYS AS IDENTITY,
  slug text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  aim text COLLATE "C",
  opened date,
  closed date,
  partner text COLLATE "C",
  CONSTRAINT campaign_key PRIMARY KEY (campaign_id),
  CONSTRAINT campaign_fact_once UNIQUE (fact_id),
  CONSTRAINT campaign_batch FOREIGN KEY (batch_id) REFERENCES import_batch,
  CONSTRAINT campaign_partner FOREIGN KEY (partner) REFERENCES state,
  CONSTRAINT campaign_slug_form CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 80),
  CONSTRAINT campaign_closes_after_it_opens CHECK (closed >= opened)
);
CREATE UNIQUE INDEX campaign_slug_once ON campaign (slug) WHERE retracted_at IS NULL;
COMMENT ON TABLE campaign IS 'An aim, and all that is done for it.';
COMMENT ON COLUMN campaign.campaign_id IS 'Number used inside this database only.';
COMMENT ON COLUMN campaign.slug IS 'The name by which people refer to it.';
COMMENT ON COLUMN campaign.title IS 'Its title.';
COMMENT ON COLUMN campaign.aim IS 'What it wants.';
COMMENT ON COLUMN campaign.opened IS 'First day.';
COMMENT ON COLUMN campaign.closed IS 'Last day.';
COMMENT ON COLUMN campaign.partner IS 'The state that asks others for the agreements which the campaign is about.';

CREATE TABLE campaign_state (
  campaign_id bigint NOT NULL,
  iso3 text COLLATE "C" NOT NULL,
  CONSTRAINT campaign_state_once PRIMARY KEY (campaign_id, iso3),
  CONSTRAINT campaign_state_campaign FOREIGN KEY (campaign_id) REFERENCES campaign,
  CONSTRAINT campaign_state_state FOREIGN KEY (iso3) REFERENCES state
);
COMMENT ON TABLE campaign_state IS 'The states that a campaign concerns; every state where none is named.';
COMMENT ON COLUMN campaign_state.campaign_id IS 'The campaign.';
COMMENT ON COLUMN campaign_state.iso3 IS 'The state.';

CREATE TABLE campaign_coalition (
  campaign_id bigint NOT NULL,
  organization_id bigint NOT NULL,
  CONSTRAINT campaign_coalition_once PRIMARY KEY (campaign_id, organization_id),
  CONSTRAINT campaign_coalition_campaign FOREIGN KEY (campaign_id) REFERENCES campaign,
  CONSTRAINT campaign_coalition_coalition FOREIGN KEY (organization_id) REFERENCES organization
);
COMMENT ON TABLE campaign_coalition IS 'The coalitions that carry a campaign.';
COMMENT ON COLUMN campaign_coalition.campaign_id IS 'The campaign.';
COMMENT ON COLUMN campaign_coalition.organization_id IS 'The coalition.';

CREATE TABLE petition (
  LIKE recorded INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING COMMENTS,
  petition_id bigint GENERATED ALWAYS AS IDENTITY,
  slug text COLLATE "C" NOT NULL,
  campaign_id bigint NOT NULL,
  title text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL DEFAULT 'petition',
  addressee text COLLATE "C",
  addressee_body text COLLATE "C",
  ask text COLLATE "C",
  goal bigint,
  opened date,
  closed date,
  published date,
  time_zone text COLLATE "C" NOT NULL DEFAULT 'UTC',
  identity text COLLATE "C" NOT NULL DEFAULT 'email',
  CONSTRAINT petition_key PRIMARY KEY (petition_id),
  CONSTRAINT petition_fact_once UNIQUE (fact_id),
  CONSTRAINT petition_batch FOREIGN KEY (batch_id) REFERENCES import_batch,
  CONSTRAINT petition_campaign FOREIGN KEY (campaign_id) REFERENCES campaign,
  CONSTRAINT petition_slug_form CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 80),
  CONSTRAINT petition_kind_known CHECK (kind IN ('petition', 'letter')),
  CONSTRAINT petition_identity_known CHECK (identity IN ('email', 'email_and_name')),
  CONSTRAINT petition_goal_positive CHECK (goal > 0),
  CONSTRAINT petition_closes_after_it_opens CHECK (closed >= opened)
);
CREATE UNIQUE INDEX petition_slug_once ON petition (slug) WHERE retracted_at IS NULL;
COMMENT ON TABLE petition IS 'A text and an ask addressed to someone: people sign it; organizations endorse a letter.';
COMMENT ON COLUMN petition.petition_id IS 'Number used inside this database only.';
COMMENT ON COLUMN petition.slug IS 'The name by which people refer to it.';
COMMENT ON COLUMN petition.campaign_id IS 'The campaign it belongs to.';
COMMENT ON COLUMN petition.title IS 'Its title.';
COMMENT ON COLUMN petition.kind IS 'petition or letter.';
COMMENT ON COLUMN petition.addressee IS 'Whom it asks.';
COMMENT ON COLUMN petition.addressee_body IS 'The office or body of the addressee.';
COMMENT ON COLUMN petition.ask IS 'What it asks for.';
COMMENT ON COLUMN petition.goal IS 'How many signatures are wanted.';
COMMENT ON COLUMN petition.opened IS 'First day on which it could be signed; the date of a letter.';
COMMENT ON COLUMN petition.closed IS 'Last day on which it could be signed.';
COMMENT ON COLUMN petition.published IS 'The day it was made public.';
COMMENT ON COLUMN petition.time_zone IS 'The zone whose days count, where a file states none (IANA name).';
COMMENT ON COLUMN petition.identity IS 'What identifies a signature: email or email_and_name.';

CREATE TABLE endorsement (
  LIKE recorded INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING COMMENTS,
  petition_id bigint NOT NULL,
  organization_id bigint NOT NULL,
  on_written text COLLATE "C",
  on_not_before date,
  on_not_after date,
  withdrawn_written text COLLATE "C",
  withdrawn_not_before date,
  withdrawn_not_after date,
  authority text COLLATE "C",
  position integer,
  CONSTRAINT endorsement_key PRIMARY KEY (fact_id),
  CONSTRAINT endorsement_batch FOREIGN KEY (batch_id) REFERENCES import_batch,
  CONSTRAINT endorsement_petition FOREIGN KEY (petition_id) REFERENCES petition,
  CONSTRAINT endorsement_organization FOREIGN KEY (organization_id) REFERENCES organization,
  CONSTRAINT endorsement_on_in_order CHECK (on_not_before <= on_not_after),
  CONSTRAINT endorsement_withdrawn_in_order CHECK (withdrawn_not_before <= withdrawn_not_after),
  CONSTRAINT endorsement_withdrawn_after_it_was_given CHECK (on_not_before <= withdrawn_not_after)
);
CREATE UNIQUE INDEX endorsement_once ON endorsement (petition_id, organization_id) WHERE retracted_at IS NULL;
COMMENT ON TABLE endorsement IS 'An organization''s signature under a petition or letter.';
COMMENT ON COLUMN endorsement.petition_id IS 'The petition or letter.';
COMMENT ON COLUMN endorsement.organization_id IS 'Who endorsed it.';
COMMENT ON COLUMN endorsement.on_written IS 'When, as written.';
COMMENT ON COLUMN endorsement.on_not_before IS 'Earliest day of endorsing.';
COMMENT ON COLUMN endorsement.on_not_after IS 'Latest day of endorsing.';
COMMENT ON COLUMN endorsement.withdrawn_written IS 'When it was withdrawn, as written.';
COMMENT ON COLUMN endorsement.withdrawn_not_before IS 'Earliest day of withdrawal.';
COMMENT ON COLUMN endorsement.withdrawn_not_after IS 'Latest day of withdrawal.';
COMMENT ON COLUMN endorsement.authority IS 'Who signed for the organization.';
COMMENT ON COLUMN endorsement.position IS 'Place in the printed list.';
