/*
 * What a job may try, one try per run; "ok", or the errno's name:
 *
 *   trace PID...         attaches to each and reads its memory: "PID ATTACH READ" for those that are there
 *   memfd PROGRAM ARG... runs a copy of PROGRAM that has no file
 *   mlock KIB            locks that much memory
 *   ipc                  leaves memory, a semaphore and queues of System V and POSIX
 *   swap A B MS          exchanges two names again and again, for that long
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/ptrace.h>
#include <sys/sem.h>
#include <sys/sendfile.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static const char *said(long result) { return result < 0 ? strerrorname_np(errno) : "ok"; }

static int trace_all(char **pids) {
  for (; *pids; pids++) {
    pid_t pid = atoi(*pids);
    char byte;
    if (pid == getpid()) continue;
    const char *attach = said(ptrace(PTRACE_SEIZE, pid, NULL, NULL));
    struct iovec own = {&byte, 1}, other = {(void *)(uintptr_t)0x400000, 1};
    const char *reading = said(process_vm_readv(pid, &own, 1, &other, 1, 0));
    if (strcmp(attach, "ESRCH") != 0 || strcmp(reading, "ESRCH") != 0) printf("%d %s %s\n", pid, attach, reading);
  }
  return 0;
}

static int run_unnamed(char **words) {
  int source = open(words[0], O_RDONLY | O_CLOEXEC), copy = memfd_create("x", MFD_CLOEXEC);
  struct stat status;
  if (source < 0 || copy < 0 || fstat(source, &status) < 0) return 1;
  if (sendfile(copy, source, NULL, (size_t)status.st_size) != status.st_size) return 1;
  fexecve(copy, words, environ);
  puts(strerrorname_np(errno));
  return 1;
}

static int lock_memory(size_t bytes) {
  void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  puts(said(mlock(memory, bytes)));
  return 0;
}

static int leave_ipc(void) {
  int memory = shmget(0x1a70, 1 << 20, IPC_CREAT | 0600);
  printf("%s %s %s ", said(memory), said(semget(0x1a70, 1, IPC_CREAT | 0600)), said(msgget(0x1a70, IPC_CREAT | 0600)));
  printf("%s\n", said(mq_open("/layover-left", O_RDWR | O_CREAT | O_EXCL, 0600, NULL)));
  return memory >= 0 && shmat(memory, NULL, 0) == (void *)-1;
}

static long now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int swap(const char *one, const char *other, long ms) {
  for (long end = now_ms() + ms; now_ms() < end;)
    if (renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE) < 0) return 1;
  return 0;
}

int main(int count, char **words) {
  const char *what = count > 1 ? words[1] : "";
  if (strcmp(what, "trace") == 0) return trace_all(words + 2);
  if (strcmp(what, "memfd") == 0 && count > 2) return run_unnamed(words + 2);
  if (strcmp(what, "mlock") == 0 && count > 2) return lock_memory((size_t)atol(words[2]) << 10);
  if (strcmp(what, "ipc") == 0) return leave_ipc();
  if (strcmp(what, "swap") == 0 && count > 4) return swap(words[2], words[3], atol(words[4]));
  return 2;
}
