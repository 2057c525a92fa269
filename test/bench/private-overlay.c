/*
 * The least that a tool without overlays of its own needs around it: a mount namespace, a fresh overlay in it, and then
 * the tool in this same process.
 *
 *   private-overlay LOWER FOLDER PROGRAM WORD...     the overlay is at FOLDER/merged, its upper at FOLDER/upper
 *   private-overlay - FOLDER PROGRAM WORD...         no overlay
 *
 * The unified tree beside cgroup version 1 is empty, and container runtimes refuse the mixture: it is out of their sight.
 */
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "bare.h"

int main(int count, char **words)
{
	char options[16384];
	if (count < 4)
		return 2;
	check(unshare(CLONE_NEWNS), "unshare");
	check(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL), "private mounts");
	umount2("/sys/fs/cgroup/unified", MNT_DETACH); /* not there on a machine with one tree */
	check(chdir(words[2]), words[2]);
	if (strcmp(words[1], "-") != 0) {
		snprintf(options, sizeof(options), "lowerdir=%s,upperdir=upper,workdir=work", words[1]);
		check(mount("overlay", "merged", "overlay", 0, options), "overlay");
	}
	execvp(words[3], words + 3);
	return check(-1, words[3]);
}
