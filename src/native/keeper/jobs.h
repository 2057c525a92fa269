/* The table of running jobs: filled by launch.c, emptied by jobs.c. */
#ifndef LAYOVER_JOBS_H
#define LAYOVER_JOBS_H

#include <stdbool.h>

#include "keeper.h"

#define FUSE_DAEMONS_MAX 4

/* A job is over when its init is reaped and its fuse daemons, if any, have written out what they held. */
struct job {
	uint32_t id;
	int pidfd;  /* of init, then of the last daemon in the list */
	int status; /* read end */
	pid_t daemons[FUSE_DAEMONS_MAX];
	size_t daemon_count;
	uint64_t started_ns;
	bool init_ended;
	struct report report; /* what init said last; kind 0: nothing */
	struct exit_body end;
};

struct jobs {
	int control;
	struct job *items;
	size_t count;
};

uint64_t now_ns(void);
int reply_failed(struct jobs *jobs, uint32_t id, const struct report *report);

#endif
