/* The table of running jobs: filled by launch.c, emptied by jobs.c. */
#ifndef LAYOVER_JOBS_H
#define LAYOVER_JOBS_H

#include <stdbool.h>

#include "keeper.h"

#define FUSE_DAEMONS_MAX 4

#define NS_PER_MS 1000000ull

/* What a job's alarm stands for; each stage leads to the next. */
enum job_stage {
	STAGE_RUNNING,    /* to its timeout */
	STAGE_TERMINATED, /* SIGTERM was sent: the grace period */
	STAGE_ENDING,     /* the command has ended, or all was killed: to the end of our patience */
	STAGE_STUCK,      /* and told so */
};

/* A job is over when its init is reaped and its fuse daemons, if any, have written out what they held. */
struct job {
	uint32_t id;
	int pidfd;  /* of init, then of the last daemon in the list */
	int status; /* read end */
	int start;  /* where a held job's command goes; -1: it has it, or had it from the first */
	int mounts; /* its mount namespace, where it is to be sealed; else -1 */
	int locks[LOCKS_MAX]; /* the runner's, kept until init is reaped: a dying init closes its own before its children are gone */
	pid_t daemons[FUSE_DAEMONS_MAX];
	size_t daemon_count;
	uint64_t started_ns;
	bool init_ended;
	enum job_stage stage;
	uint64_t alarm_ns; /* 0: none */
	uint32_t grace_ms, patience_ms;
	bool timed_out;
	struct report report; /* what init said last; kind 0: nothing */
	struct exit_body end;
	struct timeline *timeline; /* NULL where the runner does not ask */
};

struct jobs {
	int control;
	struct job *items;
	size_t count;
};

uint64_t now_ns(void);
/* deadline.c */
void begin_time(struct job *job, const struct job_spec *spec);
void expect_end(struct job *job);
int milliseconds_to_alarm(const struct jobs *jobs);
int ring_alarms(struct jobs *jobs);

/* seal.c */
int keep_mounts(const struct job_spec *spec, pid_t pid);
void seal_mounts(int *mounts);

int reply_timeline(struct jobs *jobs, uint32_t id, const struct timeline *timeline);
int send_to_init(const struct job *job, int signal);
int reply_failed(struct jobs *jobs, uint32_t id, const struct report *report);

#endif
