/* Frames over the control socket: see protocol.h. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "keeper.h"

static int take_descriptors(struct msghdr *message, struct frame *frame)
{
	for (struct cmsghdr *c = CMSG_FIRSTHDR(message); c; c = CMSG_NXTHDR(message, c)) {
		if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
			continue;
		size_t count = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
		const int *fds = (const int *)CMSG_DATA(c);
		for (size_t i = 0; i < count; i++) {
			if (frame->fd_count < FRAME_FDS_MAX)
				frame->fds[frame->fd_count++] = fds[i];
			else
				close(fds[i]);
		}
	}
	if (message->msg_flags & MSG_CTRUNC) {
		errno = EPROTO;
		return -1;
	}
	return 0;
}

/* Descriptors ride on the first byte of a header, so every read of one looks for them. */
static ssize_t read_some(int socket, void *buffer, size_t length, struct frame *frame)
{
	union {
		char bytes[CMSG_SPACE(sizeof(int) * FRAME_FDS_MAX)];
		struct cmsghdr align;
	} control;
	struct iovec data = { .iov_base = buffer, .iov_len = length };
	struct msghdr message = {
		.msg_iov = &data, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof(control.bytes)
	};
	ssize_t got;
	do {
		got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
	} while (got < 0 && errno == EINTR);
	if (got > 0 && take_descriptors(&message, frame) < 0)
		return -1;
	return got;
}

static int read_all(int socket, void *buffer, size_t length, struct frame *frame)
{
	size_t done = 0;
	while (done < length) {
		ssize_t got = read_some(socket, (char *)buffer + done, length - done, frame);
		if (got < 0)
			return -1;
		if (got == 0) {
			errno = EPROTO;
			return done == 0 ? 0 : -1;
		}
		done += (size_t)got;
	}
	return 1;
}

int read_frame(int socket, struct frame *frame)
{
	memset(frame, 0, sizeof(*frame));
	int got = read_all(socket, &frame->header, sizeof(frame->header), frame);
	if (got <= 0)
		return got;
	if (frame->header.length > FRAME_LENGTH_MAX || frame->header.reserved != 0) {
		errno = EPROTO;
		return -1;
	}
	frame->payload = malloc(frame->header.length + 1u);
	if (!frame->payload)
		return -1;
	if (frame->header.length == 0)
		return 1;
	got = read_all(socket, frame->payload, frame->header.length, frame);
	if (got == 0)
		errno = EPROTO;
	return got == 1 ? 1 : -1;
}

void free_frame(struct frame *frame)
{
	for (size_t i = 0; i < frame->fd_count; i++)
		if (frame->fds[i] >= 0)
			close(frame->fds[i]);
	free(frame->payload);
	memset(frame, 0, sizeof(*frame));
}

static void skip_bytes(struct iovec *piece, size_t *count)
{
	size_t step = *count < piece->iov_len ? *count : piece->iov_len;
	piece->iov_base = (char *)piece->iov_base + step;
	piece->iov_len -= step;
	*count -= step;
}

/* Header and payload at once: the runner is woken once. */
int write_frame(int socket, const struct frame_header *header, const void *payload)
{
	struct iovec pieces[] = {
		{ .iov_base = (void *)header, .iov_len = sizeof(*header) },
		{ .iov_base = (void *)payload, .iov_len = header->length },
	};
	while (pieces[0].iov_len + pieces[1].iov_len > 0) {
		struct msghdr message = { .msg_iov = pieces, .msg_iovlen = ARRAY_LENGTH(pieces) };
		ssize_t sent = sendmsg(socket, &message, MSG_NOSIGNAL);
		if (sent < 0 && errno == EINTR)
			continue;
		if (sent < 0)
			return -1;
		size_t count = (size_t)sent;
		skip_bytes(&pieces[0], &count);
		skip_bytes(&pieces[1], &count);
	}
	return 0;
}

int write_text_frame(int socket, const struct frame_header *header, uint32_t error, const char *texts, size_t length)
{
	char body[sizeof(uint32_t) + 512];
	struct frame_header full = *header;
	if (length > sizeof(body) - sizeof(error))
		length = sizeof(body) - sizeof(error);
	memcpy(body, &error, sizeof(error));
	memcpy(body + sizeof(error), texts, length);
	full.length = (uint32_t)(sizeof(error) + length);
	return write_frame(socket, &full, body);
}
