// The table of contents of seeds/, each after those it refers to.
#include "embedded_files.h"

static const unsigned char seed_sources[] = {
#embed "../../seeds/sources.csv"
};
static const unsigned char seed_organizations[] = {
#embed "../../seeds/organizations.csv"
};
static const unsigned char seed_coalitions[] = {
#embed "../../seeds/coalitions.csv"
};
static const unsigned char seed_memberships[] = {
#embed "../../seeds/memberships.csv"
};
static const unsigned char seed_campaigns[] = {
#embed "../../seeds/campaigns.csv"
};
static const unsigned char seed_petitions[] = {
#embed "../../seeds/petitions.csv"
};
static const unsigned char seed_endorsements[] = {
#embed "../../seeds/endorsements.csv"
};
static const unsigned char seed_agreements[] = {
#embed "../../seeds/agreements.csv"
};
static const unsigned char seed_statute[] = {
#embed "../../seeds/statute.csv"
};
static const unsigned char seed_claims[] = {
#embed "../../seeds/claims.csv"
};
static const unsigned char seed_activities[] = {
#embed "../../seeds/activities.csv"
};
static const unsigned char seed_measures[] = {
#embed "../../seeds/measures.csv"
};
static const unsigned char seed_positions[] = {
#embed "../../seeds/positions.csv"
};

static const struct embedded_file embedded_seeds[] = {
    {"sources", seed_sources, sizeof(seed_sources)},
    {"organizations", seed_organizations, sizeof(seed_organizations)},
    {"coalitions", seed_coalitions, sizeof(seed_coalitions)},
    {"memberships", seed_memberships, sizeof(seed_memberships)},
    {"campaigns", seed_campaigns, sizeof(seed_campaigns)},
    {"petitions", seed_petitions, sizeof(seed_petitions)},
    {"endorsements", seed_endorsements, sizeof(seed_endorsements)},
    {"agreements", seed_agreements, sizeof(seed_agreements)},
    {"statute", seed_statute, sizeof(seed_statute)},
    {"claims", seed_claims, sizeof(seed_claims)},
    {"activities", seed_activities, sizeof(seed_activities)},
    {"measures", seed_measures, sizeof(seed_measures)},
    {"positions", seed_positions, sizeof(seed_positions)},
};
const size_t embedded_seed_count = sizeof(embedded_seeds) / sizeof(embedded_seeds[0]);
const struct embedded_file *embedded_seeds_start(void) { return embedded_seeds; }
