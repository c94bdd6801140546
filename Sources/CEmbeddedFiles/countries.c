// The table of contents of seeds/countries: how people write countries.
#include "embedded_files.h"

static const unsigned char country_names[] = {
#embed "../../seeds/countries/names.txt"
};
static const unsigned char country_own_names[] = {
#embed "../../seeds/countries/own_names.txt"
};
static const unsigned char country_ambiguous[] = {
#embed "../../seeds/countries/ambiguous.txt"
};

static const struct embedded_file embedded_countries[] = {
    {"names", country_names, sizeof(country_names)},
    {"own_names", country_own_names, sizeof(country_own_names)},
    {"ambiguous", country_ambiguous, sizeof(country_ambiguous)},
};
const size_t embedded_country_count = sizeof(embedded_countries) / sizeof(embedded_countries[0]);
const struct embedded_file *embedded_countries_start(void) { return embedded_countries; }
