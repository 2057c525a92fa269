/*
 * A whole directory with its stats in one piece: an object for each entry is only made in JavaScript, and of its fields
 * only those that somebody asks for. The layout is that of `Packed` in ../packed-directory.ts.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cleanup.h"
#include "listing.h"
#include "stat.h"
#include "values.h"
#include "wrappers.h"

/* In the order of the fields there, eight bytes each. */
struct record {
  double numbers[9];
  uint64_t ino;
  uint64_t dev;
  /* Of nanoseconds where they fit, with a rest of -1; else of seconds, with the nanoseconds as the rest. */
  int64_t mtime;
  int64_t ctime;
  double mtime_rest;
  double ctime_rest;
  double lacks_xattrs;
};

struct packed {
  /* Each name with a slash behind it. */
  char *names;
  size_t names_length;
  size_t names_room;
  struct record *records;
  size_t count;
  size_t room;
};

static void free_packed(const struct packed *packed) {
  free(packed->names);
  free(packed->records);
}

#define FREES_PACKED __attribute__((cleanup(free_packed)))

/* `items` with room for `wanted` of `size` bytes; NULL where there is no memory. */
static void *grow(void *items, size_t *room, size_t wanted, size_t size) {
  if (wanted <= *room) return items;
  size_t next = wanted * 2;
  void *grown = realloc(items, next * size);
  if (grown != NULL) *room = next;
  return grown;
}

static bool make_room(struct packed *packed, size_t name_length) {
  char *names = grow(packed->names, &packed->names_room, packed->names_length + name_length + 1, 1);
  if (names == NULL) return false;
  packed->names = names;
  struct record *records = grow(packed->records, &packed->room, packed->count + 1, sizeof *records);
  if (records == NULL) return false;
  packed->records = records;
  return true;
}

static int64_t pack_time(struct statx_timestamp time, double *rest) {
  nanoseconds all = (nanoseconds)time.tv_sec * 1000000000 + time.tv_nsec;
  bool fits = all >= INT64_MIN && all <= INT64_MAX;
  *rest = fits ? -1.0 : (double)time.tv_nsec;
  return fits ? (int64_t)all : time.tv_sec;
}

static struct record make_record(const struct statx *stat, bool lacks_xattrs) {
  struct record record = {
      .numbers = {stat->stx_mode, stat->stx_uid, stat->stx_gid, stat->stx_nlink, (double)stat->stx_size,
                  (double)stat->stx_blocks, stat->stx_rdev_major, stat->stx_rdev_minor,
                  (uint32_t)stat->stx_attributes},
      .ino = stat->stx_ino,
      .dev = (uint64_t)stat->stx_dev_major << 32 | stat->stx_dev_minor,
      .lacks_xattrs = lacks_xattrs,
  };
  record.mtime = pack_time(stat->stx_mtime, &record.mtime_rest);
  record.ctime = pack_time(stat->stx_ctime, &record.ctime_rest);
  return record;
}

static bool add_packed(struct listing *listing, const char *name) {
  struct packed *packed = listing->into;
  struct statx stat;
  if (read_stat(listing->fd, name, &stat) < 0) {
    if (errno == ENOENT) return true;
    listing->call->syscall = "statx";
    throw_errno(listing->call, name);
    return false;
  }
  size_t length = strlen(name);
  if (!make_room(packed, length)) {
    errno = ENOMEM;
    throw_errno(listing->call, name);
    return false;
  }
  memcpy(packed->names + packed->names_length, name, length);
  packed->names[packed->names_length + length] = '/';
  packed->names_length += length + 1;
  packed->records[packed->count++] = make_record(&stat, has_surely_no_xattrs(listing->fd, name));
  return true;
}

napi_value call_read_packed_directory(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "getdents64");
  FREES_PACKED struct packed packed = {.names = NULL};
  struct listing listing = {
      .call = &call, .fd = read_fd(&call, take(&call), "fd"), .add = add_packed, .into = &packed};
  if (call.failed || !list_directory(&listing)) return NULL;
  void *bytes = NULL;
  napi_value records = NULL;
  size_t size = packed.count * sizeof *packed.records;
  if (napi_create_arraybuffer(env, size, &bytes, &records) != napi_ok) {
    errno = ENOMEM;
    return throw_errno(&call, NULL);
  }
  if (size > 0) memcpy(bytes, packed.records, size);
  return make_pair(env, make_raw(env, packed.count == 0 ? "" : packed.names, packed.names_length), records);
}
