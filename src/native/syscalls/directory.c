#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include "cleanup.h"
#include "listing.h"
#include "stat.h"
#include "values.h"
#include "wrappers.h"

enum { BUFFER_SIZE = 256 * 1024 };

/* What getdents64 writes; no libc of ours declares it everywhere. */
struct directory_entry {
  uint64_t ino;
  int64_t offset;
  uint16_t length;
  uint8_t type;
  char name[];
};

/* The array that the simple listings make. */
struct items {
  struct stat_maker maker;
  napi_value array;
  uint32_t count;
};

static bool is_dots(const char *name) {
  return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static bool add_entries(struct listing *listing, struct bytes buffer) {
  for (size_t at = 0; at < buffer.length;) {
    const struct directory_entry *entry = (const struct directory_entry *)(const void *)(buffer.data + at);
    if (!is_dots(entry->name) && !listing->add(listing, entry->name)) return false;
    at += entry->length;
  }
  return true;
}

bool list_directory(struct listing *listing) {
  FREES uint8_t *buffer = malloc(BUFFER_SIZE);
  if (buffer == NULL || lseek(listing->fd, 0, SEEK_SET) < 0) {
    throw_errno(listing->call, NULL);
    return false;
  }
  for (;;) {
    long length = RETRY(syscall(SYS_getdents64, listing->fd, buffer, BUFFER_SIZE));
    if (length < 0) {
      throw_errno(listing->call, NULL);
      return false;
    }
    if (length == 0) return true;
    if (!add_entries(listing, (struct bytes){.data = buffer, .length = (size_t)length})) return false;
  }
}

static bool append(struct listing *listing, napi_value item) {
  struct items *items = listing->into;
  return napi_set_element(listing->call->env, items->array, items->count++, item) == napi_ok;
}

static bool add_name(struct listing *listing, const char *name) {
  napi_env env = listing->call->env;
  napi_handle_scope scope = NULL;
  napi_open_handle_scope(env, &scope);
  bool added = append(listing, make_raw(env, name, NAPI_AUTO_LENGTH));
  napi_close_handle_scope(env, scope);
  return added;
}

static bool add_stat(struct listing *listing, const char *name) {
  struct statx stat;
  if (read_stat(listing->fd, name, &stat) < 0) {
    if (errno == ENOENT) return true;
    listing->call->syscall = "statx";
    throw_errno(listing->call, name);
    return false;
  }
  const struct items *items = listing->into;
  napi_env env = listing->call->env;
  napi_handle_scope scope = NULL;
  napi_open_handle_scope(env, &scope);
  napi_value name_value = make_raw(env, name, NAPI_AUTO_LENGTH);
  bool added = append(listing, make_pair(env, name_value, make_stat(&items->maker, &stat)));
  napi_close_handle_scope(env, scope);
  return added;
}

static napi_value list_items(struct call *call, bool (*add)(struct listing *listing, const char *name)) {
  struct items items = {.maker = get_stat_maker(call->env)};
  struct listing listing = {.call = call, .fd = read_fd(call, take(call), "fd"), .add = add, .into = &items};
  if (call->failed) return NULL;
  napi_create_array(call->env, &items.array);
  return list_directory(&listing) ? items.array : NULL;
}

napi_value call_read_directory(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "getdents64");
  return list_items(&call, add_name);
}

napi_value call_read_directory_stats(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "getdents64");
  return list_items(&call, add_stat);
}
