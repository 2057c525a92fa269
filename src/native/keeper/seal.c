/*
 * A job may hand a descriptor of its view to a process outside, over a socket in a directory that it was given. Such a
 * descriptor outlives the job: what it leads to could be changed after it was read. So the mounts of such a job are
 * kept until it has ended, and closed for writing, for whoever still holds something in them. What is open for writing
 * by then does not change by that; it is found by its lease (src/tree/find-writers.ts).
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <sched.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "jobs.h"

/* Of a process that was just made: none of its own setup closes it to us yet. -1 where nothing is to be closed. */
int keep_mounts(const struct job_spec *spec, pid_t pid)
{
	char path[64];
	for (size_t i = 0; i < spec->mount_count; i++) {
		if (spec->mounts[i].kind != MOUNT_BIND)
			continue;
		snprintf(path, sizeof(path), "/proc/%d/ns/mnt", pid);
		return open(path, O_RDONLY | O_CLOEXEC);
	}
	return -1;
}

/* As proc_pid_mountinfo(5) writes it: blanks and the like as octal numbers. */
static void unescape(char *text)
{
	char *to = text;
	for (const char *from = text; *from; to++) {
		unsigned value;
		if (*from == '\\' && sscanf(from + 1, "%3o", &value) == 1) {
			*to = (char)value;
			from += 4;
		} else
			*to = *from++;
	}
	*to = '\0';
}

/* One after the other, the root first: the kernel refuses it for a mount in which something is open for writing. */
static void close_for_writing(FILE *mounts)
{
	struct mount_attr closed = { .attr_set = MOUNT_ATTR_RDONLY };
	CLEANUP_FREE char *line = NULL;
	size_t size = 0;
	while (getline(&line, &size, mounts) > 0) {
		CLEANUP_FREE char *point = NULL;
		if (sscanf(line, "%*s %*s %*s %*s %ms", &point) != 1)
			continue;
		unescape(point);
		mount_setattr(AT_FDCWD, point, AT_SYMLINK_NOFOLLOW, &closed, sizeof(closed));
	}
}

/* We have one thread, so we may go there and come back; a keeper that cannot come back is of no use to anybody. */
void seal_mounts(int *mounts)
{
	CLEANUP_FD int own = *mounts < 0 ? -1 : open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC);
	CLEANUP_FD int proc = own < 0 ? -1 : open("/proc/self", O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (proc >= 0 && setns(*mounts, CLONE_NEWNS) == 0) {
		int table = openat(proc, "mountinfo", O_RDONLY | O_CLOEXEC);
		FILE *lines = table < 0 ? NULL : fdopen(table, "r");
		if (lines) {
			close_for_writing(lines);
			fclose(lines);
		} else
			close_at_end(&table);
		if (setns(own, CLONE_NEWNS) < 0 || chdir("/") < 0)
			_exit(1);
	}
	close_at_end(mounts);
}
