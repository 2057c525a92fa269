/*
 * Writes files, in directories of a thousand: those that are there already are changed.
 *
 *   fill FOLDER COUNT [STEP [BYTES]]     COUNT files of 16 bytes, or 0; every STEP-th name, so that they lie far apart
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bare.h"

#define EACH 1000

int main(int count, char **words)
{
	char path[4096], content[17];
	if (count < 3)
		return 2;
	unsigned long files = strtoul(words[2], NULL, 10), step = count > 3 ? strtoul(words[3], NULL, 10) : 1;
	size_t bytes = count > 4 && strcmp(words[4], "0") == 0 ? 0 : 16;
	mkdir(words[1], 0755);
	for (unsigned long at = 0; at < files; at++) {
		unsigned long name = at * step;
		snprintf(path, sizeof(path), "%s/d%lu", words[1], name / EACH);
		if (at == 0 || name / EACH != (name - step) / EACH)
			mkdir(path, 0755);
		snprintf(path, sizeof(path), "%s/d%lu/f%lu", words[1], name / EACH, name);
		int fd = check(open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644), path);
		snprintf(content, sizeof(content), "%-16lu", name + (unsigned long)getpid());
		if (bytes > 0)
			check((int)write(fd, content, bytes), path);
		close(fd);
	}
	return 0;
}
