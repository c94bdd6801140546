// The table of contents of seeds/headers: what people call the columns of a signature file.
#include "embedded_files.h"

static const unsigned char header_names[] = {
#embed "../../seeds/headers/names.txt"
};
static const unsigned char header_ambiguous[] = {
#embed "../../seeds/headers/ambiguous.txt"
};
static const unsigned char header_remarks[] = {
#embed "../../seeds/headers/remarks.txt"
};

static const struct embedded_file embedded_headers[] = {
    {"names", header_names, sizeof(header_names)},
    {"ambiguous", header_ambiguous, sizeof(header_ambiguous)},
    {"remarks", header_remarks, sizeof(header_remarks)},
};
const size_t embedded_header_count = sizeof(embedded_headers) / sizeof(embedded_headers[0]);
const struct embedded_file *embedded_headers_start(void) { return embedded_headers; }
