/* Small things every part uses: clean-up attributes and the text that goes with a failed step. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "keeper.h"

void close_at_end(int *fd)
{
	int error = errno;
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
	errno = error;
}

void free_at_end(void *pointer)
{
	free(*(void **)pointer);
}

void set_detail(char detail[256], const char *format, ...)
{
	int error = errno;
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(detail, 256, format, arguments);
	va_end(arguments);
	for (char *at = detail + strlen(detail); at > detail && at[-1] == '\n'; at--)
		at[-1] = '\0';
	errno = error;
}
