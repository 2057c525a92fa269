#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "values.h"

enum { MESSAGE_SIZE = 2 * PATH_MAX + 256 };

static const char *type_name(napi_valuetype type) {
  switch (type) {
    case napi_undefined: return "undefined";
    case napi_null: return "null";
    case napi_boolean: return "a boolean";
    case napi_number: return "a number";
    case napi_string: return "another string";
    case napi_symbol: return "a symbol";
    case napi_object: return "an object";
    case napi_function: return "a function";
    case napi_external: return "an external value";
    case napi_bigint: return "a bigint";
  }
  return "something else";
}

static void describe_value(struct call *call, napi_value value, char *text, size_t size) {
  napi_valuetype type = napi_undefined;
  if (value != NULL) napi_typeof(call->env, value, &type);
  double number = 0;
  if (type == napi_number && napi_get_value_double(call->env, value, &number) == napi_ok) {
    snprintf(text, size, "%.17g", number);
  } else {
    snprintf(text, size, "%s", type_name(type));
  }
}

napi_value throw_wrong(struct call *call, napi_value value, const char *label, const char *wanted) {
  call->failed = true;
  char seen[64];
  describe_value(call, value, seen, sizeof seen);
  char message[256];
  snprintf(message, sizeof message, "%s: %s must be %s, got %s", call->syscall, label, wanted, seen);
  napi_throw_type_error(call->env, "ERR_INVALID_ARG_TYPE", message);
  return NULL;
}

/* `subject` is what follows the name of the call: empty, or a space and names. */
static napi_value throw_system_error(struct call *call, int error, const char *subject) {
  call->failed = true;
  char code[32];
  write_errno_name(error, code, sizeof code);
  char message[MESSAGE_SIZE];
  int length = snprintf(message, sizeof message, "%s: %s, %s%s", code, describe_errno(error), call->syscall, subject);
  size_t shown = (size_t)length < sizeof message ? (size_t)length : sizeof message - 1;
  napi_value code_value = make_raw(call->env, code, NAPI_AUTO_LENGTH);
  napi_value thrown = NULL;
  napi_create_error(call->env, code_value, make_raw(call->env, message, shown), &thrown);
  set_number(call->env, thrown, "errno", error);
  napi_set_named_property(call->env, thrown, "syscall", make_raw(call->env, call->syscall, NAPI_AUTO_LENGTH));
  napi_throw(call->env, thrown);
  return NULL;
}

napi_value throw_errno(struct call *call, const char *name) {
  int error = errno;
  char subject[PATH_MAX + 8] = "";
  if (name != NULL) snprintf(subject, sizeof subject, " '%s'", name);
  return throw_system_error(call, error, subject);
}

napi_value throw_errno_of_two(struct call *call, const char *from, const char *to) {
  int error = errno;
  char subject[2 * PATH_MAX + 16];
  snprintf(subject, sizeof subject, " '%s' -> '%s'", from, to);
  return throw_system_error(call, error, subject);
}
