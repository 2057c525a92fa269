/* Calls that make, move and remove names. None follows a symlink in the last component. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "values.h"
#include "wrappers.h"

/* A name in a directory, as most calls take it. */
struct place {
  int dirfd;
  struct text name;
};

static void take_place(struct call *call, struct place *place) {
  place->dirfd = read_fd(call, take(call), "dirfd");
  read_text(call, take(call), "name", &place->name);
}

static void take_place_object(struct call *call, struct place *place, const char *const labels[2]) {
  napi_value object = take(call);
  place->dirfd = read_fd(call, field(call, object, "dirfd"), labels[0]);
  read_text(call, field(call, object, "name"), labels[1], &place->name);
}

static void take_two_places(struct call *call, struct place *from, struct place *to) {
  take_place_object(call, from, (const char *const[]){"from.dirfd", "from.name"});
  take_place_object(call, to, (const char *const[]){"to.dirfd", "to.name"});
}

napi_value call_readlink(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "readlinkat");
  struct place place;
  take_place(&call, &place);
  if (call.failed) return NULL;
  char target[PATH_MAX];
  long length = RETRY(readlinkat(place.dirfd, place.name.bytes, target, sizeof target));
  return length < 0 ? throw_errno(&call, place.name.bytes) : make_raw(env, target, (size_t)length);
}

napi_value call_mkdir(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "mkdirat");
  struct place place;
  take_place(&call, &place);
  mode_t mode = read_uint(&call, take(&call), "mode");
  if (call.failed) return NULL;
  return RETRY(mkdirat(place.dirfd, place.name.bytes, mode)) < 0 ? throw_errno(&call, place.name.bytes) : NULL;
}

napi_value call_mknod(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "mknodat");
  struct place place;
  take_place(&call, &place);
  napi_value node = take(&call);
  mode_t mode = read_uint(&call, field(&call, node, "mode"), "node.mode");
  unsigned major_number = read_uint_or(&call, field(&call, node, "major"), "node.major", 0);
  unsigned minor_number = read_uint_or(&call, field(&call, node, "minor"), "node.minor", 0);
  if (call.failed) return NULL;
  dev_t device = makedev(major_number, minor_number);
  return RETRY(mknodat(place.dirfd, place.name.bytes, mode, device)) < 0 ? throw_errno(&call, place.name.bytes) : NULL;
}

napi_value call_symlink(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "symlinkat");
  struct text target;
  struct place place;
  read_text(&call, take(&call), "target", &target);
  take_place(&call, &place);
  if (call.failed) return NULL;
  if (RETRY(symlinkat(target.bytes, place.dirfd, place.name.bytes)) == 0) return NULL;
  return throw_errno_of_two(&call, target.bytes, place.name.bytes);
}

napi_value call_link(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "linkat");
  struct place from;
  struct place to;
  take_two_places(&call, &from, &to);
  if (call.failed) return NULL;
  int flags = from.name.bytes[0] == '\0' ? AT_EMPTY_PATH : 0;
  if (RETRY(linkat(from.dirfd, from.name.bytes, to.dirfd, to.name.bytes, flags)) == 0) return NULL;
  return throw_errno_of_two(&call, from.name.bytes, to.name.bytes);
}

static napi_value remove_name(struct call *call, int flags) {
  struct place place;
  take_place(call, &place);
  if (call->failed) return NULL;
  return RETRY(unlinkat(place.dirfd, place.name.bytes, flags)) < 0 ? throw_errno(call, place.name.bytes) : NULL;
}

napi_value call_unlink(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "unlinkat");
  return remove_name(&call, 0);
}

napi_value call_rmdir(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "unlinkat");
  return remove_name(&call, AT_REMOVEDIR);
}

napi_value call_rename(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "renameat2");
  struct place from;
  struct place to;
  take_two_places(&call, &from, &to);
  uint32_t flags = read_uint_or(&call, take(&call), "flags", 0);
  if (call.failed) return NULL;
  const char *source = from.name.bytes;
  const char *target = to.name.bytes;
  if (RETRY(syscall(SYS_renameat2, from.dirfd, source, to.dirfd, target, flags)) == 0) return NULL;
  return throw_errno_of_two(&call, source, target);
}
