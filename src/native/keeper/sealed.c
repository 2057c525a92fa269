/*
 * The keeper runs from a sealed copy of its program. A job's init is this very program, and a job may come to run it
 * as /proc/self/exe (CVE-2019-5736): what it could then open is a copy that nobody can write to, and that is gone with
 * this process. The file on disk may belong to whoever the job runs as.
 */
#include <fcntl.h>
#include <linux/memfd.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "keeper.h"

#define SEALS (F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE)

#ifndef MFD_EXEC
#define MFD_EXEC 0x0010u /* since 6.3, where a sysctl may have made memory files not executable by default */
#endif

static int open_own_program(void)
{
	return open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
}

bool is_sealed(void)
{
	CLEANUP_FD int program = open_own_program();
	return program >= 0 && fcntl(program, F_GET_SEALS) == SEALS;
}

static int copy_program(int program, int copy)
{
	struct stat status;
	if (fstat(program, &status) < 0)
		return -1;
	for (off_t left = status.st_size; left > 0;) {
		ssize_t moved = sendfile(copy, program, NULL, (size_t)left);
		if (moved <= 0)
			return -1;
		left -= moved;
	}
	return fcntl(copy, F_ADD_SEALS, SEALS);
}

void run_sealed(char **words)
{
	if (is_sealed())
		return;
	CLEANUP_FD int program = open_own_program();
	CLEANUP_FD int copy = memfd_create("layover-keeper", MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_EXEC);
	if (copy < 0)
		copy = memfd_create("layover-keeper", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (program >= 0 && copy >= 0 && copy_program(program, copy) == 0)
		fexecve(copy, words, environ);
}
