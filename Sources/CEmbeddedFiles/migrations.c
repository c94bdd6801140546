// The table of contents of sql/migrations, in the order in which they run.
#include "embedded_files.h"

static const unsigned char migration_0001_name_countries[] = {
#embed "../../sql/migrations/0001_name_countries.sql"
};
static const unsigned char migration_0002_list_countries[] = {
#embed "../../sql/migrations/0002_list_countries.sql"
};
static const unsigned char migration_0003_record_imports[] = {
#embed "../../sql/migrations/0003_record_imports.sql"
};
static const unsigned char migration_0004_name_sources[] = {
#embed "../../sql/migrations/0004_name_sources.sql"
};
static const unsigned char migration_0005_enroll_organizations[] = {
#embed "../../sql/migrations/0005_enroll_organizations.sql"
};
static const unsigned char migration_0006_open_campaigns[] = {
#embed "../../sql/migrations/0006_open_campaigns.sql"
};
static const unsigned char migration_0007_follow_agreements[] = {
#embed "../../sql/migrations/0007_follow_agreements.sql"
};
static const unsigned char migration_0008_follow_the_statute[] = {
#embed "../../sql/migrations/0008_follow_the_statute.sql"
};
static const unsigned char migration_0009_hold_claims[] = {
#embed "../../sql/migrations/0009_hold_claims.sql"
};
static const unsigned char migration_0010_gather_signatures[] = {
#embed "../../sql/migrations/0010_gather_signatures.sql"
};
static const unsigned char migration_0011_tally_signatures[] = {
#embed "../../sql/migrations/0011_tally_signatures.sql"
};
static const unsigned char migration_0012_count_a_signature[] = {
#embed "../../sql/migrations/0012_count_a_signature.sql"
};
static const unsigned char migration_0013_read_two_clocks[] = {
#embed "../../sql/migrations/0013_read_two_clocks.sql"
};
static const unsigned char migration_0014_keep_account_of_acts[] = {
#embed "../../sql/migrations/0014_keep_account_of_acts.sql"
};
static const unsigned char migration_0015_remember_columns[] = {
#embed "../../sql/migrations/0015_remember_columns.sql"
};
static const unsigned char migration_0016_correct_the_record[] = {
#embed "../../sql/migrations/0016_correct_the_record.sql"
};
static const unsigned char migration_0017_weigh_pressure_and_positions[] = {
#embed "../../sql/migrations/0017_weigh_pressure_and_positions.sql"
};
static const unsigned char migration_0018_repeat_activities[] = {
#embed "../../sql/migrations/0018_repeat_activities.sql"
};
static const unsigned char migration_0019_keep_terms_and_letters[] = {
#embed "../../sql/migrations/0019_keep_terms_and_letters.sql"
};
static const unsigned char migration_0020_compute_standing[] = {
#embed "../../sql/migrations/0020_compute_standing.sql"
};
static const unsigned char migration_0021_find_by_text[] = {
#embed "../../sql/migrations/0021_find_by_text.sql"
};

static const struct embedded_file embedded_migrations[] = {
    {"0001_name_countries", migration_0001_name_countries, sizeof(migration_0001_name_countries)},
    {"0002_list_countries", migration_0002_list_countries, sizeof(migration_0002_list_countries)},
    {"0003_record_imports", migration_0003_record_imports, sizeof(migration_0003_record_imports)},
    {"0004_name_sources", migration_0004_name_sources, sizeof(migration_0004_name_sources)},
    {"0005_enroll_organizations", migration_0005_enroll_organizations, sizeof(migration_0005_enroll_organizations)},
    {"0006_open_campaigns", migration_0006_open_campaigns, sizeof(migration_0006_open_campaigns)},
    {"0007_follow_agreements", migration_0007_follow_agreements, sizeof(migration_0007_follow_agreements)},
    {"0008_follow_the_statute", migration_0008_follow_the_statute, sizeof(migration_0008_follow_the_statute)},
    {"0009_hold_claims", migration_0009_hold_claims, sizeof(migration_0009_hold_claims)},
    {"0010_gather_signatures", migration_0010_gather_signatures, sizeof(migration_0010_gather_signatures)},
    {"0011_tally_signatures", migration_0011_tally_signatures, sizeof(migration_0011_tally_signatures)},
    {"0012_count_a_signature", migration_0012_count_a_signature, sizeof(migration_0012_count_a_signature)},
    {"0013_read_two_clocks", migration_0013_read_two_clocks, sizeof(migration_0013_read_two_clocks)},
    {"0014_keep_account_of_acts", migration_0014_keep_account_of_acts, sizeof(migration_0014_keep_account_of_acts)},
    {"0015_remember_columns", migration_0015_remember_columns, sizeof(migration_0015_remember_columns)},
    {"0016_correct_the_record", migration_0016_correct_the_record, sizeof(migration_0016_correct_the_record)},
    {"0017_weigh_pressure_and_positions", migration_0017_weigh_pressure_and_positions, sizeof(migration_0017_weigh_pressure_and_positions)},
    {"0018_repeat_activities", migration_0018_repeat_activities, sizeof(migration_0018_repeat_activities)},
    {"0019_keep_terms_and_letters", migration_0019_keep_terms_and_letters, sizeof(migration_0019_keep_terms_and_letters)},
    {"0020_compute_standing", migration_0020_compute_standing, sizeof(migration_0020_compute_standing)},
    {"0021_find_by_text", migration_0021_find_by_text, sizeof(migration_0021_find_by_text)},
};
const size_t embedded_migration_count = sizeof(embedded_migrations) / sizeof(embedded_migrations[0]);
const struct embedded_file *embedded_migrations_start(void) { return embedded_migrations; }
