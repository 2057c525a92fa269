#include "reference.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

#include "cleanup.h"
#include "values.h"

/* The link leads to the very inode, a symlink too, and asks for no permission on the file. */
int open_reference(int dirfd, const char *name, struct reference *reference) {
  reference->owned = -1;
  int fd = dirfd;
  if (name[0] != '\0' || dirfd == AT_FDCWD) {
    const char *path = name[0] == '\0' ? "." : name;
    fd = (int)RETRY(openat(dirfd, path, O_PATH | O_NOFOLLOW | O_CLOEXEC));
    if (fd < 0) return -1;
    reference->owned = fd;
  }
  /* Of the thread: another one may have a table of descriptors of its own. */
  snprintf(reference->path, sizeof reference->path, "/proc/thread-self/fd/%d", fd);
  return 0;
}

void close_reference(const struct reference *reference) {
  close_held(&reference->owned);
}
