/*
 * A known load, for what is said of a job's use:
 *
 *   burn MS            user time of this process
 *   kernel MS          system time of this process
 *   touch MIB          memory, every page written
 *   crowd COUNT        that many processes at once, this one among them, for 200 ms
 *   write PATH MIB     a new file, synced
 *   read PATH          the same file past the page cache
 *   share COUNT MIB    that many processes, each with as much memory, until all have it
 *   handles [MS]       opens as many as it may, says how many and why no more, and waits (500 ms)
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define MIB ((size_t)1 << 20)

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static long spent_ms(int in_kernel)
{
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	const struct timeval *time = in_kernel ? &usage.ru_stime : &usage.ru_utime;
	return time->tv_sec * 1000 + time->tv_usec / 1000;
}

static void burn(long ms)
{
	volatile unsigned long sum = 0;
	while (spent_ms(0) < ms)
		for (int i = 0; i < 2000000; i++)
			sum += (unsigned long)i;
}

static void burn_kernel(long ms)
{
	static char bytes[1 << 20];
	int zero = open("/dev/zero", O_RDONLY);
	while (spent_ms(1) < ms)
		if (read(zero, bytes, sizeof(bytes)) < 0)
			die("read");
}

static void touch(size_t mib)
{
	if (mib == 0)
		return;
	char *bytes = mmap(NULL, mib * MIB, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (bytes == MAP_FAILED)
		die("mmap");
	for (size_t at = 0; at < mib * MIB; at += 4096)
		bytes[at] = 1;
}

static void crowd(int count, size_t mib, unsigned int wait_ms)
{
	for (int i = 1; i < count; i++) {
		pid_t child = fork();
		if (child < 0)
			die("fork");
		if (child > 0)
			continue;
		touch(mib);
		usleep(wait_ms * 1000);
		_exit(0);
	}
	touch(mib);
	while (wait(NULL) > 0)
		;
}

static void write_file(const char *path, size_t mib)
{
	char *bytes = malloc(MIB);
	int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	if (file < 0 || bytes == NULL)
		die(path);
	memset(bytes, 'x', MIB);
	for (size_t i = 0; i < mib; i++)
		if (write(file, bytes, MIB) != (ssize_t)MIB)
			die("write");
	if (fsync(file) < 0)
		die("fsync");
}

static void read_direct(const char *path)
{
	void *bytes = NULL;
	int file = open(path, O_RDONLY | O_DIRECT);
	if (file < 0 || posix_memalign(&bytes, 4096, MIB) != 0)
		die(path);
	ssize_t got;
	while ((got = read(file, bytes, MIB)) > 0)
		;
	if (got < 0)
		die("read");
}

static void open_all(long wait_ms)
{
	int count = 0;
	while (open("/dev/null", O_RDONLY) >= 0)
		count++;
	printf("%d %s\n", count, strerrorname_np(errno));
	fflush(stdout);
	usleep((useconds_t)wait_ms * 1000);
}

int main(int count, char **words)
{
	const char *what = count > 1 ? words[1] : "";
	long number = count > 2 ? atol(words[2]) : 0;
	if (strcmp(what, "burn") == 0)
		burn(number);
	else if (strcmp(what, "kernel") == 0)
		burn_kernel(number);
	else if (strcmp(what, "touch") == 0)
		touch((size_t)number);
	else if (strcmp(what, "crowd") == 0)
		crowd((int)number, 0, 200);
	else if (strcmp(what, "write") == 0)
		write_file(words[2], (size_t)atol(words[3]));
	else if (strcmp(what, "read") == 0)
		read_direct(words[2]);
	else if (strcmp(what, "share") == 0)
		crowd((int)number, (size_t)atol(words[3]), 2000);
	else if (strcmp(what, "handles") == 0)
		open_all(number > 0 ? number : 500);
	else
		return 2;
	return 0;
}
