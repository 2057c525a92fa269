#include "values.h"

napi_value make_number(napi_env env, double number) {
  napi_value value = NULL;
  napi_create_double(env, number, &value);
  return value;
}

napi_value make_boolean(napi_env env, bool boolean) {
  napi_value value = NULL;
  napi_get_boolean(env, boolean, &value);
  return value;
}

napi_value make_raw(napi_env env, const char *bytes, size_t length) {
  napi_value value = NULL;
  napi_create_string_latin1(env, bytes, length, &value);
  return value;
}

napi_value make_pair(napi_env env, napi_value first, napi_value second) {
  napi_value pair = NULL;
  napi_create_array_with_length(env, 2, &pair);
  napi_set_element(env, pair, 0, first);
  napi_set_element(env, pair, 1, second);
  return pair;
}

napi_value make_nanoseconds(napi_env env, int64_t seconds, uint32_t nanosecond) {
  napi_value value = NULL;
  nanoseconds time = (nanoseconds)seconds * 1000000000 + nanosecond;
  if (time >= INT64_MIN && time <= INT64_MAX) {
    napi_create_bigint_int64(env, (int64_t)time, &value);
    return value;
  }
  nanoseconds magnitude = time < 0 ? -time : time;
  const uint64_t words[2] = {(uint64_t)magnitude, (uint64_t)(magnitude >> 64)};
  napi_create_bigint_words(env, time < 0, 2, words, &value);
  return value;
}

void set_number(napi_env env, napi_value object, const char *name, double number) {
  napi_set_named_property(env, object, name, make_number(env, number));
}
