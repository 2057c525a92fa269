/*
 * keeper serve FD            serves a runner on its end of a socket pair, until that end is closed
 * keeper enter PID FD CMD    runs CMD in the user namespace of PID, as its root (for reading rootless uppers), with no
 *                            descriptor beyond FD
 * keeper probe NAME          tries one primitive of the kernel; the exit status is 0, or the errno (probe.c)
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "keeper.h"
#include "probe.h"

static int fail(int control, const char *what)
{
	struct frame_header header = { .type = REPLY_FATAL };
	write_text_frame(control, &header, (uint32_t)errno, what, strlen(what) + 1);
	return 1;
}

static int reply_numbers(int control, enum reply_type type, const uint32_t *numbers, size_t count)
{
	struct frame_header header = { .type = (uint16_t)type, .length = (uint32_t)(count * sizeof(*numbers)) };
	return write_frame(control, &header, numbers);
}

static int reply_number(int control, enum reply_type type, uint32_t number)
{
	return reply_numbers(control, type, &number, 1);
}

static int reply_ready(int control)
{
	uint32_t numbers[] = { landlock_abi(), is_sealed() ? READY_SEALED : 0 };
	return reply_numbers(control, REPLY_READY, numbers, ARRAY_LENGTH(numbers));
}

static bool read_numbers(const struct frame *frame, uint32_t *numbers, size_t count)
{
	if (frame->header.length != count * sizeof(*numbers) || frame->fd_count != 0)
		return false;
	if (count > 0)
		memcpy(numbers, frame->payload, count * sizeof(*numbers));
	return true;
}

/* The first frame: both sides must speak the same version before anything is done. */
static int greet(int control)
{
	struct frame frame;
	uint32_t hello[2];
	if (read_frame(control, &frame) != 1)
		return -1;
	bool understood = frame.header.type == REQUEST_HELLO && read_numbers(&frame, hello, 2);
	free_frame(&frame);
	if (reply_number(control, REPLY_HELLO, PROTOCOL_VERSION) < 0)
		return -1;
	errno = EPROTO;
	if (!understood || hello[0] != PROTOCOL_VERSION || (hello[1] & ~HELLO_ROOTLESS))
		return -1;
	return (int)hello[1];
}

static int await_maps(int control)
{
	struct frame frame;
	if (enter_own_userns() < 0)
		return -1;
	if (reply_number(control, REPLY_UNMAPPED, 0) < 0 || read_frame(control, &frame) != 1)
		return -1;
	bool mapped = frame.header.type == REQUEST_MAPPED && read_numbers(&frame, NULL, 0);
	free_frame(&frame);
	errno = EPROTO;
	return mapped ? become_root_inside() : -1;
}

static int handle_request(struct jobs *jobs, struct frame *frame, struct supplies *supplies)
{
	uint32_t number;
	switch (frame->header.type) {
	case REQUEST_SPAWN:
		return spawn_job(jobs, frame, supplies);
	case REQUEST_SIGNAL:
		if (read_numbers(frame, &number, 1) && number > 0 && number < 65)
			return signal_job(jobs, frame->header.job, (int)number);
		break;
	case REQUEST_SCRATCH:
		return make_scratch(jobs, frame, &supplies->scratches);
	case REQUEST_TIMEOUT:
		if (read_numbers(frame, &number, 1) && number > 0)
			return set_timeout(jobs, frame->header.job, number);
		break;
	case REQUEST_START:
		return start_held(jobs, frame);
	case REQUEST_DROP:
		if (read_numbers(frame, &number, 1))
			return drop_scratch(&supplies->scratches, number);
		break;
	default:
		break;
	}
	errno = EPROTO;
	return -1;
}

/* Nothing to do at once is the moment to make what the next job will need. */
static int await_events(struct jobs *jobs, struct supplies *supplies, int *control_ready)
{
	int happened = wait_for_events(jobs, 0, control_ready);
	if (happened != 0)
		return happened;
	prepare_network(&supplies->network);
	return wait_for_events(jobs, -1, control_ready);
}

static int serve_requests(int control, struct jobs *jobs, struct supplies *supplies)
{
	for (;;) {
		struct frame frame;
		int ready = 0;
		if (await_events(jobs, supplies, &ready) < 0)
			return -1;
		if (!ready)
			continue;
		int got = read_frame(control, &frame);
		int result = got == 1 ? handle_request(jobs, &frame, supplies) : got;
		free_frame(&frame);
		if (got == 0 || result < 0)
			return -1;
	}
}

static int serve_jobs(int control)
{
	struct supplies supplies = { .user_namespaces = open_userns_cache(), .network = { .fd = -1 } };
	struct jobs *jobs = open_jobs(control);
	if (!supplies.user_namespaces || !jobs || reply_ready(control) < 0)
		return fail(control, "start");
	serve_requests(control, jobs, &supplies);
	int error = errno;
	kill_all_jobs(jobs);
	errno = error;
	return fail(control, "request");
}

static int serve(const char *descriptor)
{
	int control = atoi(descriptor);
	if (control < 3 || fcntl(control, F_SETFD, FD_CLOEXEC) < 0)
		return 2;
	close_range(3, (unsigned)control - 1, 0);
	close_range((unsigned)control + 1, ~0u, 0);
	if (chdir("/") < 0)
		return fail(control, "working directory");
	umask(077);
	int flags = greet(control);
	if (flags < 0)
		return fail(control, "handshake");
	if ((flags & HELLO_ROOTLESS) && await_maps(control) < 0)
		return fail(control, "own user namespace");
	return serve_jobs(control);
}

/* The caller made the namespace, so it may enter; there it is root over the ids that are mapped. */
static int enter(char **words)
{
	char path[64];
	snprintf(path, sizeof(path), "/proc/%d/ns/user", atoi(words[0]));
	CLEANUP_FD int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || setns(fd, CLONE_NEWUSER) < 0 || become_root_inside() < 0) {
		fprintf(stderr, "keeper: cannot enter %s: %s\n", path, strerror(errno));
		return 1;
	}
	close_range((unsigned)atoi(words[1]) + 1, ~0u, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	execv(words[2], words + 2);
	fprintf(stderr, "keeper: cannot execute %s: %s\n", words[2], strerror(errno));
	return 127;
}

/* A runner may have been started with signals ignored (nohup, a shell's `&`); a job must not inherit that. */
static void reset_signals(void)
{
	sigset_t none;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	for (int number = 1; number < NSIG; number++)
		signal(number, SIG_DFL);
}

int main(int count, char **words)
{
	if (count >= 5 && strcmp(words[1], "enter") == 0)
		return enter(words + 2);
	reset_signals();
	if (count == 3 && strcmp(words[1], "serve") == 0) {
		run_sealed(words);
		prctl(PR_SET_NAME, "layover-keeper"); /* a program run by its descriptor is called by its number */
		return serve(words[2]);
	}
	if (count == 3 && strcmp(words[1], "probe") == 0)
		return run_probe(words[2]);
	fprintf(stderr, "keeper: started by layover, not by hand\n");
	return 2;
}
