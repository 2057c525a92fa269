#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "values.h"

enum { NANOSECONDS_PER_SECOND = 1000000000 };

/* The largest integer that a number holds with all smaller ones. */
static const double MAX_SAFE_INTEGER = 9007199254740991.0;

struct call open_call(napi_env env, napi_callback_info info, const char *syscall) {
  struct call call = {.env = env, .syscall = syscall};
  size_t count = MAX_ARGUMENTS;
  call.failed = napi_get_cb_info(env, info, &count, call.values, NULL, NULL) != napi_ok;
  return call;
}

napi_value take(struct call *call) {
  return call->next < MAX_ARGUMENTS ? call->values[call->next++] : NULL;
}

napi_value field(struct call *call, napi_value object, const char *name) {
  if (call->failed) return NULL;
  napi_valuetype type = napi_undefined;
  napi_typeof(call->env, object, &type);
  if (type != napi_object) return throw_wrong(call, object, "an argument", "an object");
  napi_value value = NULL;
  if (napi_get_named_property(call->env, object, name, &value) != napi_ok) call->failed = true;
  return value;
}

bool is_undefined(struct call *call, napi_value value) {
  napi_valuetype type = napi_undefined;
  return value == NULL || (napi_typeof(call->env, value, &type) == napi_ok && type == napi_undefined);
}

static double read_integer(struct call *call, napi_value value, const char *label, const double range[2]) {
  if (call->failed) return 0;
  double number = 0;
  bool fits = napi_get_value_double(call->env, value, &number) == napi_ok && number >= range[0] && number <= range[1] &&
              number == (double)(int64_t)number;
  if (fits) return number;
  char wanted[96];
  snprintf(wanted, sizeof wanted, "an integer from %.0f to %.0f", range[0], range[1]);
  throw_wrong(call, value, label, wanted);
  return 0;
}

int read_fd(struct call *call, napi_value value, const char *label) {
  return (int)read_integer(call, value, label, (const double[]){INT_MIN, INT_MAX});
}

uint32_t read_uint(struct call *call, napi_value value, const char *label) {
  return (uint32_t)read_integer(call, value, label, (const double[]){0, UINT32_MAX});
}

uint32_t read_uint_or(struct call *call, napi_value value, const char *label, uint32_t fallback) {
  return is_undefined(call, value) ? fallback : read_uint(call, value, label);
}

int64_t read_offset(struct call *call, napi_value value, const char *label) {
  return (int64_t)read_integer(call, value, label, (const double[]){0, MAX_SAFE_INTEGER});
}

nanoseconds read_nanoseconds(struct call *call, napi_value value, const char *label) {
  if (call->failed) return 0;
  uint64_t words[2] = {0, 0};
  size_t count = 2;
  int is_negative = 0;
  napi_status status = napi_get_value_bigint_words(call->env, value, &is_negative, &count, words);
  /* 94 bits are what 64 bits of seconds need. */
  if (status != napi_ok || count > 2 || words[1] >= UINT64_C(1) << 30) {
    throw_wrong(call, value, label, "a bigint of nanoseconds");
    return 0;
  }
  nanoseconds magnitude = (nanoseconds)words[1] << 64 | words[0];
  return is_negative ? -magnitude : magnitude;
}

struct timespec read_time(struct call *call, napi_value value, const char *label) {
  if (is_undefined(call, value)) return (struct timespec){.tv_sec = 0, .tv_nsec = UTIME_OMIT};
  nanoseconds time = read_nanoseconds(call, value, label);
  nanoseconds seconds = time / NANOSECONDS_PER_SECOND;
  nanoseconds rest = time % NANOSECONDS_PER_SECOND;
  if (rest < 0) {
    seconds -= 1;
    rest += NANOSECONDS_PER_SECOND;
  }
  if (seconds < INT64_MIN || seconds > INT64_MAX) throw_wrong(call, value, label, "a time of 64 bits of seconds");
  return (struct timespec){.tv_sec = (time_t)seconds, .tv_nsec = (long)rest};
}

/* Reads UTF-16, because Node's Latin-1 reader drops the high byte: U+012F would pass as a slash. */
void read_text(struct call *call, napi_value value, const char *label, struct text *text) {
  text->bytes[0] = '\0';
  if (call->failed) return;
  char16_t units[PATH_MAX + 1];
  size_t length = 0;
  if (napi_get_value_string_utf16(call->env, value, units, PATH_MAX + 1, &length) != napi_ok) {
    throw_wrong(call, value, label, "a string");
    return;
  }
  if (length >= PATH_MAX) {
    errno = ENAMETOOLONG;
    throw_errno(call, NULL);
    return;
  }
  for (size_t at = 0; at < length; at += 1) {
    if (units[at] == 0 || units[at] > UINT8_MAX) {
      throw_wrong(call, value, label, "a string of bytes from 1 to 255");
      return;
    }
    text->bytes[at] = (char)units[at];
  }
  text->bytes[length] = '\0';
}

struct bytes read_bytes(struct call *call, napi_value value, const char *label) {
  struct bytes bytes = {.data = NULL, .length = 0};
  if (call->failed) return bytes;
  napi_typedarray_type type = napi_int8_array;
  void *data = NULL;
  bool is_array = false;
  napi_is_typedarray(call->env, value, &is_array);
  if (is_array) napi_get_typedarray_info(call->env, value, &type, &bytes.length, &data, NULL, NULL);
  if (type != napi_uint8_array) {
    throw_wrong(call, value, label, "a Uint8Array");
    return (struct bytes){.data = NULL, .length = 0};
  }
  bytes.data = data;
  return bytes;
}

size_t read_fds(struct call *call, napi_value value, const char *label, int *fds, size_t limit) {
  if (call->failed) return 0;
  uint32_t length = 0;
  if (napi_get_array_length(call->env, value, &length) != napi_ok || length > limit) {
    char wanted[64];
    snprintf(wanted, sizeof wanted, "an array of at most %zu descriptors", limit);
    throw_wrong(call, value, label, wanted);
    return 0;
  }
  for (uint32_t at = 0; at < length && !call->failed; at += 1) {
    napi_value item = NULL;
    if (napi_get_element(call->env, value, at, &item) != napi_ok) call->failed = true;
    fds[at] = read_fd(call, item, label);
  }
  return length;
}
