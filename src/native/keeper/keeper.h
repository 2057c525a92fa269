/*
 * The keeper starts jobs for one runner and dies with it.
 *
 *   runner (Node) == socketpair ==  keeper  -- clone3 -->  init (pid 1)  -- fork -->  command
 *
 * The keeper is single-threaded and starts with an empty environment; every descriptor it opens is close-on-exec.
 * A job's init walks one table of named steps (init.c): each touches one kernel subject and returns 0, or -1 with
 * errno set. Only init reports, through the status pipe. Policy is the runner's: what to mount, who to be and what
 * to run arrive as data (protocol.h).
 */
#ifndef LAYOVER_KEEPER_H
#define LAYOVER_KEEPER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "protocol.h"

#define ARRAY_LENGTH(a) (sizeof(a) / sizeof((a)[0]))

/* Closes a descriptor, or frees memory, when its variable goes out of scope. */
void close_at_end(int *fd);
void free_at_end(void *pointer);
#define CLEANUP_FD __attribute__((cleanup(close_at_end)))
#define CLEANUP_FREE __attribute__((cleanup(free_at_end)))

/* spec.c: a spawn request, parsed. Strings point into the frame. */
struct strings {
	const char **items; /* ends with NULL */
	size_t count;
};

/* A place to mount on, or a link beside one, in the topmost lower. */
struct stub {
	uint32_t mode, uid, gid;
	const char *path;
	const char *link_target; /* empty but for links */
};

struct mount_spec {
	enum mount_kind kind;
	uint32_t flags;
	const char *target;
	const char *source;
	struct strings lowers;
	struct strings options;
	struct strings daemon_args;
	struct stub *stubs;
	size_t stub_count;
	int prepared; /* a mount that the keeper has made already (fuse.c); -1: none */
};

/* A call that the filter must be seen to refuse. */
struct filter_check {
	uint32_t number;
	uint32_t error;
};

struct rlimit_spec {
	uint32_t resource, reserved;
	uint64_t soft, hard;
};

struct job_spec {
	struct strings args;
	struct strings env;
	const char *cwd;
	const char *hostname;
	const char *id_map;
	const char *attach_point;
	uint32_t uid, gid;
	uint32_t flags;
	uint32_t layer_id;
	struct strings cgroups;
	const char *cgroup_birth; /* or NULL */
	struct rlimit_spec *rlimits;
	size_t rlimit_count;
	uint32_t timeout_ms, grace_ms, patience_ms;
	struct mount_spec *mounts;
	size_t mount_count;
	const void *filter; /* struct sock_filter[], not aligned */
	uint16_t filter_length; /* in instructions; 0: no filter */
	struct filter_check filter_checks[FILTER_CHECKS_MAX];
	size_t filter_check_count;
	struct timeline *timeline; /* not of the request: launch.c opens it, NULL without SPAWN_PROFILE */
};

/* Where a request has no FIELD_END. */
#define GRACE_MS 2000u
#define PATIENCE_MS 10000u

int parse_job_spec(uint8_t *bytes, size_t length, struct job_spec *spec);
/* What REQUEST_START brings, into `spec`, which keeps the rest. Strings point into `bytes`. */
int parse_start(uint8_t *bytes, size_t length, struct job_spec *spec);
/* The content of one FIELD_MOUNT alone. */
int parse_mount_spec(uint8_t *bytes, size_t length, struct job_spec *spec);
void free_job_spec(struct job_spec *spec);

/* frames.c */
struct frame {
	struct frame_header header;
	uint8_t *payload;
	int fds[FRAME_FDS_MAX];
	size_t fd_count;
};

int read_frame(int socket, struct frame *frame); /* 1: a frame; 0: end of stream; -1 */
void free_frame(struct frame *frame);            /* closes descriptors nobody took */
int write_frame(int socket, const struct frame_header *header, const void *payload);
int write_text_frame(int socket, const struct frame_header *header, uint32_t error, const char *texts, size_t length);

/* namespaces.c: user namespaces by id map, made once and kept; networks made ahead. */
struct userns_cache;
struct userns_cache *open_userns_cache(void);
int get_userns(struct userns_cache *cache, const char *id_map); /* a borrowed descriptor, or -1 */

struct network_spare {
	int fd; /* -1: none */
};

int take_network(struct network_spare *spare); /* the caller's to close, or -1 */
void prepare_network(struct network_spare *spare);
int enter_own_userns(void);
int become_root_inside(void);

/* sealed.c */
bool is_sealed(void);
void run_sealed(char **words); /* returns where that cannot be */

/* report.c: what init tells the keeper. One write of at most PIPE_BUF bytes each. */
enum report_kind { REPORT_STEP_FAILED = 1, REPORT_COMMAND_ENDED = 2 };

struct report {
	uint32_t kind;
	uint32_t value; /* errno, or the wait status */
	char step[32];
	char detail[256];
};

void set_detail(char detail[256], const char *format, ...) __attribute__((format(printf, 2, 3)));

/* launch.c and jobs.c: the keeper's side of one job. */
struct job_fds {
	int stdio[3];
	int locks[LOCKS_MAX]; /* -1: none */
	int tty_channel; /* -1 without SPAWN_TTY */
	int status;      /* write end of the status pipe */
	int userns;      /* borrowed from the cache; -1: none */
	int network;     /* -1 with SPAWN_NETWORK_HOST */
	int start;       /* where a held job's command comes from; else -1 */
};

/* scratch.c: our descriptors of file systems that the runner asked for. */
struct scratches {
	int *fds;
	size_t count;
};

struct jobs;
int make_scratch(struct jobs *jobs, const struct frame *request, struct scratches *scratches);
int drop_scratch(struct scratches *scratches, uint32_t fd);

struct jobs *open_jobs(int control);
/* What jobs take from: made once by main.c. */
struct supplies {
	struct userns_cache *user_namespaces;
	struct network_spare network;
	struct scratches scratches;
};

int spawn_job(struct jobs *jobs, struct frame *request, struct supplies *supplies);
int signal_job(struct jobs *jobs, uint32_t id, int signal);
int set_timeout(struct jobs *jobs, uint32_t id, uint32_t after_ms); /* deadline.c */
int start_held(struct jobs *jobs, const struct frame *request); /* held.c */
/* Waits at most `timeout_ms` (-1: for ever); 1: something happened, 0: nothing did. */
int wait_for_events(struct jobs *jobs, int timeout_ms, int *control_ready);
void kill_all_jobs(struct jobs *jobs);

/* timeline.c: without a timeline nothing is measured, and nothing is done. */
struct timeline *open_timeline(void);
void close_timeline(struct timeline *timeline);
uint64_t start_step(const struct timeline *timeline); /* the time; 0 without */
void end_step(struct timeline *timeline, enum step_by by, uint64_t start_ns, const char *name);
void note_exec(struct timeline *timeline);
void note_command_end(struct timeline *timeline);
void note_init_end(struct timeline *timeline);

/* init.c, runs in the child: never returns. */
struct setup {
	const struct job_spec *spec;
	struct job_fds fds;
	int root;         /* the new root's mount */
	int null_device;  /* the host's /dev/null */
	int terminal;     /* the job's side of its pty; -1 without SPAWN_TTY */
	const char *step; /* names what failed more closely than the step table; or NULL */
	char detail[256]; /* what a failed step was about */
};

_Noreturn void run_init(const struct job_spec *spec, const struct job_fds *fds);

/* layers.c */
int open_overlay(struct setup *setup, const struct mount_spec *mount);
int prepare_fuse_mount(struct mount_spec *mount, pid_t *daemon, const char **step);
int open_skeleton(struct setup *setup, const struct mount_spec *mount);

/* attach.c */
int map_and_protect(struct setup *setup, int mount_fd, uint64_t attributes, bool idmap);
int attach_at(struct setup *setup, int mount_fd, const char *target);
int open_target(struct setup *setup, const char *target);
int mount_tmpfs(struct setup *setup, const struct strings *options, uint64_t attributes);
int hide_at(struct setup *setup, int place);

/* mounts.c, devices.c */
int mount_everything(struct setup *setup);
int mount_proc(struct setup *setup, const struct mount_spec *mount);
int mount_devices(struct setup *setup, const struct mount_spec *mount);
int take_layer_ids(struct setup *setup);
int take_own_ids(struct setup *setup);

/* context.c: the new mount API with its error texts. */
int open_context(struct setup *setup, const char *type);
int set_option(struct setup *setup, int context, const char *option);
int set_descriptor(struct setup *setup, int context, const char *key, int fd);
int create_mount(struct setup *setup, int context, uint64_t attributes);

/* limits.c: steps of init. */
int join_cgroups(struct setup *setup);
int enter_cgroup_namespace(struct setup *setup);
int be_killed_first(struct setup *setup);
int set_rlimits(struct setup *setup);

/* privileges.c: steps of init, in the order of the table there. */
int limit_capabilities(struct setup *setup);
int become_job_user(struct setup *setup);
int give_up_privileges(struct setup *setup);

/* restrict.c */
unsigned landlock_abi(void); /* 0: none, or one that is of no use */
int leave_session_keyring(struct setup *setup);
int restrict_with_landlock(struct setup *setup);
int install_filter(struct setup *setup);
int check_filter(struct setup *setup);

/* held.c: a step of the command's. */
int await_start(struct setup *setup);

/* command.c */
pid_t start_command(struct setup *setup);
int watch_command(struct setup *setup, pid_t command); /* reaps until it ends; its wait status */
void report_failure(const struct setup *setup, const char *step);

#endif
