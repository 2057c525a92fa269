#ifndef LAYOVER_LISTING_H
#define LAYOVER_LISTING_H

#include <stdbool.h>

struct call;

/* Reads a directory from its start, wherever an earlier listing left the descriptor, without `.` and `..`. */
struct listing {
  struct call *call;
  int fd;
  /* Takes one entry; false once it has thrown. */
  bool (*add)(struct listing *listing, const char *name);
  /* What `add` collects into. */
  void *into;
};

/* False once it has thrown. */
bool list_directory(struct listing *listing);

#endif
