/*
 * When each step of a launch was done, where the runner asked for it. The entries lie in memory that the keeper shares
 * with the job's init, and with its command up to the exec: what is behind it has no hold of them.
 */
#include <stdio.h>
#include <sys/mman.h>

#include "jobs.h"

#define STEPS_MAX 1000u

struct timeline {
	uint32_t count;   /* of steps that were begun to be written */
	uint64_t exec_ns; /* when the command was left to itself, 0: never */
	uint64_t end_ns;  /* when init had nothing to do any more, 0: never */
	struct step_entry steps[STEPS_MAX];
};

struct timeline *open_timeline(void)
{
	struct timeline *timeline =
		mmap(NULL, sizeof(*timeline), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	return timeline == MAP_FAILED ? NULL : timeline;
}

void close_timeline(struct timeline *timeline)
{
	if (timeline)
		munmap(timeline, sizeof(*timeline));
}

uint64_t start_step(const struct timeline *timeline)
{
	return timeline ? now_ns() : 0;
}

void end_step(struct timeline *timeline, enum step_by by, uint64_t start_ns, const char *name)
{
	if (!timeline || start_ns == 0)
		return;
	uint32_t index = __atomic_fetch_add(&timeline->count, 1, __ATOMIC_RELAXED);
	if (index >= STEPS_MAX)
		return;
	struct step_entry *entry = &timeline->steps[index];
	*entry = (struct step_entry){ .start_ns = start_ns, .end_ns = now_ns(), .by = by };
	snprintf(entry->name, sizeof(entry->name), "%s", name);
}

void note_exec(struct timeline *timeline)
{
	if (timeline)
		timeline->exec_ns = now_ns();
}

void note_command_end(struct timeline *timeline)
{
	if (!timeline)
		return;
	timeline->end_ns = now_ns();
	end_step(timeline, BY_COMMAND, timeline->exec_ns, "exec to exit");
}

/* From init's last word until the kernel has let go of all that was the job's. */
void note_init_end(struct timeline *timeline)
{
	if (timeline)
		end_step(timeline, BY_KEEPER, timeline->end_ns, "teardown");
}

int reply_timeline(struct jobs *jobs, uint32_t id, const struct timeline *timeline)
{
	if (!timeline)
		return 0;
	uint32_t count = timeline->count < STEPS_MAX ? timeline->count : STEPS_MAX;
	struct frame_header header = { .type = REPLY_PROFILE, .job = id, .length = count * (uint32_t)sizeof(struct step_entry) };
	return write_frame(jobs->control, &header, timeline->steps);
}
