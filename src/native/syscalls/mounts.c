/* The mount API: file systems made and attached by descriptor. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "values.h"
#include "wrappers.h"

napi_value call_open_tree(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "open_tree");
  struct text path;
  int dirfd = read_fd(&call, take(&call), "dirfd");
  read_text(&call, take(&call), "path", &path);
  uint32_t flags = read_uint(&call, take(&call), "flags");
  if (call.failed) return NULL;
  int fd = open_tree(dirfd, path.bytes, flags | OPEN_TREE_CLOEXEC);
  return fd < 0 ? throw_errno(&call, path.bytes) : make_number(env, fd);
}

napi_value call_move_mount(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "move_mount");
  int mount_fd = read_fd(&call, take(&call), "mount");
  int place = read_fd(&call, take(&call), "place");
  if (call.failed) return NULL;
  unsigned flags = MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH;
  return move_mount(mount_fd, "", place, "", flags) < 0 ? throw_errno(&call, NULL) : NULL;
}

napi_value call_fsopen(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "fsopen");
  struct text type;
  read_text(&call, take(&call), "type", &type);
  if (call.failed) return NULL;
  int fd = fsopen(type.bytes, FSOPEN_CLOEXEC);
  return fd < 0 ? throw_errno(&call, type.bytes) : make_number(env, fd);
}

/* A flag without a value, text with a string, a descriptor with a number. */
napi_value call_fsconfig(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "fsconfig");
  struct text key;
  struct text text = {.bytes = ""};
  int context = read_fd(&call, take(&call), "context");
  read_text(&call, take(&call), "key", &key);
  napi_value value = take(&call);
  napi_valuetype type = napi_undefined;
  if (value != NULL) napi_typeof(env, value, &type);
  int auxiliary = type == napi_number ? read_fd(&call, value, "value") : 0;
  if (type == napi_string) read_text(&call, value, "value", &text);
  if (call.failed) return NULL;
  int result = type == napi_number   ? fsconfig(context, FSCONFIG_SET_FD, key.bytes, NULL, auxiliary)
               : type == napi_string ? fsconfig(context, FSCONFIG_SET_STRING, key.bytes, text.bytes, 0)
                                     : fsconfig(context, FSCONFIG_SET_FLAG, key.bytes, NULL, 0);
  return result < 0 ? throw_errno(&call, key.bytes) : NULL;
}

napi_value call_fsmount(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "fsmount");
  int context = read_fd(&call, take(&call), "context");
  uint32_t attributes = read_uint(&call, take(&call), "attributes");
  if (call.failed) return NULL;
  if (fsconfig(context, FSCONFIG_CMD_CREATE, NULL, NULL, 0) < 0) return throw_errno(&call, "create");
  int fd = fsmount(context, FSMOUNT_CLOEXEC, attributes);
  return fd < 0 ? throw_errno(&call, NULL) : make_number(env, fd);
}

napi_value call_set_mount_attributes(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "mount_setattr");
  int fd = read_fd(&call, take(&call), "fd");
  napi_value change = take(&call);
  struct mount_attr attributes = {
      .attr_set = read_uint_or(&call, field(&call, change, "set"), "change.set", 0),
      .propagation = read_uint_or(&call, field(&call, change, "propagation"), "change.propagation", 0),
  };
  if (call.failed) return NULL;
  int result = mount_setattr(fd, "", AT_EMPTY_PATH | AT_RECURSIVE, &attributes, sizeof attributes);
  return result < 0 ? throw_errno(&call, NULL) : NULL;
}

napi_value call_umount(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "umount2");
  struct text path;
  read_text(&call, take(&call), "path", &path);
  uint32_t flags = read_uint(&call, take(&call), "flags");
  if (call.failed) return NULL;
  return umount2(path.bytes, (int)flags) < 0 ? throw_errno(&call, path.bytes) : NULL;
}

/* Of the mount by which the file was opened: it stays that file's as long as it is open. */
napi_value call_mount_of(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "statx");
  int fd = read_fd(&call, take(&call), "fd");
  if (call.failed) return NULL;
  struct statx status;
  int result = statx(fd, "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC, STATX_MNT_ID, &status);
  return result < 0 ? throw_errno(&call, NULL) : make_number(env, (double)status.stx_mnt_id);
}

/* The same of many descriptors, in their order; -1 for one that is not open. */
napi_value call_mounts_of(napi_env env, napi_callback_info info) {
  enum { FDS_MAX = 1024 };
  struct call call = open_call(env, info, "statx");
  int fds[FDS_MAX];
  size_t count = read_fds(&call, take(&call), "fds", fds, FDS_MAX);
  napi_value mounts = NULL;
  if (call.failed || napi_create_array_with_length(env, count, &mounts) != napi_ok) return NULL;
  for (uint32_t at = 0; at < count; at += 1) {
    struct statx status;
    int result = statx(fds[at], "", AT_EMPTY_PATH | AT_STATX_DONT_SYNC, STATX_MNT_ID, &status);
    double mount = result < 0 ? -1 : (double)status.stx_mnt_id;
    if (napi_set_element(env, mounts, at, make_number(env, mount)) != napi_ok) return NULL;
  }
  return mounts;
}
