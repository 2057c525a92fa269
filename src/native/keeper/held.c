/*
 * A job whose command comes later: all else of it is made while nobody waits (SPAWN_HELD). Its future command is a
 * process of our own program until then, the last of init's steps behind it; it reads one message and goes on as any
 * other does. Where the keeper ends first, init and all below it do.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "jobs.h"

static int send_all(int socket, const void *bytes, size_t length)
{
	for (size_t done = 0; done < length;) {
		ssize_t sent = send(socket, (const char *)bytes + done, length - done, MSG_NOSIGNAL);
		if (sent < 0 && errno != EINTR)
			return -1;
		done += sent < 0 ? 0 : (size_t)sent;
	}
	return 0;
}

static struct job *find_held(struct jobs *jobs, uint32_t id)
{
	for (size_t i = 0; i < jobs->count; i++)
		if (jobs->items[i].id == id && jobs->items[i].start >= 0 && jobs->items[i].stage == STAGE_RUNNING)
			return &jobs->items[i];
	return NULL;
}

/* One that has ended meanwhile, or ends now, needs no command: its reply is on the way. */
int start_held(struct jobs *jobs, const struct frame *request)
{
	const struct frame_header *header = &request->header;
	struct job *job = find_held(jobs, header->job);
	struct job_spec spec = { .grace_ms = GRACE_MS, .patience_ms = PATIENCE_MS };
	int parsed = parse_start(request->payload, header->length, &spec);
	if (parsed == 0 && job) {
		begin_time(job, &spec);
		if (send_all(job->start, &header->length, sizeof(header->length)) == 0)
			send_all(job->start, request->payload, header->length);
		close_at_end(&job->start);
	}
	free_job_spec(&spec);
	return parsed;
}

static int receive_all(int socket, void *bytes, size_t length)
{
	for (size_t done = 0; done < length;) {
		ssize_t got = recv(socket, (char *)bytes + done, length - done, 0);
		if (got == 0)
			errno = EPIPE;
		if (got == 0 || (got < 0 && errno != EINTR))
			return -1;
		done += got < 0 ? 0 : (size_t)got;
	}
	return 0;
}

/* In the process that becomes the command: what is allocated here goes with the exec. */
int await_start(struct setup *setup)
{
	uint32_t length;
	if (!(setup->spec->flags & SPAWN_HELD))
		return 0;
	struct job_spec *spec = malloc(sizeof(*spec));
	if (!spec || receive_all(setup->fds.start, &length, sizeof(length)) < 0)
		return -1;
	uint8_t *bytes = malloc(length + 1u);
	if (!bytes || receive_all(setup->fds.start, bytes, length) < 0)
		return -1;
	*spec = *setup->spec;
	setup->spec = spec;
	return parse_start(bytes, length, spec);
}
