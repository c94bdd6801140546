// The table of contents of seeds/world: shapes of countries.
#include "embedded_files.h"

static const unsigned char world_countries[] = {
#embed "../../seeds/world/countries.geojson"
};

static const struct embedded_file embedded_world[] = {
    {"countries", world_countries, sizeof(world_countries)},
};
const size_t embedded_world_count = sizeof(embedded_world) / sizeof(embedded_world[0]);
const struct embedded_file *embedded_world_start(void) { return embedded_world; }
