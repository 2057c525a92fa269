/*
 * When a job has to be over. The runner may be busy, or blocked: the time of a job is kept here. A job whose command
 * has ended, or that was killed, and of which processes are left all the same, is told to be stuck: they wait in the
 * kernel, or somebody froze them, and what they wrote must not be read yet.
 */
#include <signal.h>

#include "jobs.h"

static void set_alarm(struct job *job, enum job_stage stage, uint32_t after_ms)
{
	job->stage = stage;
	job->alarm_ns = now_ns() + after_ms * NS_PER_MS;
}

void begin_time(struct job *job, const struct job_spec *spec)
{
	job->started_ns = now_ns();
	job->grace_ms = spec->grace_ms;
	job->patience_ms = spec->patience_ms;
	if (spec->timeout_ms > 0)
		set_alarm(job, STAGE_RUNNING, spec->timeout_ms);
}

/* Nothing where the job has just ended, or is being ended: its REPLY_EXITED is on the way. */
int set_timeout(struct jobs *jobs, uint32_t id, uint32_t after_ms)
{
	for (size_t i = 0; i < jobs->count; i++)
		if (jobs->items[i].id == id && jobs->items[i].stage == STAGE_RUNNING)
			set_alarm(&jobs->items[i], STAGE_RUNNING, after_ms);
	return 0;
}

void expect_end(struct job *job)
{
	if (job->stage < STAGE_ENDING)
		set_alarm(job, STAGE_ENDING, job->patience_ms);
}

int milliseconds_to_alarm(const struct jobs *jobs)
{
	uint64_t first = 0;
	for (size_t i = 0; i < jobs->count; i++)
		if (jobs->items[i].alarm_ns && (first == 0 || jobs->items[i].alarm_ns < first))
			first = jobs->items[i].alarm_ns;
	if (first == 0)
		return -1;
	uint64_t now = now_ns();
	return first <= now ? 0 : (int)((first - now) / NS_PER_MS) + 1;
}

static int reply_stuck(struct jobs *jobs, struct job *job)
{
	struct frame_header header = { .type = REPLY_STUCK, .job = job->id };
	job->stage = STAGE_STUCK;
	job->alarm_ns = 0;
	return write_frame(jobs->control, &header, NULL);
}

static int ring_alarm(struct jobs *jobs, struct job *job)
{
	switch (job->stage) {
	case STAGE_RUNNING:
		job->timed_out = true;
		set_alarm(job, STAGE_TERMINATED, job->grace_ms);
		return send_to_init(job, SIGTERM);
	case STAGE_TERMINATED:
		expect_end(job);
		return send_to_init(job, SIGKILL);
	case STAGE_ENDING:
		return reply_stuck(jobs, job);
	case STAGE_STUCK:
		break;
	}
	return 0;
}

int ring_alarms(struct jobs *jobs)
{
	for (size_t i = 0; i < jobs->count; i++) {
		struct job *job = &jobs->items[i];
		if (job->alarm_ns && job->alarm_ns <= now_ns() && ring_alarm(jobs, job) < 0)
			return -1;
	}
	return 0;
}
