/*
 * The job's init: pid 1 of its pid namespace. It builds the view, gives up what it does not need, starts the
 * command and reaps. When it ends, the kernel ends every process of the job and with the last one its mounts.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

#include "keeper.h"

static int compare_numbers(const void *left, const void *right)
{
	return *(const int *)left - *(const int *)right;
}

static int close_between(unsigned first, int kept)
{
	return kept > (int)first ? close_range(first, (unsigned)kept - 1, 0) : 0;
}

#define KEPT_MAX 16

/* The keeper's other descriptors (its socket, other jobs' pipes) are nothing of this job's. */
static int keep_own_descriptors(struct setup *setup)
{
	const struct job_fds *fds = &setup->fds;
	const struct job_spec *spec = setup->spec;
	int kept[KEPT_MAX] = { fds->stdio[0], fds->stdio[1], fds->stdio[2], fds->tty_channel, fds->status, fds->userns,
			       fds->network, fds->start, fds->locks[0], fds->locks[1] };
	size_t count = 10;
	unsigned next = 3;
	for (size_t i = 0; i < spec->mount_count && count < KEPT_MAX; i++)
		if (spec->mounts[i].prepared >= 0)
			kept[count++] = spec->mounts[i].prepared;
	qsort(kept, count, sizeof(kept[0]), compare_numbers);
	for (size_t i = 0; i < count; i++) {
		if (kept[i] < (int)next)
			continue;
		if (close_between(next, kept[i]) < 0)
			return -1;
		next = (unsigned)kept[i] + 1;
	}
	return close_range(next, ~0u, 0);
}

static int start_session(struct setup *setup)
{
	(void)setup;
	umask(022);
	return setsid() < 0 ? -1 : 0;
}

/* Cleared by every change of credentials, so this stands in the table more than once. */
static int die_with_keeper(struct setup *setup)
{
	(void)setup;
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0)
		return -1;
	if (getppid() == 0) /* the keeper is outside our pid namespace, which shows as 0 */
		return 0;
	errno = ESRCH;
	return -1;
}

static int keep_mounts_private(struct setup *setup)
{
	(void)setup;
	return mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL);
}

static int open_null_device(struct setup *setup)
{
	setup->null_device = open("/dev/null", O_PATH | O_NOFOLLOW | O_CLOEXEC);
	return setup->null_device < 0 ? -1 : 0;
}

/* pivot_root(".", ".") stacks the old root on the new one; detaching it leaves no way back (pivot_root(2), NOTES). */
static int pivot(struct setup *setup)
{
	set_detail(setup->detail, "the view at %s", setup->spec->attach_point);
	if (fchdir(setup->root) < 0 || syscall(SYS_pivot_root, ".", ".") < 0)
		return -1;
	if (umount2(".", MNT_DETACH) < 0 || chdir("/") < 0)
		return -1;
	close_at_end(&setup->root);
	close_at_end(&setup->null_device);
	return 0;
}

static int set_host_name(struct setup *setup)
{
	const char *name = setup->spec->hostname;
	return name ? sethostname(name, strlen(name)) : 0;
}

static int enter_network(struct setup *setup)
{
	if (setup->fds.network < 0)
		return 0;
	int result = setns(setup->fds.network, CLONE_NEWNET);
	close_at_end(&setup->fds.network);
	return result;
}

/* The last namespace: those made before it belong to its parent, so the job has no say over them. */
static int enter_user_namespace(struct setup *setup)
{
	int result = setns(setup->fds.userns, CLONE_NEWUSER);
	close_at_end(&setup->fds.userns);
	return result;
}

/* The runner gets the master by its own socket; the peer is taken without a path look-up (TIOCGPTPEER). */
static int send_descriptor(int channel, int fd)
{
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control = { 0 };
	struct iovec data = { .iov_base = "t", .iov_len = 1 };
	struct msghdr message = { .msg_iov = &data, .msg_iovlen = 1, .msg_control = control.bytes,
				  .msg_controllen = sizeof(control.bytes) };
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);
	*header = (struct cmsghdr){ .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof(int)) };
	memcpy(CMSG_DATA(header), &fd, sizeof(fd));
	return sendmsg(channel, &message, MSG_NOSIGNAL) == 1 ? 0 : -1;
}

static int open_terminal(struct setup *setup)
{
	int unlocked = 0;
	if (!(setup->spec->flags & SPAWN_TTY))
		return 0;
	CLEANUP_FD int master = open("/dev/pts/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (master < 0 || ioctl(master, TIOCSPTLCK, &unlocked) < 0)
		return -1;
	setup->terminal = ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (setup->terminal < 0 || send_descriptor(setup->fds.tty_channel, master) < 0)
		return -1;
	close_at_end(&setup->fds.tty_channel);
	return 0;
}

struct step {
	const char *name;
	int (*run)(struct setup *setup);
};

static const struct step steps[] = {
	{ "cgroups", join_cgroups },
	{ "cgroup-namespace", enter_cgroup_namespace },
	{ "descriptors", keep_own_descriptors },
	{ "session", start_session },
	{ "oom-score", be_killed_first },
	{ "parent-death", die_with_keeper },
	{ "mount-propagation", keep_mounts_private },
	{ "null-device", open_null_device },
	{ "layer-ids", take_layer_ids },
	{ "mounts", mount_everything },
	{ "own-ids", take_own_ids },
	{ "pivot-root", pivot },
	{ "hostname", set_host_name },
	{ "network", enter_network },
	{ "rlimits", set_rlimits },
	{ "user-namespace", enter_user_namespace },
	{ "capabilities", limit_capabilities },
	{ "identity", become_job_user },
	{ "privileges", give_up_privileges },
	{ "keyring", leave_session_keyring },
	{ "parent-death", die_with_keeper },
	{ "terminal", open_terminal },
};

static _Noreturn void fail_init(struct setup *setup, const char *step)
{
	report_failure(setup, step);
	_exit(1);
}

static void run_steps(struct setup *setup)
{
	for (size_t i = 0; i < ARRAY_LENGTH(steps); i++) {
		setup->detail[0] = '\0';
		uint64_t start = start_step(setup->spec->timeline);
		if (steps[i].run(setup) < 0)
			fail_init(setup, steps[i].name);
		end_step(setup->spec->timeline, BY_INIT, start, steps[i].name);
	}
	setup->detail[0] = '\0';
}

/* Not before the fork: the command takes it as its own last step. */
static int filter_init(struct setup *setup)
{
	return setup->spec->flags & SPAWN_FILTER_INIT ? install_filter(setup) : 0;
}

void run_init(const struct job_spec *spec, const struct job_fds *fds)
{
	struct setup setup = { .spec = spec, .fds = *fds, .root = -1, .null_device = -1, .terminal = -1 };
	run_steps(&setup);
	uint64_t start = start_step(spec->timeline);
	pid_t command = start_command(&setup);
	if (command < 0)
		fail_init(&setup, "fork");
	end_step(spec->timeline, BY_INIT, start, "fork");
	if (filter_init(&setup) < 0)
		fail_init(&setup, "filter");
	int status = watch_command(&setup, command);
	note_command_end(spec->timeline);
	struct report report = { .kind = REPORT_COMMAND_ENDED, .value = (uint32_t)status };
	ssize_t written = write(setup.fds.status, &report, sizeof(report));
	_exit(written == sizeof(report) ? 0 : 1);
}
