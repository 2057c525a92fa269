#include "stat.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "values.h"
#include "wrappers.h"

static const char MAKE_STAT[] =
    "(mode, uid, gid, nlink, size, blocks, ino, dev, rdevMajor, rdevMinor, mtimeNs, ctimeNs, attributes) =>"
    " ({ mode, uid, gid, nlink, size, blocks, ino, dev, rdevMajor, rdevMinor, mtimeNs, ctimeNs, attributes })";

static void forget_maker(napi_env env, void *reference, void *hint) {
  (void)hint;
  napi_delete_reference(env, reference);
}

napi_status prepare_stats(napi_env env) {
  napi_value function = NULL;
  napi_ref reference = NULL;
  napi_status status = napi_run_script(env, make_raw(env, MAKE_STAT, NAPI_AUTO_LENGTH), &function);
  if (status == napi_ok) status = napi_create_reference(env, function, 1, &reference);
  if (status == napi_ok) status = napi_set_instance_data(env, reference, forget_maker, NULL);
  return status;
}

struct stat_maker get_stat_maker(napi_env env) {
  struct stat_maker maker = {.env = env};
  void *reference = NULL;
  napi_get_instance_data(env, &reference);
  napi_get_reference_value(env, reference, &maker.function);
  napi_get_undefined(env, &maker.receiver);
  return maker;
}

static napi_value make_unsigned(napi_env env, uint64_t number) {
  napi_value value = NULL;
  napi_create_bigint_uint64(env, number, &value);
  return value;
}

napi_value make_stat(const struct stat_maker *maker, const struct statx *stat) {
  napi_env env = maker->env;
  const napi_value fields[] = {
      make_number(env, stat->stx_mode),
      make_number(env, stat->stx_uid),
      make_number(env, stat->stx_gid),
      make_number(env, stat->stx_nlink),
      make_number(env, (double)stat->stx_size),
      make_number(env, (double)stat->stx_blocks),
      make_unsigned(env, stat->stx_ino),
      make_unsigned(env, (uint64_t)stat->stx_dev_major << 32 | stat->stx_dev_minor),
      make_number(env, stat->stx_rdev_major),
      make_number(env, stat->stx_rdev_minor),
      make_nanoseconds(env, stat->stx_mtime.tv_sec, stat->stx_mtime.tv_nsec),
      make_nanoseconds(env, stat->stx_ctime.tv_sec, stat->stx_ctime.tv_nsec),
      make_number(env, (uint32_t)stat->stx_attributes),
  };
  napi_value result = NULL;
  napi_call_function(env, maker->receiver, maker->function, sizeof fields / sizeof fields[0], fields, &result);
  return result;
}

int read_stat(int dirfd, const char *name, struct statx *stat) {
  int flags = AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | (name[0] == '\0' ? AT_EMPTY_PATH : 0);
  return (int)RETRY(statx(dirfd, name, flags, STATX_BASIC_STATS, stat));
}

/* With `may_lack`, undefined stands for a name that is not there. */
static napi_value stat_name(napi_env env, napi_callback_info info, bool may_lack) {
  struct call call = open_call(env, info, "statx");
  struct text name;
  int dirfd = read_fd(&call, take(&call), "dirfd");
  read_text(&call, take(&call), "name", &name);
  if (call.failed) return NULL;
  struct statx stat;
  if (read_stat(dirfd, name.bytes, &stat) < 0) {
    return may_lack && errno == ENOENT ? NULL : throw_errno(&call, name.bytes);
  }
  const struct stat_maker maker = get_stat_maker(env);
  return make_stat(&maker, &stat);
}

napi_value call_stat(napi_env env, napi_callback_info info) {
  return stat_name(env, info, false);
}

napi_value call_find_stat(napi_env env, napi_callback_info info) {
  return stat_name(env, info, true);
}
