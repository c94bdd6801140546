#pragma once
#include <stddef.h>

// A file of sql/ or seeds/, as it was when the program was built.
struct embedded_file {
  const char *_Nonnull name;
  const unsigned char *_Nonnull bytes;
  size_t count;
};

extern const size_t embedded_migration_count;
extern const size_t embedded_view_count;
extern const size_t embedded_seed_count;
extern const size_t embedded_country_count;
extern const size_t embedded_header_count;
extern const size_t embedded_world_count;

// Swift does not import an array of unknown length, hence a function for each.
const struct embedded_file *_Nonnull embedded_migrations_start(void);
const struct embedded_file *_Nonnull embedded_views_start(void);
const struct embedded_file *_Nonnull embedded_seeds_start(void);
const struct embedded_file *_Nonnull embedded_countries_start(void);
const struct embedded_file *_Nonnull embedded_headers_start(void);
const struct embedded_file *_Nonnull embedded_world_start(void);
