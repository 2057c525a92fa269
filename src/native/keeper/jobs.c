/* The keeper's table of running jobs: waits for their ends and tells the runner. launch.c starts them. */
#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "jobs.h"

struct jobs *open_jobs(int control)
{
	struct jobs *jobs = calloc(1, sizeof(*jobs));
	if (jobs)
		jobs->control = control;
	return jobs;
}

uint64_t now_ns(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

int reply_failed(struct jobs *jobs, uint32_t id, const struct report *report)
{
	char texts[sizeof(report->step) + sizeof(report->detail)];
	size_t step = strlen(report->step) + 1, detail = strlen(report->detail) + 1;
	struct frame_header header = { .type = REPLY_FAILED, .job = id };
	memcpy(texts, report->step, step);
	memcpy(texts + step, report->detail, detail);
	return write_text_frame(jobs->control, &header, report->value, texts, step + detail);
}

int send_to_init(const struct job *job, int signal)
{
	return (int)syscall(SYS_pidfd_send_signal, job->pidfd, signal, NULL, 0);
}

int signal_job(struct jobs *jobs, uint32_t id, int signal)
{
	for (size_t i = 0; i < jobs->count; i++) {
		if (jobs->items[i].id != id)
			continue;
		if (signal == SIGKILL)
			expect_end(&jobs->items[i]);
		return send_to_init(&jobs->items[i], signal);
	}
	return 0; /* it has just ended: its REPLY_EXITED is on the way */
}

/* However long that takes: what does not end is not to lose its locks. The runner does not wait for it. */
void kill_all_jobs(struct jobs *jobs)
{
	for (size_t i = 0; i < jobs->count; i++)
		send_to_init(&jobs->items[i], SIGKILL);
	for (size_t i = 0; i < jobs->count; i++) {
		siginfo_t info;
		syscall(SYS_waitid, P_PIDFD, jobs->items[i].pidfd, &info, WEXITED, NULL);
	}
}

static uint64_t microseconds(const struct timeval *time)
{
	return (uint64_t)time->tv_sec * 1000000u + (uint64_t)time->tv_usec;
}

#define RUSAGE_BLOCK 512u

static void describe_end(struct job *job, const siginfo_t *info, const struct rusage *usage)
{
	int status = (int)job->report.value;
	bool told = job->report.kind == REPORT_COMMAND_ENDED;
	job->end = (struct exit_body){
		.timed_out = job->timed_out,
		.signaled = told ? WIFSIGNALED(status) : 1,
		.status = (uint32_t)(WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status)),
		.user_us = microseconds(&usage->ru_utime),
		.system_us = microseconds(&usage->ru_stime),
		.max_rss_bytes = (uint64_t)usage->ru_maxrss * 1024,
		.wall_ns = now_ns() - job->started_ns,
		.read_bytes = (uint64_t)usage->ru_inblock * RUSAGE_BLOCK,
		.written_bytes = (uint64_t)usage->ru_oublock * RUSAGE_BLOCK,
	};
	if (!told) /* init itself was ended, by us or by the machine running out of memory */
		job->end.status = info->si_code == CLD_EXITED ? SIGKILL : (uint32_t)info->si_status;
}

/* What init says last, or nothing where it was killed. From then on all of the job is to end, or told to be stuck. */
static void read_report(struct job *job)
{
	if (job->status >= 0 && read(job->status, &job->report, sizeof(job->report)) != sizeof(job->report))
		job->report.kind = 0;
	close_at_end(&job->status);
	expect_end(job);
}

/* Init is reaped here, so every process of its pid namespace is gone: the kernel waits for them before init ends. */
static int collect_init(struct job *job)
{
	struct rusage usage;
	siginfo_t info;
	if (syscall(SYS_waitid, P_PIDFD, job->pidfd, &info, WEXITED, &usage) < 0)
		return -1;
	note_init_end(job->timeline);
	read_report(job);
	describe_end(job, &info, &usage);
	close_at_end(&job->pidfd);
	close_at_end(&job->start);
	seal_mounts(&job->mounts);
	job->init_ended = true;
	return 0;
}

/* 1: there is one to wait for; 0: none is left. */
static int await_next_daemon(struct job *job)
{
	if (job->daemon_count == 0)
		return 0;
	job->pidfd = (int)syscall(SYS_pidfd_open, job->daemons[job->daemon_count - 1], 0);
	return job->pidfd < 0 ? -1 : 1;
}

static void collect_daemon(struct job *job)
{
	waitpid(job->daemons[--job->daemon_count], NULL, 0);
	close_at_end(&job->pidfd);
}

static int reply_end(struct jobs *jobs, const struct job *job)
{
	struct frame_header header = { .type = REPLY_EXITED, .job = job->id, .length = sizeof(struct exit_body) };
	if (job->report.kind == REPORT_STEP_FAILED)
		return reply_failed(jobs, job->id, &job->report);
	return write_frame(jobs->control, &header, &job->end);
}

static int advance_job(struct jobs *jobs, size_t index)
{
	struct job *job = &jobs->items[index];
	if (job->init_ended)
		collect_daemon(job);
	else if (collect_init(job) < 0)
		return -1;
	int more = await_next_daemon(job);
	if (more != 0)
		return more < 0 ? -1 : 0;
	struct job ended = *job;
	for (size_t i = 0; i < LOCKS_MAX; i++)
		close_at_end(&ended.locks[i]);
	jobs->items[index] = jobs->items[--jobs->count];
	int result = reply_timeline(jobs, ended.id, ended.timeline);
	close_timeline(ended.timeline);
	return result < 0 ? -1 : reply_end(jobs, &ended);
}

/* From the last to the first: one that is over leaves its place to the last. */
static int take_events(struct jobs *jobs, const struct pollfd *polls)
{
	for (size_t i = jobs->count; i > 0; i--) {
		if (polls[2 * i - 1].revents)
			read_report(&jobs->items[i - 1]);
		if (polls[2 * i - 2].revents && advance_job(jobs, i - 1) < 0)
			return -1;
	}
	return 0;
}

int wait_for_events(struct jobs *jobs, int timeout_ms, int *control_ready)
{
	CLEANUP_FREE struct pollfd *polls = calloc(2 * jobs->count + 1, sizeof(*polls));
	int to_alarm = milliseconds_to_alarm(jobs);
	if (!polls)
		return -1;
	polls[0] = (struct pollfd){ .fd = jobs->control, .events = POLLIN };
	for (size_t i = 0; i < jobs->count; i++) {
		polls[2 * i + 1] = (struct pollfd){ .fd = jobs->items[i].pidfd, .events = POLLIN };
		polls[2 * i + 2] = (struct pollfd){ .fd = jobs->items[i].status, .events = POLLIN };
	}
	int ready = poll(polls, 2 * jobs->count + 1, to_alarm >= 0 && (timeout_ms < 0 || to_alarm < timeout_ms) ? to_alarm : timeout_ms);
	if (ready < 0)
		return errno == EINTR ? 1 : -1;
	*control_ready = polls[0].revents != 0;
	if (take_events(jobs, polls + 1) < 0)
		return -1;
	return ring_alarms(jobs) < 0 ? -1 : ready > 0;
}
