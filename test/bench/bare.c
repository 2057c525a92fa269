/*
 * What a launch costs at the least: the system calls of one job, in the order the keeper makes them, without the
 * keeper. One sample for each line on standard input; its nanoseconds, from making the upper to reaping the
 * command, go to standard output. Removing the upper is not counted.
 *
 *   bare ROOTFS STATE        ROOTFS has bin/true; STATE is an empty directory
 */
#include <fcntl.h>
#include <linux/sched.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bare.h"

#define NAMESPACES (CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP)

static void write_text(const char *path, const char *text)
{
	int fd = check(open(path, O_WRONLY | O_CLOEXEC), path);
	check((int)write(fd, text, strlen(text)), path);
	close(fd);
}

static int make_userns(void)
{
	char path[64], map[64];
	struct clone_args arguments = { .flags = CLONE_NEWUSER, .exit_signal = SIGCHLD };
	pid_t pid = (pid_t)check((int)syscall(SYS_clone3, &arguments, sizeof(arguments)), "user namespace");
	if (pid == 0)
		for (;;)
			pause();
	snprintf(map, sizeof(map), "0 %u 65536", FIRST_ID);
	snprintf(path, sizeof(path), "/proc/%d/uid_map", pid);
	write_text(path, map);
	snprintf(path, sizeof(path), "/proc/%d/gid_map", pid);
	write_text(path, map);
	snprintf(path, sizeof(path), "/proc/%d/ns/user", pid);
	int fd = check(open(path, O_RDONLY | O_CLOEXEC), path);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	return fd;
}

static void enter_root(int root)
{
	check(fchdir(root), "root");
	check((int)syscall(SYS_pivot_root, ".", "."), "pivot_root");
	check(umount2(".", MNT_DETACH), "old root");
	check(chdir("/"), "/");
	close(root);
}

static void raise_loopback(void)
{
	struct ifreq request = { .ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING };
	int handle = check(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket");
	check(ioctl(handle, SIOCSIFFLAGS, &request), "loopback");
	close(handle);
}

static _Noreturn void run_job(const struct options *options)
{
	char *const words[] = { "/bin/true", NULL };
	char *const no_environment[] = { NULL };
	check(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL), "private mounts");
	enter_root(mount_view(options));
	raise_loopback();
	check(setns(options->userns, CLONE_NEWUSER), "user namespace");
	check(setresgid(0, 0, 0), "setresgid");
	check(setresuid(0, 0, 0), "setresuid");
	execve(words[0], words, no_environment);
	_exit(check(-1, words[0]));
}

static uint64_t now_ns(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static void make_directories(const char *job)
{
	check(mkdir(job, 0700), job);
	int fd = check(open(job, O_RDONLY | O_DIRECTORY | O_CLOEXEC), job);
	check(mkdirat(fd, "upper", 0755), "upper");
	check(mkdirat(fd, "work", 0700), "work");
	close(fd);
}

/* The kernel's own marker of a volatile overlay lies in the work directory. */
static void remove_directories(const char *job)
{
	static const char *const folders[] = { "upper", "work/work/incompat/volatile", "work/work/incompat", "work/work", "work" };
	int fd = check(open(job, O_RDONLY | O_DIRECTORY | O_CLOEXEC), job);
	check(unlinkat(fd, "work/work/incompat/volatile/dirty", 0), "dirty");
	for (size_t i = 0; i < COUNT(folders); i++)
		check(unlinkat(fd, folders[i], AT_REMOVEDIR), folders[i]);
	close(fd);
	check(rmdir(job), job);
}

static uint64_t take_sample(const struct options *options)
{
	int status, pidfd;
	struct clone_args arguments = {
		.flags = CLONE_PIDFD | NAMESPACES, .pidfd = (uint64_t)(uintptr_t)&pidfd, .exit_signal = SIGCHLD
	};
	uint64_t started = now_ns();
	make_directories(options->job);
	pid_t pid = (pid_t)check((int)syscall(SYS_clone3, &arguments, sizeof(arguments)), "clone3");
	if (pid == 0)
		run_job(options);
	check(waitpid(pid, &status, 0), "waitpid");
	uint64_t ended = now_ns();
	close(pidfd);
	if (status != 0)
		exit(1);
	remove_directories(options->job);
	return ended - started;
}

int main(int count, char **words)
{
	char attach_point[4096], job[4096];
	int byte;
	if (count != 3)
		return 2;
	snprintf(attach_point, sizeof(attach_point), "%s/attach", words[2]);
	snprintf(job, sizeof(job), "%s/job", words[2]);
	umask(0);
	check(mkdir(attach_point, 0700), attach_point);
	struct options options = {
		.rootfs = words[1], .attach = attach_point, .job = job, .userns = make_userns()
	};
	while ((byte = getchar()) != EOF)
		if (byte == '\n') {
			printf("%llu\n", (unsigned long long)take_sample(&options));
			fflush(stdout);
		}
	return 0;
}
