#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "values.h"

#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 32)

static const char *find_name(int error) {
  return strerrorname_np(error);
}

const char *describe_errno(int error) {
  const char *text = strerrordesc_np(error);
  return text == NULL ? "Unknown error" : text;
}

#else

/* What file and socket calls can report. EOPNOTSUPP is also ENOTSUP, and EAGAIN is EWOULDBLOCK. */
static const char *const ERRNO_NAMES[] = {
    [E2BIG] = "E2BIG",
    [EACCES] = "EACCES",
    [EADDRINUSE] = "EADDRINUSE",
    [EAGAIN] = "EAGAIN",
    [EALREADY] = "EALREADY",
    [EBADF] = "EBADF",
    [EBADMSG] = "EBADMSG",
    [EBUSY] = "EBUSY",
    [ECANCELED] = "ECANCELED",
    [ECHILD] = "ECHILD",
    [ECONNABORTED] = "ECONNABORTED",
    [ECONNREFUSED] = "ECONNREFUSED",
    [ECONNRESET] = "ECONNRESET",
    [EDEADLK] = "EDEADLK",
    [EDOM] = "EDOM",
    [EDQUOT] = "EDQUOT",
    [EEXIST] = "EEXIST",
    [EFAULT] = "EFAULT",
    [EFBIG] = "EFBIG",
    [EHWPOISON] = "EHWPOISON",
    [EILSEQ] = "EILSEQ",
    [EINPROGRESS] = "EINPROGRESS",
    [EINTR] = "EINTR",
    [EINVAL] = "EINVAL",
    [EIO] = "EIO",
    [EISCONN] = "EISCONN",
    [EISDIR] = "EISDIR",
    [EKEYEXPIRED] = "EKEYEXPIRED",
    [EKEYREJECTED] = "EKEYREJECTED",
    [EKEYREVOKED] = "EKEYREVOKED",
    [ELOOP] = "ELOOP",
    [EMEDIUMTYPE] = "EMEDIUMTYPE",
    [EMFILE] = "EMFILE",
    [EMLINK] = "EMLINK",
    [EMSGSIZE] = "EMSGSIZE",
    [EMULTIHOP] = "EMULTIHOP",
    [ENAMETOOLONG] = "ENAMETOOLONG",
    [ENFILE] = "ENFILE",
    [ENOBUFS] = "ENOBUFS",
    [ENODATA] = "ENODATA",
    [ENODEV] = "ENODEV",
    [ENOENT] = "ENOENT",
    [ENOEXEC] = "ENOEXEC",
    [ENOKEY] = "ENOKEY",
    [ENOLCK] = "ENOLCK",
    [ENOLINK] = "ENOLINK",
    [ENOMEDIUM] = "ENOMEDIUM",
    [ENOMEM] = "ENOMEM",
    [ENOPKG] = "ENOPKG",
    [ENOPROTOOPT] = "ENOPROTOOPT",
    [ENOSPC] = "ENOSPC",
    [ENOSYS] = "ENOSYS",
    [ENOTBLK] = "ENOTBLK",
    [ENOTCONN] = "ENOTCONN",
    [ENOTDIR] = "ENOTDIR",
    [ENOTEMPTY] = "ENOTEMPTY",
    [ENOTSOCK] = "ENOTSOCK",
    [ENOTTY] = "ENOTTY",
    [ENOTUNIQ] = "ENOTUNIQ",
    [ENXIO] = "ENXIO",
    [EOPNOTSUPP] = "EOPNOTSUPP",
    [EOVERFLOW] = "EOVERFLOW",
    [EPERM] = "EPERM",
    [EPIPE] = "EPIPE",
    [EPROTO] = "EPROTO",
    [EPROTONOSUPPORT] = "EPROTONOSUPPORT",
    [ERANGE] = "ERANGE",
    [EREMOTE] = "EREMOTE",
    [EREMOTEIO] = "EREMOTEIO",
    [EROFS] = "EROFS",
    [ESHUTDOWN] = "ESHUTDOWN",
    [ESPIPE] = "ESPIPE",
    [ESRCH] = "ESRCH",
    [ESTALE] = "ESTALE",
    [ETIMEDOUT] = "ETIMEDOUT",
    [ETOOMANYREFS] = "ETOOMANYREFS",
    [ETXTBSY] = "ETXTBSY",
    [EUCLEAN] = "EUCLEAN",
    [EUSERS] = "EUSERS",
    [EXDEV] = "EXDEV",
};

static const char *find_name(int error) {
  bool is_known = error >= 0 && (size_t)error < sizeof ERRNO_NAMES / sizeof ERRNO_NAMES[0];
  return is_known ? ERRNO_NAMES[error] : NULL;
}

const char *describe_errno(int error) {
  return strerror(error);
}

#endif

void write_errno_name(int error, char *name, size_t size) {
  const char *known = find_name(error);
  if (known == NULL) {
    snprintf(name, size, "E%d", error);
  } else {
    snprintf(name, size, "%s", known);
  }
}
