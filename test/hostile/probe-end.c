/*
 * What a job does so that it outlives itself, and what a process of the host does to help it.
 *
 *   send SOCKET FD           hands a descriptor of its own to whoever listens at SOCKET
 *   send SOCKET PATH MODE    the same with a file opened r or w
 *   receive SOCKET [map]     listens, takes one descriptor, prints "got", and holds it until standard input ends;
 *                            `map`: as a shared mapping for writing alone, the descriptor is closed;
 *                            `change`: then writes to it, or to the file x in it, and says "ok"
 *                            or the errno's name; `change-first`: before it lets the sender go on
 *   give SOCKET PATH         listens, and hands out a descriptor of PATH
 *   take SOCKET NAME         takes it, and opens NAME in it; "ok" or the errno's name
 *   trace                    leaves a process that is stopped under its tracer, and ends
 *   write PATH               opens PATH for writing; "ok" or the errno's name
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static int fail(const char *what) {
  fprintf(stderr, "%s: %s\n", what, strerrorname_np(errno));
  return 1;
}

static struct sockaddr_un address_of(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strncpy(address.sun_path, path, sizeof address.sun_path - 1);
  return address;
}

union control {
  char bytes[CMSG_SPACE(sizeof(int))];
  struct cmsghdr align;
};

static int hand_over(int peer, int fd) {
  union control control = {0};
  struct iovec data = {.iov_base = "x", .iov_len = 1};
  struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control};
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  *header = (struct cmsghdr){.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof fd)};
  memcpy(CMSG_DATA(header), &fd, sizeof fd);
  return sendmsg(peer, &message, 0) == 1 ? 0 : fail("sendmsg");
}

static int connect_to(const char *path) {
  int peer = socket(AF_UNIX, SOCK_STREAM, 0);
  struct sockaddr_un address = address_of(path);
  return connect(peer, (struct sockaddr *)&address, sizeof address) < 0 ? -1 : peer;
}

static int accept_at(const char *path) {
  int listener = socket(AF_UNIX, SOCK_STREAM, 0);
  struct sockaddr_un address = address_of(path);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 1) < 0) return -1;
  puts("ready");
  return accept(listener, NULL, NULL);
}

static int run_send(char **arg) {
  int fd = arg[1][0] == '/' ? open(arg[1], arg[2][0] == 'w' ? O_RDWR | O_CREAT : O_RDONLY, 0644) : atoi(arg[1]);
  int peer = connect_to(arg[0]);
  if (fd < 0 || peer < 0) return fail("open or connect");
  char answer;
  return hand_over(peer, fd) == 0 && read(peer, &answer, 1) == 1 ? 0 : fail("send");
}

static int run_give(char **arg) {
  int fd = open(arg[1], O_RDONLY), peer = accept_at(arg[0]);
  char answer;
  return fd >= 0 && peer >= 0 && hand_over(peer, fd) == 0 && read(peer, &answer, 1) == 0 ? 0 : fail("give");
}

static int take_descriptor(int peer) {
  char byte;
  int fd = -1;
  union control control;
  struct iovec data = {.iov_base = &byte, .iov_len = 1};
  struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control};
  if (recvmsg(peer, &message, 0) != 1 || CMSG_FIRSTHDR(&message) == NULL) return -1;
  memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof fd);
  return fd;
}

static int run_take(char **arg) {
  int fd = take_descriptor(connect_to(arg[0]));
  if (fd < 0) return fail("recvmsg");
  puts(openat(fd, arg[1], O_RDONLY) < 0 ? strerrorname_np(errno) : "ok");
  return 0;
}

/* What was opened for reading, or as a directory, still leads to what can be changed. */
static void change(int fd) {
  char own[32];
  snprintf(own, sizeof own, "/proc/self/fd/%d", fd);
  int other = open(own, O_WRONLY | O_APPEND);
  if (other < 0 && errno == EISDIR) other = openat(fd, "x", O_WRONLY | O_APPEND);
  puts(other >= 0 && write(other, "late", 4) == 4 ? "ok" : strerrorname_np(errno));
  close(other);
}

static int run_receive(char **arg) {
  int peer = accept_at(arg[0]);
  int fd = take_descriptor(peer);
  if (fd < 0) return fail("recvmsg");
  if (arg[1] != NULL && strcmp(arg[1], "map") == 0) {
    if (ftruncate(fd, 4096) < 0 || mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) == MAP_FAILED) return fail("mmap");
    close(fd);
  }
  puts("got");
  if (arg[1] != NULL && strcmp(arg[1], "change-first") == 0) change(fd);
  char byte = 'x';
  if (write(peer, &byte, 1) != 1) return fail("write");
  while (read(0, &byte, 1) > 0) {
  }
  if (arg[1] != NULL && strcmp(arg[1], "change") == 0) change(fd);
  return 0;
}

static int run_trace(char **arg) {
  (void)arg;
  int started[2];
  char byte;
  if (pipe(started) < 0) return fail("pipe");
  if (fork() > 0) return read(started[0], &byte, 1) == 1 ? 0 : fail("read");
  pid_t traced = fork();
  if (traced == 0) {
    ptrace(PTRACE_TRACEME, 0, NULL, NULL);
    raise(SIGSTOP);
    _exit(0);
  }
  int status;
  if (waitpid(traced, &status, 0) != traced || !WIFSTOPPED(status)) _exit(1);
  if (write(started[1], "x", 1) != 1) _exit(1);
  pause();
  _exit(0);
}

static int run_write(char **arg) {
  puts(open(arg[0], O_WRONLY) < 0 ? strerrorname_np(errno) : "ok");
  return 0;
}

int main(int count, char **words) {
  setvbuf(stdout, NULL, _IOLBF, 0);
  const char *command = count > 1 ? words[1] : "";
  if (strcmp(command, "send") == 0 && count > 3) return run_send(words + 2);
  if (strcmp(command, "receive") == 0 && count > 2) return run_receive(words + 2);
  if (strcmp(command, "give") == 0 && count > 3) return run_give(words + 2);
  if (strcmp(command, "take") == 0 && count > 3) return run_take(words + 2);
  if (strcmp(command, "trace") == 0) return run_trace(words + 2);
  if (strcmp(command, "write") == 0 && count == 3) return run_write(words + 2);
  fprintf(stderr, "probe-end: unknown command\n");
  return 2;
}
