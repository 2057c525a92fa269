/* Shared by the two halves of `bare`: see bare.c. */
#ifndef LAYOVER_BARE_H
#define LAYOVER_BARE_H

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define FIRST_ID 0x7fff0000

struct options {
	const char *rootfs, *attach, *job;
	int userns;
};

/* `value` unless it is negative: a benchmark that leaves out a step measures nothing. */
static inline int check(int value, const char *what)
{
	if (value >= 0)
		return value;
	fprintf(stderr, "bare: %s: %s\n", what, strerror(errno));
	exit(1);
}

/* Mounts the view of a job and attaches it; the descriptor of its root. */
int mount_view(const struct options *options);

#endif
