/* What a job may have of the machine: its control groups, made by the runner, and its rlimits. */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "keeper.h"

/* Before init has any child, and before it builds anything, so that all the job does is counted. */
int join_cgroups(struct setup *setup)
{
	const struct strings *groups = &setup->spec->cgroups;
	for (size_t i = 0; i < groups->count; i++) {
		set_detail(setup->detail, "%s", groups->items[i]);
		CLEANUP_FD int fd = open(groups->items[i], O_WRONLY | O_CLOEXEC);
		if (fd < 0 || write(fd, "0", 1) != 1)
			return -1;
	}
	return 0;
}

/* Its root is where we are when it is made, hence after joining: the job sees itself at "/". */
int enter_cgroup_namespace(struct setup *setup)
{
	(void)setup;
	return unshare(CLONE_NEWCGROUP);
}

#define JOB_OOM_SCORE 500

/* Where the whole machine runs out of memory, a job is ended before its runner. A score that is higher stays. */
int be_killed_first(struct setup *setup)
{
	char text[16] = "";
	(void)setup;
	CLEANUP_FD int fd = open("/proc/self/oom_score_adj", O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return 0; /* no /proc: nothing to hold on to, and nothing of the job's isolation */
	if (read(fd, text, sizeof(text) - 1) < 0 || atoi(text) >= JOB_OOM_SCORE)
		return 0;
	int length = snprintf(text, sizeof(text), "%d", JOB_OOM_SCORE);
	return pwrite(fd, text, (size_t)length, 0) == length ? 0 : -1;
}

static rlim_t smaller(rlim_t left, rlim_t right)
{
	return left < right ? left : right;
}

/* Without privilege a hard limit can only go down: where ours is above it already, the lower one stays. */
static int set_rlimit(const struct rlimit_spec *spec)
{
	struct rlimit limit = { .rlim_cur = spec->soft, .rlim_max = spec->hard };
	struct rlimit own;
	if (setrlimit((int)spec->resource, &limit) == 0)
		return 0;
	if (errno != EPERM || getrlimit((int)spec->resource, &own) < 0)
		return -1;
	limit.rlim_max = smaller(limit.rlim_max, own.rlim_max);
	limit.rlim_cur = smaller(limit.rlim_cur, limit.rlim_max);
	return setrlimit((int)spec->resource, &limit);
}

int set_rlimits(struct setup *setup)
{
	const struct job_spec *spec = setup->spec;
	for (size_t i = 0; i < spec->rlimit_count; i++) {
		set_detail(setup->detail, "resource %u", spec->rlimits[i].resource);
		if (set_rlimit(&spec->rlimits[i]) < 0)
			return -1;
	}
	return 0;
}
