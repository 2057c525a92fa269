/* What a scope holds and gives back at its end: `CLOSES int fd = ...`, `FREES char *buffer = ...`. */
#ifndef LAYOVER_CLEANUP_H
#define LAYOVER_CLEANUP_H

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static inline void close_held(const int *fd) {
  int saved = errno;
  if (*fd >= 0) close(*fd);
  errno = saved;
}

static inline void free_held(void *pointer) {
  free(*(void **)pointer);
}

#define CLOSES __attribute__((cleanup(close_held)))
#define FREES __attribute__((cleanup(free_held)))

#endif
