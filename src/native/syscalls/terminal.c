#include <errno.h>
#include <sys/ioctl.h>

#include "values.h"
#include "wrappers.h"

napi_value call_get_window_size(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "ioctl");
  int fd = read_fd(&call, take(&call), "fd");
  if (call.failed) return NULL;
  struct winsize size;
  if (RETRY(ioctl(fd, TIOCGWINSZ, &size)) < 0) return throw_errno(&call, "TIOCGWINSZ");
  napi_value result = NULL;
  napi_create_object(env, &result);
  set_number(env, result, "columns", size.ws_col);
  set_number(env, result, "rows", size.ws_row);
  return result;
}

static unsigned short read_cells(struct call *call, napi_value value, const char *label) {
  uint32_t cells = read_uint(call, value, label);
  if (!call->failed && cells > UINT16_MAX) throw_wrong(call, value, label, "an integer from 0 to 65535");
  return (unsigned short)cells;
}

napi_value call_set_window_size(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "ioctl");
  int fd = read_fd(&call, take(&call), "fd");
  napi_value value = take(&call);
  struct winsize size = {
      .ws_col = read_cells(&call, field(&call, value, "columns"), "size.columns"),
      .ws_row = read_cells(&call, field(&call, value, "rows"), "size.rows"),
  };
  if (call.failed) return NULL;
  return RETRY(ioctl(fd, TIOCSWINSZ, &size)) < 0 ? throw_errno(&call, "TIOCSWINSZ") : NULL;
}
