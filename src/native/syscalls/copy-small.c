/*
 * Making a small file as a copy of another, in one call: ten system calls whose way to JavaScript and back would
 * take longer than they do.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cleanup.h"
#include "openat2.h"
#include "stat.h"
#include "values.h"
#include "wrappers.h"

enum { SMALL_BYTES = 4096 };

struct spot {
  int dirfd;
  struct text name;
};

struct wanted {
  uint64_t resolve;
  uint32_t size;
  mode_t mode;
  struct timespec times[2];
};

static void take_spot(struct call *call, struct spot *spot) {
  napi_value object = take(call);
  spot->dirfd = read_fd(call, field(call, object, "dirfd"), "dirfd");
  read_text(call, field(call, object, "name"), "name", &spot->name);
}

static int open_at(const struct spot *spot, uint64_t flags, const struct wanted *wanted) {
  const struct open_request request = {
      .flags = flags | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY,
      .mode = (flags & O_CREAT) ? wanted->mode & 0777 : 0,
      .resolve = wanted->resolve,
  };
  return open_as_asked(spot->dirfd, spot->name.bytes, &request);
}

/* The bytes of the file, or -1 with errno; ESTALE where it is not what the caller takes it for. */
static long read_small(const struct spot *from, const struct wanted *wanted, char *bytes) {
  /* O_NONBLOCK: should a FIFO stand there by now, the open returns. */
  CLOSES int fd = open_at(from, O_RDONLY | O_NONBLOCK, wanted);
  if (fd < 0) return -1;
  struct statx stat;
  if (read_stat(fd, "", &stat) < 0) return -1;
  bool is_same = S_ISREG(stat.stx_mode) && stat.stx_size == wanted->size;
  long length = is_same ? RETRY(pread(fd, bytes, wanted->size, 0)) : 0;
  if (length < 0 || (is_same && length == (long)wanted->size)) return length;
  errno = ESTALE;
  return -1;
}

static int write_all(int fd, const char *bytes, size_t length) {
  for (size_t done = 0; done < length;) {
    long written = RETRY(pwrite(fd, bytes + done, length - done, (off_t)done));
    if (written < 0) return -1;
    done += (size_t)written;
  }
  return 0;
}

/* The mode comes last: it may take away what the rest needs. */
static int dress(int fd, const struct wanted *wanted, struct statx *stat) {
  if (RETRY(futimens(fd, wanted->times)) < 0 || read_stat(fd, "", stat) < 0) return -1;
  if ((stat->stx_mode & 07777) == wanted->mode) return 0;
  return RETRY(fchmod(fd, wanted->mode)) < 0 ? -1 : read_stat(fd, "", stat);
}

napi_value call_copy_small(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "openat2");
  struct spot from;
  struct spot to;
  take_spot(&call, &from);
  take_spot(&call, &to);
  napi_value about = take(&call);
  struct wanted wanted = {
      .resolve = read_uint(&call, field(&call, about, "resolve"), "resolve"),
      .size = read_uint(&call, field(&call, about, "size"), "size"),
      .mode = read_uint(&call, field(&call, about, "mode"), "mode"),
      .times = {{.tv_nsec = UTIME_OMIT}, read_time(&call, field(&call, about, "mtimeNs"), "mtimeNs")},
  };
  if (call.failed) return NULL;
  char bytes[SMALL_BYTES];
  errno = EFBIG;
  long length = wanted.size > SMALL_BYTES ? -1 : read_small(&from, &wanted, bytes);
  if (length < 0) return throw_errno(&call, from.name.bytes);
  CLOSES int fd = open_at(&to, O_WRONLY | O_CREAT | O_EXCL, &wanted);
  if (fd < 0) return throw_errno(&call, to.name.bytes);
  call.syscall = "write";
  struct statx stat;
  if (write_all(fd, bytes, (size_t)length) < 0 || dress(fd, &wanted, &stat) < 0) return throw_errno(&call, to.name.bytes);
  const struct stat_maker maker = get_stat_maker(env);
  return make_stat(&maker, &stat);
}
