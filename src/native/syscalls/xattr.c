/*
 * Extended attributes of a name that is never followed, by way of an O_PATH descriptor: so symlinks,
 * FIFOs and devices have theirs read without being opened.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/limits.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/xattr.h>

#include "cleanup.h"
#include "reference.h"
#include "stat.h"
#include "values.h"
#include "wrappers.h"

#ifndef SYS_listxattrat
#define SYS_listxattrat 465
#endif

/* The kernel caps a value and a list of names at 64 KiB each, so buffers of that size never grow. */
enum { MAX_NAMES = XATTR_LIST_MAX / 2 };

/* What one object may carry: without a limit, 64 KiB of names with 64 KiB each would be two gigabytes. */
enum { MAX_TOTAL = 4 * 1024 * 1024 };

static bool is_absent(int error) {
  return error == ENODATA || error == ENOTSUP;
}

static napi_value make_buffer(struct call *call, const char *bytes, size_t length) {
  napi_value buffer = NULL;
  if (napi_create_buffer_copy(call->env, length, bytes, NULL, &buffer) == napi_ok) return buffer;
  errno = ENOMEM;
  return throw_errno(call, NULL);
}

static int compare_names(const void *left, const void *right) {
  return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* The names in `list`, sorted by their bytes; how many there are. */
static size_t sort_names(const char *list, size_t length, const char **names) {
  size_t count = 0;
  for (size_t at = 0; at < length && count < MAX_NAMES; at += strlen(list + at) + 1) names[count++] = list + at;
  qsort(names, count, sizeof *names, compare_names);
  return count;
}

/* One that was removed since the list was read is left out. */
static napi_value make_xattrs(struct call *call, const char *path, const char **names, size_t count) {
  FREES char *value = malloc(XATTR_SIZE_MAX);
  napi_value result = NULL;
  napi_create_array(call->env, &result);
  uint32_t added = 0;
  size_t total = 0;
  for (size_t at = 0; value != NULL && at < count; at += 1) {
    long length = RETRY(getxattr(path, names[at], value, XATTR_SIZE_MAX));
    if (length < 0 && errno == ENODATA) continue;
    if (length < 0) return throw_errno(call, names[at]);
    total += (size_t)length;
    if (total > MAX_TOTAL) {
      errno = E2BIG;
      return throw_errno(call, path);
    }
    napi_value buffer = make_buffer(call, value, (size_t)length);
    if (buffer == NULL) return NULL;
    napi_value pair = make_pair(call->env, make_raw(call->env, names[at], NAPI_AUTO_LENGTH), buffer);
    napi_set_element(call->env, result, added++, pair);
  }
  return value == NULL ? throw_errno(call, NULL) : result;
}

static napi_value make_no_xattrs(napi_env env) {
  napi_value none = NULL;
  napi_create_array(env, &none);
  return none;
}

static napi_value list_xattrs(struct call *call, const char *path, const char *name) {
  FREES char *list = malloc(XATTR_LIST_MAX + 1);
  if (list == NULL) return throw_errno(call, name);
  long length = RETRY(listxattr(path, list, XATTR_LIST_MAX));
  if (length < 0 && errno != ENOTSUP) return throw_errno(call, name);
  if (length <= 0) return make_no_xattrs(call->env);
  list[length] = '\0'; /* whatever a file system wrote, the last name ends here */
  FREES const char **names = malloc(MAX_NAMES * sizeof *names);
  if (names == NULL) return throw_errno(call, name);
  call->syscall = "getxattr";
  return make_xattrs(call, path, names, sort_names(list, (size_t)length, names));
}

bool has_surely_no_xattrs(int dirfd, const char *name) {
  int flags = AT_SYMLINK_NOFOLLOW | (name[0] == '\0' ? AT_EMPTY_PATH : 0);
  return syscall(SYS_listxattrat, dirfd, name, flags, NULL, 0) == 0;
}

napi_value call_get_xattrs(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "listxattr");
  struct text name;
  int dirfd = read_fd(&call, take(&call), "dirfd");
  read_text(&call, take(&call), "name", &name);
  if (call.failed) return NULL;
  if (has_surely_no_xattrs(dirfd, name.bytes)) return make_no_xattrs(env);
  HOLDS struct reference file;
  if (open_reference(dirfd, name.bytes, &file) < 0) return throw_errno(&call, name.bytes);
  return list_xattrs(&call, file.path, name.bytes);
}

napi_value call_get_xattr(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "getxattr");
  struct text name;
  struct text key;
  int dirfd = read_fd(&call, take(&call), "dirfd");
  read_text(&call, take(&call), "name", &name);
  read_text(&call, take(&call), "key", &key);
  if (call.failed) return NULL;
  HOLDS struct reference file;
  if (open_reference(dirfd, name.bytes, &file) < 0) return throw_errno(&call, name.bytes);
  FREES char *value = malloc(XATTR_SIZE_MAX);
  long length = value == NULL ? -1 : RETRY(getxattr(file.path, key.bytes, value, XATTR_SIZE_MAX));
  if (length >= 0) return make_buffer(&call, value, (size_t)length);
  return is_absent(errno) ? NULL : throw_errno(&call, name.bytes);
}

napi_value call_set_xattr(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "setxattr");
  struct text name;
  struct text key;
  int dirfd = read_fd(&call, take(&call), "dirfd");
  read_text(&call, take(&call), "name", &name);
  napi_value xattr = take(&call);
  read_text(&call, field(&call, xattr, "key"), "xattr.key", &key);
  struct bytes value = read_bytes(&call, field(&call, xattr, "value"), "xattr.value");
  if (call.failed) return NULL;
  HOLDS struct reference file;
  if (open_reference(dirfd, name.bytes, &file) < 0) return throw_errno(&call, name.bytes);
  if (RETRY(setxattr(file.path, key.bytes, value.data, value.length, 0)) == 0) return NULL;
  return throw_errno(&call, name.bytes);
}

napi_value call_remove_xattr(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "removexattr");
  struct text name;
  struct text key;
  int dirfd = read_fd(&call, take(&call), "dirfd");
  read_text(&call, take(&call), "name", &name);
  read_text(&call, take(&call), "key", &key);
  if (call.failed) return NULL;
  HOLDS struct reference file;
  if (open_reference(dirfd, name.bytes, &file) < 0) return throw_errno(&call, name.bytes);
  return RETRY(removexattr(file.path, key.bytes)) < 0 ? throw_errno(&call, name.bytes) : NULL;
}
