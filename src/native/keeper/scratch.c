/*
 * File systems of a fixed size for the uppers of jobs: in memory, or ext4 in an image file on a loop device. Each is a
 * mount that is attached nowhere. We hold it by a descriptor, by whose name below /proc/PID/fd the job's init and
 * whoever reads the upper find it. When we end it is gone, and with it the loop device (LO_FLAGS_AUTOCLEAR).
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/loop.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <unistd.h>

#include "jobs.h"

#define SCRATCH_ATTRIBUTES (MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV)
#define LOOP_ATTEMPTS 16

/* Somebody else may take the number that was free; then the next one is asked for. */
static int open_loop(int image, char name[32])
{
	CLEANUP_FD int control = open("/dev/loop-control", O_RDWR | O_CLOEXEC);
	struct loop_config config = { .fd = (uint32_t)image, .info = { .lo_flags = LO_FLAGS_AUTOCLEAR } };
	for (int attempt = 0; control >= 0 && attempt < LOOP_ATTEMPTS; attempt++) {
		int number = ioctl(control, LOOP_CTL_GET_FREE);
		if (number < 0)
			return -1;
		snprintf(name, 32, "/dev/loop%d", number);
		int device = open(name, O_RDWR | O_CLOEXEC);
		if (device < 0 || ioctl(device, LOOP_CONFIGURE, &config) == 0)
			return device;
		close_at_end(&device);
		if (errno != EBUSY)
			return -1;
	}
	return -1;
}

static int mount_image(struct setup *setup, const struct mount_spec *mount)
{
	char option[64] = "source=";
	CLEANUP_FD int image = open(mount->source, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	set_detail(setup->detail, "%s", mount->source);
	if (image < 0)
		return -1;
	CLEANUP_FD int device = open_loop(image, option + strlen("source="));
	if (device < 0) {
		set_detail(setup->detail, "a loop device for %s", mount->source);
		return -1;
	}
	CLEANUP_FD int context = open_context(setup, "ext4");
	if (context < 0 || set_option(setup, context, option) < 0)
		return -1;
	return create_mount(setup, context, SCRATCH_ATTRIBUTES);
}

static int mount_scratch(struct setup *setup, const struct mount_spec *mount)
{
	if (mount->kind == MOUNT_TMPFS)
		return mount_tmpfs(setup, &mount->options, 0);
	if (mount->kind == MOUNT_IMAGE && mount->source)
		return mount_image(setup, mount);
	errno = EPROTO;
	return -1;
}

static int keep_scratch(struct scratches *scratches, int fd)
{
	int *grown = realloc(scratches->fds, (scratches->count + 1) * sizeof(*grown));
	if (!grown)
		return -1;
	scratches->fds = grown;
	scratches->fds[scratches->count++] = fd;
	return 0;
}

/* A refusal is told; what makes no sense is -1, and ends the keeper. */
int make_scratch(struct jobs *jobs, const struct frame *request, struct scratches *scratches)
{
	struct job_spec spec;
	struct setup setup = { 0 };
	struct frame_header header = { .type = REPLY_SCRATCH, .job = request->header.job, .length = sizeof(uint32_t) };
	int fd = -1;
	if (parse_mount_spec(request->payload, request->header.length, &spec) == 0)
		fd = mount_scratch(&setup, &spec.mounts[0]);
	bool is_broken = spec.mount_count == 0;
	int error = errno;
	free_job_spec(&spec);
	errno = error;
	if (is_broken)
		return -1;
	if (fd >= 0 && keep_scratch(scratches, fd) == 0) {
		uint32_t number = (uint32_t)fd;
		return write_frame(jobs->control, &header, &number);
	}
	struct report report = { .kind = REPORT_STEP_FAILED, .value = (uint32_t)errno, .step = "scratch" };
	memcpy(report.detail, setup.detail, sizeof(report.detail));
	return reply_failed(jobs, request->header.job, &report);
}

int drop_scratch(struct scratches *scratches, uint32_t fd)
{
	for (size_t i = 0; i < scratches->count; i++) {
		if (scratches->fds[i] != (int)fd)
			continue;
		scratches->fds[i] = scratches->fds[--scratches->count];
		return close((int)fd);
	}
	errno = EPROTO;
	return -1;
}
