/* A file held by descriptor and reached again by a path, for calls that take neither O_PATH nor a symlink. */
#ifndef LAYOVER_REFERENCE_H
#define LAYOVER_REFERENCE_H

struct reference {
  int owned; /* to be closed, or -1 */
  char path[48];
};

/* 0, or -1 with errno. An empty name is `dirfd` itself, which stays the caller's. */
int open_reference(int dirfd, const char *name, struct reference *reference);
void close_reference(const struct reference *reference);

#define HOLDS __attribute__((cleanup(close_reference)))

#endif
