/* openat2(2), which no libc wraps and older headers do not know. */
#ifndef LAYOVER_OPENAT2_H
#define LAYOVER_OPENAT2_H

#include <errno.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_openat2
#define SYS_openat2 437
#endif

/* The kernel gives EAGAIN while something is being renamed or mounted; a hostile job could do so forever. */
enum { OPEN_ATTEMPTS = 128 };

/* `struct open_how` of linux/openat2.h. */
struct open_request {
  uint64_t flags;
  uint64_t mode;
  uint64_t resolve;
};

/* A descriptor, or -1 with errno. */
static inline int open_as_asked(int dirfd, const char *path, const struct open_request *request) {
  long fd = -1;
  errno = EAGAIN;
  for (int attempt = 0; fd < 0 && (errno == EINTR || (errno == EAGAIN && attempt < OPEN_ATTEMPTS)); attempt += 1) {
    fd = syscall(SYS_openat2, dirfd, path, request, sizeof *request);
  }
  return (int)fd;
}

#endif
