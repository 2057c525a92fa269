/*
 * What a job may still do. Its capabilities reach only its own user namespace, which owns none of its other
 * namespaces: what is left of them is about the owners of files.
 */
#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/securebits.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "keeper.h"

static const int kept_capabilities[] = {
	CAP_CHOWN, CAP_DAC_OVERRIDE, CAP_FOWNER, CAP_FSETID, CAP_SETUID, CAP_SETGID, CAP_KILL, CAP_SETFCAP, CAP_SYS_CHROOT,
};

static uint64_t kept_mask(void)
{
	uint64_t mask = 0;
	for (size_t i = 0; i < ARRAY_LENGTH(kept_capabilities); i++)
		mask |= 1ull << kept_capabilities[i];
	return mask;
}

/*
 * As the kernel has them by default, and for good. KEEP_CAPS stays free: setpriv and others that change their user
 * set it on the way, and what it keeps are the few capabilities the job has anyway.
 */
#define JOB_SECUREBITS                                                          \
	(SECBIT_NOROOT_LOCKED | SECBIT_NO_SETUID_FIXUP_LOCKED | SECBIT_NO_CAP_AMBIENT_RAISE | \
	 SECBIT_NO_CAP_AMBIENT_RAISE_LOCKED)

static int close_ways_back(void)
{
	if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) < 0)
		return -1;
	return prctl(PR_SET_SECUREBITS, JOB_SECUREBITS);
}

int limit_capabilities(struct setup *setup)
{
	(void)setup;
	for (int capability = 0; capability < 64; capability++) {
		if (kept_mask() & (1ull << capability))
			continue;
		if (prctl(PR_CAPBSET_DROP, capability) < 0)
			return errno == EINVAL ? close_ways_back() : -1; /* past the kernel's last one */
	}
	return close_ways_back();
}

/* Where the map holds a single id the kernel refuses setgroups; the caller's groups show as unmapped there. */
int become_job_user(struct setup *setup)
{
	const struct job_spec *spec = setup->spec;
	set_detail(setup->detail, "user %u, group %u", spec->uid, spec->gid);
	if (setgroups(0, NULL) < 0 && errno != EPERM)
		return -1;
	return setresgid(spec->gid, spec->gid, spec->gid) < 0 ? -1 : setresuid(spec->uid, spec->uid, spec->uid);
}

int give_up_privileges(struct setup *setup)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[2] = { 0 };
	uint64_t mask = setup->spec->uid == 0 ? kept_mask() : 0;
	for (int i = 0; i < 2; i++)
		data[i].permitted = data[i].effective = (uint32_t)(mask >> (32 * i));
	if (syscall(SYS_capset, &header, data) < 0)
		return -1;
	if (prctl(PR_SET_DUMPABLE, 0) < 0)
		return -1;
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}
