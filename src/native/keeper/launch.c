/* Starts a job: what it needs from the keeper first, then its init in fresh namespaces. */
#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "jobs.h"

static int reply_not_spawned(struct jobs *jobs, uint32_t id, const char *step)
{
	struct report report = { .kind = REPORT_STEP_FAILED, .value = (uint32_t)errno };
	strcpy(report.step, step);
	return reply_failed(jobs, id, &report);
}

static int reply_started(struct jobs *jobs, uint32_t id, pid_t pid)
{
	struct frame_header header = { .type = REPLY_STARTED, .job = id, .length = sizeof(uint32_t) };
	uint32_t number = (uint32_t)pid;
	return write_frame(jobs->control, &header, &number);
}

/* The network and the user namespace were made ahead, the cgroup namespace comes after joining: init enters them. */
#define INIT_NAMESPACES (CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS)

/* Born in its cgroup (clone3(2)): joining one later makes the kernel wait for a grace period. */
static pid_t clone_init(const struct job_spec *spec, const struct job_fds *fds, int *pidfd)
{
	CLEANUP_FD int group = -1;
	struct clone_args arguments = {
		.flags = CLONE_PIDFD | INIT_NAMESPACES, .pidfd = (uint64_t)(uintptr_t)pidfd, .exit_signal = SIGCHLD
	};
	if (spec->cgroup_birth) {
		group = open(spec->cgroup_birth, O_PATH | O_DIRECTORY | O_CLOEXEC);
		if (group < 0)
			return -1;
		arguments.flags |= CLONE_INTO_CGROUP;
		arguments.cgroup = (uint64_t)group;
	}
	pid_t pid = (pid_t)syscall(SYS_clone3, &arguments, sizeof(arguments));
	if (pid == 0)
		run_init(spec, fds);
	return pid;
}

static int prepare_fuse_mounts(struct job *job, struct job_spec *spec, const char **step)
{
	for (size_t i = 0; i < spec->mount_count; i++) {
		if (spec->mounts[i].kind != MOUNT_FUSE)
			continue;
		*step = "fuse-daemon";
		errno = E2BIG;
		if (job->daemon_count == FUSE_DAEMONS_MAX)
			return -1;
		if (prepare_fuse_mount(&spec->mounts[i], &job->daemons[job->daemon_count], step) < 0)
			return -1;
		job->daemon_count++;
	}
	return 0;
}

static int take_request_fds(struct frame *request, const struct job_spec *spec, struct job_fds *fds)
{
	bool has_tty = spec->flags & SPAWN_TTY;
	size_t before = has_tty ? 4 : 3;
	if (request->fd_count < before + 1 || request->fd_count > before + LOCKS_MAX) {
		errno = EPROTO;
		return -1;
	}
	*fds = (struct job_fds){ .stdio = { request->fds[0], request->fds[1], request->fds[2] },
				 .tty_channel = has_tty ? request->fds[3] : -1,
				 .status = -1, .userns = -1, .network = -1, .start = -1 };
	for (size_t i = 0; i < LOCKS_MAX; i++)
		fds->locks[i] = before + i < request->fd_count ? request->fds[before + i] : -1;
	return 0;
}

static int add_job(struct jobs *jobs, const struct job *job)
{
	struct job *grown = realloc(jobs->items, (jobs->count + 1) * sizeof(*grown));
	if (!grown)
		return -1;
	jobs->items = grown;
	jobs->items[jobs->count++] = *job;
	return 0;
}

/* Not started after all: its daemons have no mount to serve any more, once the spec is freed. */
static int give_up_job(struct jobs *jobs, struct job *job, const char *step)
{
	int error = errno;
	for (size_t i = 0; i < job->daemon_count; i++) {
		kill(job->daemons[i], SIGKILL);
		waitpid(job->daemons[i], NULL, 0);
	}
	close_at_end(&job->status);
	close_at_end(&job->start);
	errno = error;
	return reply_not_spawned(jobs, job->id, step);
}

/* How init tells of its end, and where a held job's command will come from. */
static int open_channels(struct job *job, const struct job_spec *spec, struct job_fds *fds)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) < 0)
		return -1;
	job->status = ends[0];
	fds->status = ends[1];
	if (!(spec->flags & SPAWN_HELD))
		return 0;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
		return -1;
	job->start = ends[0];
	fds->start = ends[1];
	return 0;
}

static int start_job(struct jobs *jobs, uint32_t id, struct job_spec *spec, struct job_fds *fds)
{
	const char *step;
	struct job job = { .id = id, .status = -1, .start = -1, .mounts = -1, .timeline = spec->timeline };
	begin_time(&job, spec);
	if (prepare_fuse_mounts(&job, spec, &step) < 0)
		return give_up_job(jobs, &job, step);
	uint64_t start = start_step(spec->timeline);
	step = "channels";
	pid_t pid = -1;
	if (open_channels(&job, spec, fds) == 0) {
		step = "namespaces";
		pid = clone_init(spec, fds, &job.pidfd);
	}
	end_step(spec->timeline, BY_KEEPER, start, "clone");
	close_at_end(&fds->status);
	close_at_end(&fds->start);
	if (pid < 0)
		return give_up_job(jobs, &job, step);
	job.mounts = keep_mounts(spec, pid);
	for (size_t i = 0; i < LOCKS_MAX; i++)
		job.locks[i] = fds->locks[i] < 0 ? -1 : fcntl(fds->locks[i], F_DUPFD_CLOEXEC, 0);
	if (add_job(jobs, &job) < 0)
		return -1;
	spec->timeline = NULL; /* the job's from here on */
	return reply_started(jobs, id, pid);
}

/* Failures here are the machine's, and told; a request that makes no sense is -1, and ends the keeper. */
static int supply_and_start(struct jobs *jobs, uint32_t id, struct job_spec *spec, struct job_fds *fds, struct supplies *supplies)
{
	uint64_t start = start_step(spec->timeline);
	fds->userns = get_userns(supplies->user_namespaces, spec->id_map);
	if (fds->userns < 0)
		return reply_not_spawned(jobs, id, "user-namespace-map");
	end_step(spec->timeline, BY_KEEPER, start, "user-namespace-map");
	if (spec->flags & SPAWN_NETWORK_HOST)
		return start_job(jobs, id, spec, fds);
	start = start_step(spec->timeline);
	CLEANUP_FD int network = take_network(&supplies->network);
	if (network < 0)
		return reply_not_spawned(jobs, id, "network-namespace");
	end_step(spec->timeline, BY_KEEPER, start, "network-namespace");
	fds->network = network;
	return start_job(jobs, id, spec, fds);
}

int spawn_job(struct jobs *jobs, struct frame *request, struct supplies *supplies)
{
	struct job_spec spec;
	struct job_fds fds;
	int result = -1;
	if (parse_job_spec(request->payload, request->header.length, &spec) == 0 &&
	    take_request_fds(request, &spec, &fds) == 0) {
		spec.timeline = spec.flags & SPAWN_PROFILE ? open_timeline() : NULL;
		result = supply_and_start(jobs, request->header.job, &spec, &fds, supplies);
	}
	close_timeline(spec.timeline); /* of a job that did not start */
	free_job_spec(&spec);
	return result;
}
