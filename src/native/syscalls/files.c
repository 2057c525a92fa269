/* Calls on one open file, and opening it. */
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <string.h>
#include <sys/file.h>
#include <sys/fsuid.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "openat2.h"
#include "values.h"
#include "wrappers.h"

napi_value call_open(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "open");
  struct text path;
  read_text(&call, take(&call), "path", &path);
  uint32_t flags = read_uint(&call, take(&call), "flags");
  uint32_t mode = read_uint_or(&call, take(&call), "mode", 0666);
  if (call.failed) return NULL;
  long fd = RETRY(open(path.bytes, (int)(flags | O_CLOEXEC), (mode_t)mode));
  return fd < 0 ? throw_errno(&call, path.bytes) : make_number(env, (double)fd);
}

napi_value call_openat2(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "openat2");
  struct text path;
  int dirfd = read_fd(&call, take(&call), "dirfd");
  read_text(&call, take(&call), "path", &path);
  napi_value how = take(&call);
  struct open_request request = {
      .flags = read_uint(&call, field(&call, how, "flags"), "how.flags") | O_CLOEXEC,
      .mode = read_uint_or(&call, field(&call, how, "mode"), "how.mode", 0),
      .resolve = read_uint(&call, field(&call, how, "resolve"), "how.resolve"),
  };
  if (call.failed) return NULL;
  int fd = open_as_asked(dirfd, path.bytes, &request);
  return fd < 0 ? throw_errno(&call, path.bytes) : make_number(env, (double)fd);
}

/* Not repeated: Linux has closed the descriptor even where it reports EINTR. */
napi_value call_close(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "close");
  int fd = read_fd(&call, take(&call), "fd");
  if (call.failed) return NULL;
  return close(fd) < 0 && errno != EINTR ? throw_errno(&call, NULL) : NULL;
}

static int read_lock_kind(struct call *call, napi_value value) {
  struct text kind;
  read_text(call, value, "kind", &kind);
  if (call->failed) return 0;
  if (strcmp(kind.bytes, "shared") == 0) return LOCK_SH;
  if (strcmp(kind.bytes, "exclusive") == 0) return LOCK_EX;
  if (strcmp(kind.bytes, "unlock") == 0) return LOCK_UN;
  throw_wrong(call, value, "kind", "'shared', 'exclusive' or 'unlock'");
  return 0;
}

napi_value call_flock(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "flock");
  int fd = read_fd(&call, take(&call), "fd");
  int kind = read_lock_kind(&call, take(&call));
  if (call.failed) return NULL;
  if (RETRY(flock(fd, kind | LOCK_NB)) == 0) return make_boolean(env, true);
  return errno == EWOULDBLOCK ? make_boolean(env, false) : throw_errno(&call, NULL);
}

/*
 * fcntl(2), F_SETLEASE: the kernel refuses a read lease while the file is open, or mapped, for writing by anybody. Only
 * the owner of a file, or CAP_LEASE of the host, may ask: without it the file system's view of us is the owner's.
 */
static int lease_as_owner(int fd) {
  struct stat status;
  if (fstat(fd, &status) < 0) return -1;
  int own = setfsuid(status.st_uid);
  int result = fcntl(fd, F_SETLEASE, F_RDLCK);
  int error = errno;
  setfsuid((uid_t)own);
  errno = error;
  return result;
}

napi_value call_has_writer(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "fcntl");
  struct text name;
  int dirfd = read_fd(&call, take(&call), "dirfd");
  read_text(&call, take(&call), "name", &name);
  if (call.failed) return NULL;
  long fd = RETRY(openat(dirfd, name.bytes, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  if (fd < 0) return throw_errno(&call, name.bytes);
  int result = fcntl((int)fd, F_SETLEASE, F_RDLCK);
  if (result < 0 && errno == EACCES) result = lease_as_owner((int)fd);
  bool is_busy = result < 0 && errno == EAGAIN;
  int error = errno;
  close((int)fd); /* and the lease with it */
  errno = error;
  return result == 0 || is_busy ? make_boolean(env, is_busy) : throw_errno(&call, name.bytes);
}

napi_value call_syncfs(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "syncfs");
  int fd = read_fd(&call, take(&call), "fd");
  if (call.failed) return NULL;
  return RETRY(syncfs(fd)) < 0 ? throw_errno(&call, NULL) : NULL;
}

napi_value call_statfs(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "fstatfs");
  int fd = read_fd(&call, take(&call), "fd");
  if (call.failed) return NULL;
  struct statfs stats;
  if (RETRY(fstatfs(fd, &stats)) < 0) return throw_errno(&call, NULL);
  napi_value result = NULL;
  napi_create_object(env, &result);
  set_number(env, result, "type", (uint32_t)stats.f_type);
  set_number(env, result, "blockSize", (double)stats.f_bsize);
  set_number(env, result, "freeBlocks", (double)stats.f_bavail);
  set_number(env, result, "freeInodes", (double)stats.f_ffree);
  set_number(env, result, "flags", (double)stats.f_flags);
  return result;
}

/* The kernel reads and writes an int here, although the request's number says long. */
napi_value call_get_inode_flags(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "ioctl");
  int fd = read_fd(&call, take(&call), "fd");
  if (call.failed) return NULL;
  unsigned int flags = 0;
  if (RETRY(ioctl(fd, FS_IOC_GETFLAGS, &flags)) < 0) return throw_errno(&call, "FS_IOC_GETFLAGS");
  return make_number(env, flags);
}

napi_value call_set_inode_flags(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "ioctl");
  int fd = read_fd(&call, take(&call), "fd");
  unsigned int flags = read_uint(&call, take(&call), "flags");
  if (call.failed) return NULL;
  return RETRY(ioctl(fd, FS_IOC_SETFLAGS, &flags)) < 0 ? throw_errno(&call, "FS_IOC_SETFLAGS") : NULL;
}
