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

static void close_for_writing(unsigned recursive)
{
	struct mount_attr closed = { .attr_set = MOUNT_ATTR_RDONLY };
	mount_setattr(AT_FDCWD, "/", recursive, &closed, sizeof(closed));
}

/* We have one thread, so we may go there and come back; a keeper that cannot come back is of no use to anybody. */
void seal_mounts(int *mounts)
{
	CLEANUP_FD int own = *mounts < 0 ? -1 : open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC);
	if (own >= 0 && setns(*mounts, CLONE_NEWNS) == 0) {
		close_for_writing(0);
		close_for_writing(AT_RECURSIVE); /* all or none: refused where anything at all is open for writing */
		if (setns(own, CLONE_NEWNS) < 0 || chdir("/") < 0)
			_exit(1);
	}
	close_at_end(mounts);
}
