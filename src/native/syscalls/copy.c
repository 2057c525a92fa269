/* Calls that copy a file's content without reading it, and find its holes. */
#include <errno.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "values.h"
#include "wrappers.h"

napi_value call_clone_file(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "ioctl");
  int from = read_fd(&call, take(&call), "from");
  int to = read_fd(&call, take(&call), "to");
  if (call.failed) return NULL;
  return RETRY(ioctl(to, FICLONE, from)) < 0 ? throw_errno(&call, "FICLONE") : NULL;
}

napi_value call_copy_range(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "copy_file_range");
  int from = read_fd(&call, take(&call), "from");
  int to = read_fd(&call, take(&call), "to");
  napi_value range = take(&call);
  off_t offset_from = read_offset(&call, field(&call, range, "offset"), "range.offset");
  size_t length = (size_t)read_offset(&call, field(&call, range, "length"), "range.length");
  if (call.failed) return NULL;
  off_t offset_to = offset_from;
  long copied = RETRY(copy_file_range(from, &offset_from, to, &offset_to, length, 0));
  return copied < 0 ? throw_errno(&call, NULL) : make_number(env, (double)copied);
}

static off_t seek(struct call *call, int whence) {
  int fd = read_fd(call, take(call), "fd");
  off_t offset = read_offset(call, take(call), "offset");
  return call->failed ? -1 : (off_t)RETRY(lseek(fd, offset, whence));
}

napi_value call_seek_data(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "lseek");
  off_t found = seek(&call, SEEK_DATA);
  if (call.failed) return NULL;
  if (found >= 0) return make_number(env, (double)found);
  return errno == ENXIO ? NULL : throw_errno(&call, "SEEK_DATA");
}

napi_value call_seek_hole(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "lseek");
  off_t found = seek(&call, SEEK_HOLE);
  if (call.failed) return NULL;
  return found < 0 ? throw_errno(&call, "SEEK_HOLE") : make_number(env, (double)found);
}
