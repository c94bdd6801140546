/* What postgres-bench does, as a C program on libpq does it: peer read | prepared | parameters URL COUNT. Prints seconds,
   seconds of the processor outside the kernel, and the checksum of everything that was read. */
#include <endian.h>
#include <libpq-fe.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

struct sample {
  int64_t id;
  int32_t amount;
  double ratio;
  char is_open;
  char *name;
  char *note;
  int32_t day;
  int64_t moment;
};

static PGconn *connection;

static void complain(const char *message) {
  fprintf(stderr, "%s\n", message);
  exit(1);
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

static double user_seconds(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_utime.tv_sec + usage.ru_utime.tv_usec / 1e6;
}

static int64_t big_endian_64(const char *bytes) {
  uint64_t value;
  memcpy(&value, bytes, sizeof value);
  return (int64_t)be64toh(value);
}

static int32_t big_endian_32(const char *bytes) {
  uint32_t value;
  memcpy(&value, bytes, sizeof value);
  return (int32_t)be32toh(value);
}

/* Not inlined, or the compiler might see that the copy is freed again and leave it out. */
static __attribute__((noinline)) char *copied(PGresult *result, int row, int column) {
  size_t length = (size_t)PQgetlength(result, row, column);
  char *copy = malloc(length + 1);
  if (copy == NULL) complain("no memory");
  memcpy(copy, PQgetvalue(result, row, column), length);
  copy[length] = 0;
  return copy;
}

static uint64_t text_sum(const char *text) { return strlen(text) + (unsigned char)text[0]; }

static struct sample read_sample(PGresult *result) {
  struct sample sample;
  sample.id = big_endian_64(PQgetvalue(result, 0, 0));
  sample.amount = big_endian_32(PQgetvalue(result, 0, 1));
  int64_t bits = big_endian_64(PQgetvalue(result, 0, 2));
  memcpy(&sample.ratio, &bits, sizeof bits);
  sample.is_open = *PQgetvalue(result, 0, 3) != 0;
  sample.name = copied(result, 0, 4);
  sample.note = PQgetisnull(result, 0, 5) ? NULL : copied(result, 0, 5);
  sample.day = big_endian_32(PQgetvalue(result, 0, 6));
  sample.moment = big_endian_64(PQgetvalue(result, 0, 7));
  return sample;
}

static uint64_t sample_sum(const struct sample *sample) {
  uint64_t bits;
  memcpy(&bits, &sample->ratio, sizeof bits);
  return (uint64_t)sample->id + (uint64_t)(int64_t)sample->amount + bits + (uint64_t)sample->is_open + text_sum(sample->name)
         + (sample->note == NULL ? 7 : text_sum(sample->note)) + (uint64_t)(int64_t)sample->day + (uint64_t)sample->moment;
}

static uint64_t read_rows(void) {
  const char *sql = "SELECT id, amount, ratio, is_open, name, note, day, moment FROM sample";
  if (!PQsendQueryParams(connection, sql, 0, NULL, NULL, NULL, NULL, 1)) complain(PQerrorMessage(connection));
  if (!PQsetSingleRowMode(connection)) complain("no single-row mode");
  uint64_t sum = 0;
  PGresult *result;
  while ((result = PQgetResult(connection)) != NULL) {
    ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_SINGLE_TUPLE) {
      struct sample sample = read_sample(result);
      sum += sample_sum(&sample);
      free(sample.name);
      free(sample.note);
    } else if (status != PGRES_TUPLES_OK) {
      complain(PQerrorMessage(connection));
    }
    PQclear(result);
  }
  return sum;
}

static uint64_t make_trips(int count, int is_prepared) {
  const char *sql = "SELECT id, name, moment FROM sample WHERE id = $1";
  const Oid types[] = {20};
  if (is_prepared) {
    PGresult *result = PQprepare(connection, "trip", sql, 1, types);
    if (PQresultStatus(result) != PGRES_COMMAND_OK) complain(PQerrorMessage(connection));
    PQclear(result);
  }
  uint64_t sum = 0;
  for (int64_t trip = 1; trip <= count; trip++) {
    uint64_t id = htobe64((uint64_t)(trip * 100));
    const char *values[] = {(const char *)&id};
    const int lengths[] = {sizeof id}, formats[] = {1};
    PGresult *result = is_prepared
      ? PQexecPrepared(connection, "trip", 1, values, lengths, formats, 1)
      : PQexecParams(connection, sql, 1, types, values, lengths, formats, 1);
    if (PQresultStatus(result) != PGRES_TUPLES_OK) complain(PQerrorMessage(connection));
    if (PQntuples(result) > 0) {
      char *name = copied(result, 0, 1);
      sum += (uint64_t)big_endian_64(PQgetvalue(result, 0, 0)) + text_sum(name)
             + (uint64_t)big_endian_64(PQgetvalue(result, 0, 2));
      free(name);
    }
    PQclear(result);
  }
  return sum;
}

int main(int argc, char **argv) {
  if (argc != 4) complain("peer read | prepared | parameters URL COUNT");
  connection = PQconnectdb(argv[2]);
  if (PQstatus(connection) != CONNECTION_OK) complain(PQerrorMessage(connection));
  double start = seconds(), start_of_user = user_seconds();
  uint64_t sum = strcmp(argv[1], "read") == 0 ? read_rows() : make_trips(atoi(argv[3]), strcmp(argv[1], "prepared") == 0);
  printf("%f %f %llu\n", seconds() - start, user_seconds() - start_of_user, (unsigned long long)sum);
  PQfinish(connection);
}
