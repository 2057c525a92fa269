/* Calls that copy or share a file's content without reading it, and find its holes. */
#include <errno.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cleanup.h"
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

static napi_value make_dedupe_result(struct call *call, const struct file_dedupe_range_info *info) {
  if (info->status == FILE_DEDUPE_RANGE_SAME) return make_number(call->env, (double)info->bytes_deduped);
  if (info->status == FILE_DEDUPE_RANGE_DIFFERS) return make_number(call->env, 0);
  errno = -info->status;
  return throw_errno(call, "FIDEDUPERANGE");
}

napi_value call_dedupe_range(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "ioctl");
  int from = read_fd(&call, take(&call), "from");
  int to = read_fd(&call, take(&call), "to");
  napi_value range = take(&call);
  int64_t offset = read_offset(&call, field(&call, range, "offset"), "range.offset");
  int64_t length = read_offset(&call, field(&call, range, "length"), "range.length");
  if (call.failed) return NULL;
  FREES struct file_dedupe_range *request = calloc(1, sizeof *request + sizeof request->info[0]);
  if (request == NULL) return throw_errno(&call, NULL);
  *request = (struct file_dedupe_range){
      .src_offset = (uint64_t)offset, .src_length = (uint64_t)length, .dest_count = 1};
  request->info[0] = (struct file_dedupe_range_info){.dest_fd = to, .dest_offset = (uint64_t)offset};
  if (RETRY(ioctl(from, FIDEDUPERANGE, request)) < 0) return throw_errno(&call, "FIDEDUPERANGE");
  return make_dedupe_result(&call, &request->info[0]);
}

enum { EXTENTS_AT_ONCE = 256 };

/* Appends [physical, length] of each shared extent; where the next call begins, 0 after the last extent. */
static uint64_t add_shared(napi_env env, napi_value array, const struct fiemap *map, uint32_t *count) {
  uint64_t next = 0;
  for (uint32_t at = 0; at < map->fm_mapped_extents; at += 1) {
    const struct fiemap_extent *extent = &map->fm_extents[at];
    next = (extent->fe_flags & FIEMAP_EXTENT_LAST) ? 0 : extent->fe_logical + extent->fe_length;
    if (!(extent->fe_flags & FIEMAP_EXTENT_SHARED)) continue;
    napi_value pair =
        make_pair(env, make_number(env, (double)extent->fe_physical), make_number(env, (double)extent->fe_length));
    napi_set_element(env, array, (*count)++, pair);
  }
  return next;
}

napi_value call_shared_extents(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "ioctl");
  int fd = read_fd(&call, take(&call), "fd");
  if (call.failed) return NULL;
  FREES struct fiemap *map = calloc(1, sizeof *map + EXTENTS_AT_ONCE * sizeof map->fm_extents[0]);
  if (map == NULL) return throw_errno(&call, NULL);
  napi_value array = NULL;
  napi_create_array(env, &array);
  uint32_t count = 0;
  uint64_t start = 0;
  do {
    *map = (struct fiemap){
        .fm_start = start, .fm_length = FIEMAP_MAX_OFFSET - start, .fm_extent_count = EXTENTS_AT_ONCE};
    if (RETRY(ioctl(fd, FS_IOC_FIEMAP, map)) < 0) return throw_errno(&call, "FS_IOC_FIEMAP");
    start = add_shared(env, array, map, &count);
  } while (start != 0);
  return array;
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
