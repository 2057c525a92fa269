/*
 * What the runner and the keeper say to each other.
 *
 * A stream of frames: a header, then `length` bytes. All numbers are little-endian. A frame of an unknown type, a
 * length over the cap or a field out of place ends the keeper: a runner that speaks another dialect must not be
 * served half-way. src/jail/protocol.ts is the other side of this file.
 */
#ifndef LAYOVER_PROTOCOL_H
#define LAYOVER_PROTOCOL_H

#include <stdint.h>

#define PROTOCOL_VERSION 7u
#define FRAME_LENGTH_MAX (4u << 20)
#define FRAME_FDS_MAX 8

struct frame_header {
	uint32_t length;
	uint16_t type;
	uint16_t reserved;
	uint32_t job;
};

enum request_type {
	REQUEST_HELLO = 1,  /* u32 version, u32 flags (HELLO_*) */
	REQUEST_MAPPED = 2, /* rootless: the runner has written our id maps */
	REQUEST_SPAWN = 3,  /* fields, see below; descriptors: stdin, stdout, stderr, with SPAWN_TTY its channel, and LOCKS_MAX locks at most */
	REQUEST_SIGNAL = 4, /* u32 signal number */
	REQUEST_SCRATCH = 5, /* the content of FIELD_MOUNT: a tmpfs with its options, or an image by its source; see scratch.c */
	REQUEST_DROP = 6,    /* u32 the descriptor of a scratch */
	REQUEST_TIMEOUT = 7, /* u32 ms from now until SIGTERM, in place of what FIELD_END said: for a job that was started ahead */
	REQUEST_START = 8,   /* fields ARG, ENV, CWD, END: what a job that was spawned with SPAWN_HELD is to run */
};

enum reply_type {
	REPLY_HELLO = 1,   /* u32 version */
	REPLY_READY = 2,   /* u32 ABI of Landlock, 0 where there is none; u32 READY_*: jobs may be spawned */
	REPLY_STARTED = 3, /* u32 pid of the job's init */
	REPLY_FAILED = 4,  /* u32 errno, step\0, detail\0 */
	REPLY_EXITED = 5,  /* struct exit_body */
	REPLY_FATAL = 6,   /* u32 errno, what\0 */
	REPLY_UNMAPPED = 7, /* our user namespace is there: write its id maps, then send REQUEST_MAPPED */
	REPLY_STUCK = 8,   /* the job was to end, and processes of it still run when patience is over; REPLY_EXITED may follow */
	REPLY_SCRATCH = 9, /* u32 our descriptor of it */
	REPLY_PROFILE = 10, /* struct step_entry[]; with SPAWN_PROFILE, right before the reply that ends the job */
};

#define READY_SEALED 1u /* we run from a sealed copy of our program */

#define HELLO_ROOTLESS 1u /* make a user namespace of our own first, and wait for REQUEST_MAPPED */

struct exit_body {
	uint32_t signaled; /* 0: `status` is an exit code; 1: a signal number */
	uint32_t status;
	uint32_t timed_out; /* 1: its time was over before the command had ended */
	uint32_t reserved;
	uint64_t user_us;
	uint64_t system_us;
	uint64_t max_rss_bytes;
	uint64_t wall_ns;
	uint64_t read_bytes; /* from and to disks, as getrusage(2) counts blocks of 512 */
	uint64_t written_bytes;
};

/* Whose step it was. */
enum step_by { BY_KEEPER = 1, BY_INIT = 2, BY_COMMAND = 3 };

struct step_entry {
	uint64_t start_ns, end_ns; /* CLOCK_MONOTONIC */
	uint32_t by;               /* enum step_by */
	uint32_t reserved;
	char name[40]; /* ends with NUL */
};

/* A field of a spawn request: u16 tag, u16 reserved, u32 length, bytes. Text ends with one NUL, which counts. */
enum field_tag {
	FIELD_ARG = 1,
	FIELD_ENV = 2,
	FIELD_CWD = 3,
	FIELD_HOSTNAME = 4,
	FIELD_ID_MAP = 5,      /* lines as in /proc/PID/uid_map; behind an empty line those of gid_map, else the same */
	FIELD_USER = 6,        /* u32 uid, u32 gid: as inside */
	FIELD_FLAGS = 7,       /* u32, SPAWN_* */
	FIELD_ATTACH_POINT = 8, /* an empty directory of the host's to attach the new root on */
	FIELD_MOUNT = 9,       /* u32 kind, u32 flags, then fields: */
	FIELD_TARGET = 10,     /* from the root of the view; empty is the root itself */
	FIELD_SOURCE = 11,     /* bind: what; overlay: the directory that holds `upper` and `work` */
	FIELD_LOWER = 12,      /* the topmost first */
	FIELD_OPTION = 13,     /* key, or key=value, of the file system's own */
	FIELD_DAEMON_ARG = 14, /* fuse: the daemon's words; DAEMON_LAYERS stands for the option with the layers */
	FIELD_STUB = 16,       /* overlay: u32 mode with its type, u32 uid, u32 gid as inside, path\0, link target\0: see skeleton.c */
	FIELD_LAYER_ID = 15,   /* u32: the host id that stands for the job's 0 when the overlay is created */
	FIELD_FILTER = 32,     /* struct sock_filter[], FILTER_LENGTH_MAX at most */
	FIELD_FILTER_CHECK = 33, /* u32 system call, u32 errno the filter gives it; FILTER_CHECKS_MAX at most */
	FIELD_CGROUP = 20,     /* a file of a control group that init writes itself into, before it does anything else */
	FIELD_CGROUP_BIRTH = 21, /* a cgroup2 directory to be born in */
	FIELD_RLIMIT = 22,     /* u32 resource, u32 reserved, u64 soft, u64 hard; see setrlimit(2) */
	FIELD_END = 23,    /* u32 ms until SIGTERM, 0 for never; u32 ms from there to SIGKILL; u32 ms from there to REPLY_STUCK */
};

#define FILTER_LENGTH_MAX 4096u
#define FILTER_CHECKS_MAX 8u
#define LOCKS_MAX 2u

#define SPAWN_NETWORK_HOST 1u
#define SPAWN_TTY 2u
#define SPAWN_IDMAP_LAYERS 4u  /* layers are cloned and mapped through the job's user namespace */
#define SPAWN_LAYERS_BY_NAME 8u /* mount(2) with /proc/self/fd names instead of descriptors */
#define SPAWN_LANDLOCK 256u    /* where the kernel has it */
#define SPAWN_PROFILE 1024u    /* say when each step was done: REPLY_PROFILE */
#define SPAWN_HELD 2048u       /* all but the command, which REQUEST_START brings: no FIELD_ARG, FIELD_ENV, FIELD_CWD yet */
#define SPAWN_FILTER_INIT 512u /* init takes the filter as well: it lets through what init does */

enum mount_kind {
	MOUNT_OVERLAY = 1,
	MOUNT_BIND = 2,
	MOUNT_TMPFS = 3,
	MOUNT_PROC = 4,
	MOUNT_DEV = 5,
	MOUNT_HIDE = 6, /* whatever is at the target: an empty directory or an empty file instead */
	MOUNT_FUSE = 7,
	MOUNT_IMAGE = 8, /* only for REQUEST_SCRATCH: ext4 in the file that is the source */
};

#define MOUNT_FLAG_READONLY 1u
#define MOUNT_FLAG_RECURSIVE 2u
#define MOUNT_FLAG_IDMAP 4u

#endif
