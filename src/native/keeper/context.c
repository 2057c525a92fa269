/* File system contexts of the new mount API (fsopen(2), fsconfig(2), fsmount(2)). */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "keeper.h"

/* The kernel leaves its reason as text in the context, "e overlay: ...": the one thing errno cannot tell. */
static void take_kernel_reason(struct setup *setup, int context)
{
	int error = errno;
	char line[200];
	ssize_t length = read(context, line, sizeof(line) - 1);
	while (length > 0) {
		line[length] = '\0';
		if (line[0] == 'e')
			set_detail(setup->detail, "%s", line + 2);
		length = read(context, line, sizeof(line) - 1);
	}
	errno = error;
}

int open_context(struct setup *setup, const char *type)
{
	int context = fsopen(type, FSOPEN_CLOEXEC);
	if (context < 0)
		set_detail(setup->detail, "the kernel has no file system %s", type);
	return context;
}

int set_option(struct setup *setup, int context, const char *option)
{
	char key[64];
	const char *equals = strchr(option, '=');
	size_t length = equals ? (size_t)(equals - option) : strlen(option);
	if (length >= sizeof(key)) {
		errno = EINVAL;
		return -1;
	}
	memcpy(key, option, length);
	key[length] = '\0';

	int result = equals ? fsconfig(context, FSCONFIG_SET_STRING, key, equals + 1, 0)
			    : fsconfig(context, FSCONFIG_SET_FLAG, key, NULL, 0);
	if (result < 0) {
		set_detail(setup->detail, "option %s", option);
		take_kernel_reason(setup, context);
	}
	return result;
}

int set_descriptor(struct setup *setup, int context, const char *key, int fd)
{
	int result = fsconfig(context, FSCONFIG_SET_FD, key, NULL, fd);
	if (result < 0)
		take_kernel_reason(setup, context);
	return result;
}

int create_mount(struct setup *setup, int context, uint64_t attributes)
{
	if (fsconfig(context, FSCONFIG_CMD_CREATE, NULL, NULL, 0) < 0) {
		take_kernel_reason(setup, context);
		return -1;
	}
	return fsmount(context, FSMOUNT_CLOEXEC, (unsigned)attributes);
}
