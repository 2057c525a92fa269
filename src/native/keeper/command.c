/* Starts the job's command below init, forwards signals to it, and reaps. */
#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "keeper.h"

#define DEFAULT_PATH "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

void report_failure(const struct setup *setup, const char *step)
{
	struct report report = { .kind = REPORT_STEP_FAILED, .value = (uint32_t)errno };
	snprintf(report.step, sizeof(report.step), "%s", setup->step ? setup->step : step);
	memcpy(report.detail, setup->detail, sizeof(report.detail));
	if (write(setup->fds.status, &report, sizeof(report)) != sizeof(report))
		_exit(2);
}

static int connect_streams(const struct setup *setup)
{
	for (int fd = 0; fd < 3; fd++)
		if (dup2(setup->terminal >= 0 ? setup->terminal : setup->fds.stdio[fd], fd) < 0)
			return -1;
	return setup->terminal >= 0 ? ioctl(0, TIOCSCTTY, 0) : 0;
}

/* "(unreachable)" would mean a directory outside the view, through a descriptor that leaked (CVE-2024-21626). */
static int enter_directory(struct setup *setup)
{
	char path[4096];
	set_detail(setup->detail, "%s", setup->spec->cwd);
	if (chdir(setup->spec->cwd) < 0)
		return -1;
	if (!getcwd(path, sizeof(path)))
		return errno == ERANGE ? 0 : -1;
	if (path[0] == '/')
		return 0;
	errno = EXDEV;
	return -1;
}

static const char *search_path(const struct job_spec *spec)
{
	for (size_t i = 0; i < spec->env.count; i++)
		if (strncmp(spec->env.items[i], "PATH=", 5) == 0)
			return spec->env.items[i] + 5;
	return DEFAULT_PATH;
}

/* As execvp(3), with the job's own PATH: what was found but not executable wins over what was not found. */
static void execute(const struct job_spec *spec)
{
	char file[4096];
	char *const *args = (char *const *)spec->args.items;
	static char *const no_environment[] = { NULL };
	char *const *env = spec->env.items ? (char *const *)spec->env.items : no_environment;
	int error = ENOENT;
	if (strchr(args[0], '/')) {
		execve(args[0], args, env);
		return;
	}
	for (const char *at = search_path(spec); at; at = strchr(at, ':') ? strchr(at, ':') + 1 : NULL) {
		int length = (int)strcspn(at, ":");
		if (snprintf(file, sizeof(file), "%.*s%s%s", length, at, length ? "/" : "", args[0]) >= (int)sizeof(file))
			continue;
		execve(file, args, env);
		if (errno != ENOENT && errno != ENOTDIR)
			error = errno;
	}
	errno = error;
}

static int start_command_session(struct setup *setup)
{
	sigset_t none;
	(void)setup;
	sigemptyset(&none);
	return setsid() < 0 ? -1 : sigprocmask(SIG_SETMASK, &none, NULL);
}

static int take_streams(struct setup *setup)
{
	if (connect_streams(setup) < 0)
		return -1;
	return close_range(3, ~0u, CLOSE_RANGE_CLOEXEC);
}

static int execute_command(struct setup *setup)
{
	set_detail(setup->detail, "%s", setup->spec->args.items[0]);
	note_exec(setup->spec->timeline);
	execute(setup->spec);
	return -1;
}

struct command_step {
	const char *name;
	int (*run)(struct setup *setup);
};

static const struct command_step command_steps[] = {
	{ "command-session", start_command_session },
	{ "start", await_start },
	{ "streams", take_streams },
	{ "working-directory", enter_directory },
	{ "landlock", restrict_with_landlock },
	{ "filter", install_filter },
	{ "filter-check", check_filter },
	{ "exec", execute_command },
};

/* The status pipe is close-on-exec: a command that started leaves no trace in it. */
static _Noreturn void run_command(struct setup *setup)
{
	for (size_t i = 0; i < ARRAY_LENGTH(command_steps); i++) {
		uint64_t start = start_step(setup->spec->timeline);
		if (command_steps[i].run(setup) < 0) {
			report_failure(setup, command_steps[i].name);
			break;
		}
		end_step(setup->spec->timeline, BY_COMMAND, start, command_steps[i].name);
	}
	_exit(127);
}

static const int forwarded_signals[] = {
	SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGPIPE, SIGWINCH, SIGCONT,
};

static void block_watched_signals(sigset_t *watched)
{
	sigemptyset(watched);
	sigaddset(watched, SIGCHLD);
	for (size_t i = 0; i < ARRAY_LENGTH(forwarded_signals); i++)
		sigaddset(watched, forwarded_signals[i]);
	sigprocmask(SIG_BLOCK, watched, NULL);
}

/* Blocked before the fork, so that nothing meant for the command is lost between. */
pid_t start_command(struct setup *setup)
{
	sigset_t watched;
	block_watched_signals(&watched);
	pid_t pid = fork();
	if (pid == 0)
		run_command(setup);
	for (int fd = 0; fd < 3; fd++)
		close_at_end(&setup->fds.stdio[fd]);
	close_at_end(&setup->terminal);
	close_at_end(&setup->fds.start);
	return pid;
}

/* True once the command itself has ended. */
static bool reap(pid_t command, int *command_status)
{
	pid_t pid;
	int status;
	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		if (pid == command) {
			*command_status = status;
			return true;
		}
	return false;
}

/* A sender outside our pid namespace has no number in it and shows as 0: only the keeper's signals are passed on. */
int watch_command(struct setup *setup, pid_t command)
{
	sigset_t watched;
	siginfo_t info;
	int status = 0;
	(void)setup;
	block_watched_signals(&watched);
	while (!reap(command, &status)) {
		if (sigwaitinfo(&watched, &info) > 0 && info.si_signo != SIGCHLD && info.si_pid == 0)
			kill(-command, info.si_signo);
	}
	return status;
}
