/*
 * Between JavaScript values and C: arguments in, results and errors out.
 *
 * A `struct call` reads the arguments of one call in order. The first argument that is wrong throws a
 * TypeError that names it and sets `failed`; later reads then do nothing, so a wrapper checks once.
 * Text is raw: one character per byte, so any byte but NUL passes, and no other character does.
 */
#ifndef LAYOVER_VALUES_H
#define LAYOVER_VALUES_H

#include <limits.h>
#include <node_api.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

enum { MAX_ARGUMENTS = 4 };

struct call {
  napi_env env;
  const char *syscall; /* for the error */
  napi_value values[MAX_ARGUMENTS];
  size_t next;
  bool failed;
};

/* What the kernel takes as a path, its NUL included. */
struct text {
  char bytes[PATH_MAX];
};

struct bytes {
  const uint8_t *data;
  size_t length;
};

/* Nanoseconds since the epoch: a file system with 64-bit seconds goes beyond 64 bits of them. */
__extension__ typedef __int128 nanoseconds;

struct call open_call(napi_env env, napi_callback_info info, const char *syscall);
/* The next argument: undefined past the last one. */
napi_value take(struct call *call);
/* A property of an argument that must be an object. */
napi_value field(struct call *call, napi_value object, const char *name);
bool is_undefined(struct call *call, napi_value value);

int read_fd(struct call *call, napi_value value, const char *label);
uint32_t read_uint(struct call *call, napi_value value, const char *label);
uint32_t read_uint_or(struct call *call, napi_value value, const char *label, uint32_t fallback);
int64_t read_offset(struct call *call, napi_value value, const char *label);
nanoseconds read_nanoseconds(struct call *call, napi_value value, const char *label);
/* As utimensat(2) takes it; undefined leaves that time alone. */
struct timespec read_time(struct call *call, napi_value value, const char *label);
void read_text(struct call *call, napi_value value, const char *label, struct text *text);
/* Of a Uint8Array, valid until JavaScript runs again: read it last. */
struct bytes read_bytes(struct call *call, napi_value value, const char *label);
/* The length of an array of at most `limit` descriptors, which are stored in `fds`. */
size_t read_fds(struct call *call, napi_value value, const char *label, int *fds, size_t limit);

napi_value make_number(napi_env env, double number);
napi_value make_boolean(napi_env env, bool boolean);
napi_value make_raw(napi_env env, const char *bytes, size_t length);
napi_value make_pair(napi_env env, napi_value first, napi_value second);
napi_value make_nanoseconds(napi_env env, int64_t seconds, uint32_t nanosecond);
void set_number(napi_env env, napi_value object, const char *name, double number);

/* The next three throw and return NULL, which a wrapper returns in turn. */
napi_value throw_wrong(struct call *call, napi_value value, const char *label, const char *wanted);
/* From `errno`; `name` may be NULL. */
napi_value throw_errno(struct call *call, const char *name);
napi_value throw_errno_of_two(struct call *call, const char *from, const char *to);

/* "ENOENT", or "E<number>" for one that has no name here. */
void write_errno_name(int error, char *name, size_t size);
/* In English whatever the locale. */
const char *describe_errno(int error);

/* Repeats a call that a signal interrupted. */
#define RETRY(expression)                                   \
  __extension__({                                           \
    long retry_result;                                      \
    do {                                                    \
      retry_result = (long)(expression);                    \
    } while (retry_result == -1 && errno == EINTR);         \
    retry_result;                                           \
  })

#endif
