/* Owner, mode and times of a name, which is never followed; an empty one is the descriptor itself. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "reference.h"
#include "values.h"
#include "wrappers.h"

#ifndef SYS_fchmodat2
#define SYS_fchmodat2 452
#endif

static int flags_for(const struct text *name) {
  return AT_SYMLINK_NOFOLLOW | (name->bytes[0] == '\0' ? AT_EMPTY_PATH : 0);
}

napi_value call_chown(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "fchownat");
  struct text name;
  int dirfd = read_fd(&call, take(&call), "dirfd");
  read_text(&call, take(&call), "name", &name);
  napi_value owner = take(&call);
  uid_t uid = read_uint(&call, field(&call, owner, "uid"), "owner.uid");
  gid_t gid = read_uint(&call, field(&call, owner, "gid"), "owner.gid");
  if (call.failed) return NULL;
  if (RETRY(fchownat(dirfd, name.bytes, uid, gid, flags_for(&name))) == 0) return NULL;
  return throw_errno(&call, name.bytes);
}

/* Kernels before 6.6 have no chmod that does not follow. */
static int chmod_reference(int dirfd, const char *name, mode_t mode) {
  HOLDS struct reference file;
  if (open_reference(dirfd, name, &file) < 0) return -1;
  return (int)RETRY(chmod(file.path, mode));
}

napi_value call_chmod(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "fchmodat2");
  struct text name;
  int dirfd = read_fd(&call, take(&call), "dirfd");
  read_text(&call, take(&call), "name", &name);
  mode_t mode = read_uint(&call, take(&call), "mode");
  if (call.failed) return NULL;
  long result = RETRY(syscall(SYS_fchmodat2, dirfd, name.bytes, mode, flags_for(&name)));
  if (result < 0 && errno == ENOSYS) result = chmod_reference(dirfd, name.bytes, mode);
  return result < 0 ? throw_errno(&call, name.bytes) : NULL;
}

napi_value call_utimes(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "utimensat");
  struct text name;
  int dirfd = read_fd(&call, take(&call), "dirfd");
  read_text(&call, take(&call), "name", &name);
  napi_value times = take(&call);
  const struct timespec both[2] = {
      read_time(&call, field(&call, times, "atimeNs"), "times.atimeNs"),
      read_time(&call, field(&call, times, "mtimeNs"), "times.mtimeNs"),
  };
  if (call.failed) return NULL;
  if (RETRY(utimensat(dirfd, name.bytes, both, flags_for(&name))) == 0) return NULL;
  return throw_errno(&call, name.bytes);
}
