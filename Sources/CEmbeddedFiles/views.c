// The table of contents of sql/views, each after those it reads.
#include "embedded_files.h"

static const unsigned char view_signature_cell[] = {
#embed "../../sql/views/signature_cell.sql"
};
static const unsigned char view_fact_sources[] = {
#embed "../../sql/views/fact_sources.sql"
};
static const unsigned char view_source_version[] = {
#embed "../../sql/views/source_version.sql"
};
static const unsigned char view_organization_version[] = {
#embed "../../sql/views/organization_version.sql"
};
static const unsigned char view_campaign_version[] = {
#embed "../../sql/views/campaign_version.sql"
};
static const unsigned char view_petition_version[] = {
#embed "../../sql/views/petition_version.sql"
};
static const unsigned char view_source_form[] = {
#embed "../../sql/views/source_form.sql"
};
static const unsigned char view_organization_form[] = {
#embed "../../sql/views/organization_form.sql"
};
static const unsigned char view_coalition_form[] = {
#embed "../../sql/views/coalition_form.sql"
};
static const unsigned char view_membership_form[] = {
#embed "../../sql/views/membership_form.sql"
};
static const unsigned char view_campaign_form[] = {
#embed "../../sql/views/campaign_form.sql"
};
static const unsigned char view_petition_form[] = {
#embed "../../sql/views/petition_form.sql"
};
static const unsigned char view_endorsement_form[] = {
#embed "../../sql/views/endorsement_form.sql"
};
static const unsigned char view_agreement_form[] = {
#embed "../../sql/views/agreement_form.sql"
};
static const unsigned char view_statute_form[] = {
#embed "../../sql/views/statute_form.sql"
};
static const unsigned char view_claim_form[] = {
#embed "../../sql/views/claim_form.sql"
};
static const unsigned char view_activity_form[] = {
#embed "../../sql/views/activity_form.sql"
};
static const unsigned char view_measure_form[] = {
#embed "../../sql/views/measure_form.sql"
};
static const unsigned char view_position_form[] = {
#embed "../../sql/views/position_form.sql"
};
static const unsigned char view_count_form[] = {
#embed "../../sql/views/count_form.sql"
};
static const unsigned char view_reference_name[] = {
#embed "../../sql/views/reference_name.sql"
};
static const unsigned char view_name_history[] = {
#embed "../../sql/views/name_history.sql"
};

static const struct embedded_file embedded_views[] = {
    {"signature_cell", view_signature_cell, sizeof(view_signature_cell)},
    {"fact_sources", view_fact_sources, sizeof(view_fact_sources)},
    {"source_version", view_source_version, sizeof(view_source_version)},
    {"organization_version", view_organization_version, sizeof(view_organization_version)},
    {"campaign_version", view_campaign_version, sizeof(view_campaign_version)},
    {"petition_version", view_petition_version, sizeof(view_petition_version)},
    {"source_form", view_source_form, sizeof(view_source_form)},
    {"organization_form", view_organization_form, sizeof(view_organization_form)},
    {"coalition_form", view_coalition_form, sizeof(view_coalition_form)},
    {"membership_form", view_membership_form, sizeof(view_membership_form)},
    {"campaign_form", view_campaign_form, sizeof(view_campaign_form)},
    {"petition_form", view_petition_form, sizeof(view_petition_form)},
    {"endorsement_form", view_endorsement_form, sizeof(view_endorsement_form)},
    {"agreement_form", view_agreement_form, sizeof(view_agreement_form)},
    {"statute_form", view_statute_form, sizeof(view_statute_form)},
    {"claim_form", view_claim_form, sizeof(view_claim_form)},
    {"activity_form", view_activity_form, sizeof(view_activity_form)},
    {"measure_form", view_measure_form, sizeof(view_measure_form)},
    {"position_form", view_position_form, sizeof(view_position_form)},
    {"count_form", view_count_form, sizeof(view_count_form)},
    {"reference_name", view_reference_name, sizeof(view_reference_name)},
    {"name_history", view_name_history, sizeof(view_name_history)},
};
const size_t embedded_view_count = sizeof(embedded_views) / sizeof(embedded_views[0]);
const struct embedded_file *embedded_views_start(void) { return embedded_views; }
