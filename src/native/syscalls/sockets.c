/* Pairs of descriptors, and descriptors sent over them. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "values.h"
#include "wrappers.h"

enum {
  PATIENCE_MS = 10000,
  MAX_DESCRIPTORS = 253, /* SCM_MAX_FD of the kernel */
};

/* Big enough, and aligned, for the control message that carries descriptors. */
union control {
  struct cmsghdr header;
  char bytes[CMSG_SPACE(MAX_DESCRIPTORS * sizeof(int))];
};

static napi_value make_fd_pair(napi_env env, const int fds[2]) {
  return make_pair(env, make_number(env, fds[0]), make_number(env, fds[1]));
}

napi_value call_socketpair(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "socketpair");
  int fds[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) < 0) return throw_errno(&call, NULL);
  return make_fd_pair(env, fds);
}

napi_value call_pipe(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "pipe2");
  int fds[2];
  if (pipe2(fds, O_CLOEXEC) < 0) return throw_errno(&call, NULL);
  return make_fd_pair(env, fds);
}

static int64_t now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* 0 once the socket may be tried again, or -1 with errno. */
static int wait_for(int socket, short events, int64_t deadline_ms) {
  struct pollfd polled = {.fd = socket, .events = events};
  for (;;) {
    int64_t left = deadline_ms - now_ms();
    int ready = left <= 0 ? 0 : poll(&polled, 1, (int)left);
    if (ready > 0) return 0;
    if (ready < 0 && errno == EINTR) continue;
    if (ready == 0) errno = ETIMEDOUT;
    return -1;
  }
}

static void attach(struct msghdr *message, union control *control, const int *fds, size_t count) {
  memset(control, 0, sizeof *control);
  message->msg_control = control->bytes;
  message->msg_controllen = CMSG_SPACE(count * sizeof(int));
  struct cmsghdr *header = CMSG_FIRSTHDR(message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(count * sizeof(int));
  memcpy(CMSG_DATA(header), fds, count * sizeof(int));
}

/* Never blocks in the send itself, so that the deadline holds on a blocking socket too. */
static int send_all(int socket, struct msghdr *message) {
  int64_t deadline_ms = now_ms() + PATIENCE_MS;
  while (message->msg_iov->iov_len > 0) {
    long sent = RETRY(sendmsg(socket, message, MSG_NOSIGNAL | MSG_DONTWAIT));
    if (sent >= 0) {
      message->msg_iov->iov_base = (char *)message->msg_iov->iov_base + sent;
      message->msg_iov->iov_len -= (size_t)sent;
      message->msg_controllen = 0; /* sent with the first byte */
    } else if (errno != EAGAIN || wait_for(socket, POLLOUT, deadline_ms) < 0) {
      return -1;
    }
  }
  return 0;
}

napi_value call_send_with_descriptors(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "sendmsg");
  int socket = read_fd(&call, take(&call), "socket");
  napi_value bytes_value = take(&call);
  int fds[MAX_DESCRIPTORS];
  size_t count = read_fds(&call, take(&call), "fds", fds, MAX_DESCRIPTORS);
  struct bytes bytes = read_bytes(&call, bytes_value, "bytes");
  if (!call.failed && bytes.length == 0) throw_wrong(&call, bytes_value, "bytes", "at least one byte");
  if (call.failed) return NULL;
  struct iovec part = {.iov_base = (void *)(uintptr_t)bytes.data, .iov_len = bytes.length};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
  union control control;
  if (count > 0) attach(&message, &control, fds, count);
  return send_all(socket, &message) < 0 ? throw_errno(&call, NULL) : NULL;
}

/* The only descriptor in the message, or -1 with errno and all of them closed. */
static int only_descriptor(struct msghdr *message) {
  int fds[MAX_DESCRIPTORS];
  size_t count = 0;
  const struct cmsghdr *header = CMSG_FIRSTHDR(message);
  if (header != NULL && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS) {
    count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    memcpy(fds, CMSG_DATA(header), count * sizeof(int));
  }
  if (count == 1 && (message->msg_flags & MSG_CTRUNC) == 0) return fds[0];
  for (size_t at = 0; at < count; at += 1) close(fds[at]);
  errno = EBADMSG;
  return -1;
}

static int receive_one(int socket) {
  int64_t deadline_ms = now_ms() + PATIENCE_MS;
  for (;;) {
    char byte = 0;
    union control control;
    struct iovec part = {.iov_base = &byte, .iov_len = 1};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
    long received = RETRY(recvmsg(socket, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT));
    if (received > 0) return only_descriptor(&message);
    if (received == 0) errno = ECONNRESET; /* the other end is closed */
    if (received == 0 || errno != EAGAIN || wait_for(socket, POLLIN, deadline_ms) < 0) return -1;
  }
}

napi_value call_receive_descriptor(napi_env env, napi_callback_info info) {
  struct call call = open_call(env, info, "recvmsg");
  int socket = read_fd(&call, take(&call), "socket");
  if (call.failed) return NULL;
  int fd = receive_one(socket);
  return fd < 0 ? throw_errno(&call, NULL) : make_number(env, fd);
}
