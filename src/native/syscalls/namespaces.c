/* What a thread does to itself: namespaces, a root and a working directory of its own. */
#include <errno.h>
#include <net/if.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cleanup.h"
#include "values.h"
#include "wrappers.h"

napi_value call_unshare(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "unshare");
  uint32_t flags = read_uint(&call, take(&call), "flags");
  if (call.failed) return NULL;
  return unshare((int)flags) < 0 ? throw_errno(&call, NULL) : NULL;
}

napi_value call_chroot(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "chroot");
  struct text path;
  read_text(&call, take(&call), "path", &path);
  if (call.failed) return NULL;
  return chroot(path.bytes) < 0 ? throw_errno(&call, path.bytes) : NULL;
}

napi_value call_chdir(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "chdir");
  struct text path;
  read_text(&call, take(&call), "path", &path);
  if (call.failed) return NULL;
  return RETRY(chdir(path.bytes)) < 0 ? throw_errno(&call, path.bytes) : NULL;
}

napi_value call_fchdir(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "fchdir");
  int fd = read_fd(&call, take(&call), "fd");
  if (call.failed) return NULL;
  return RETRY(fchdir(fd)) < 0 ? throw_errno(&call, NULL) : NULL;
}

/* Of the network namespace that the calling thread is in. */
napi_value call_raise_loopback(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "ioctl");
  if (call.failed) return NULL;
  struct ifreq request = {.ifr_flags = IFF_UP | IFF_RUNNING};
  strcpy(request.ifr_name, "lo");
  CLOSES int handle = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (handle < 0) return throw_errno(&call, "socket");
  return ioctl(handle, SIOCSIFFLAGS, &request) < 0 ? throw_errno(&call, "lo") : NULL;
}

napi_value call_set_subreaper(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "prctl");
  if (call.failed) return NULL;
  return prctl(PR_SET_CHILD_SUBREAPER, 1) < 0 ? throw_errno(&call, "PR_SET_CHILD_SUBREAPER") : NULL;
}

/* Whether that child has ended, and is gone now. */
napi_value call_reap(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "waitpid");
  int pid = read_fd(&call, take(&call), "pid");
  if (call.failed) return NULL;
  long reaped = RETRY(waitpid(pid, NULL, WNOHANG));
  return reaped < 0 ? throw_errno(&call, NULL) : make_boolean(env, reaped == pid);
}

/* Whether this process has any child, running or ended. */
napi_value call_has_children(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "waitid");
  siginfo_t ended;
  if (call.failed) return NULL;
  int result = waitid(P_ALL, 0, &ended, WEXITED | WNOHANG | WNOWAIT);
  return result < 0 && errno != ECHILD ? throw_errno(&call, NULL) : make_boolean(env, result == 0);
}
