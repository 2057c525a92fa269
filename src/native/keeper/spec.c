/* Reads a spawn request. Every length is checked against what is left; anything odd is EPROTO. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "keeper.h"

struct reader {
	uint8_t *at;
	size_t left;
};

struct field {
	uint16_t tag;
	uint32_t length;
	uint8_t *bytes;
};

static int broken(void)
{
	errno = EPROTO;
	return -1;
}

/* 1: a field; 0: the end; -1 */
static int next_field(struct reader *reader, struct field *field)
{
	uint16_t reserved;
	if (reader->left == 0)
		return 0;
	if (reader->left < 8)
		return broken();
	memcpy(&field->tag, reader->at, 2);
	memcpy(&reserved, reader->at + 2, 2);
	memcpy(&field->length, reader->at + 4, 4);
	if (reserved != 0 || field->length > reader->left - 8)
		return broken();
	field->bytes = reader->at + 8;
	reader->at += 8 + field->length;
	reader->left -= 8 + field->length;
	return 1;
}

static int as_text(const struct field *field, const char **text)
{
	if (field->length == 0 || memchr(field->bytes, '\0', field->length) != field->bytes + field->length - 1)
		return broken();
	*text = (const char *)field->bytes;
	return 0;
}

static int as_number(const struct field *field, size_t index, uint32_t *number)
{
	if (field->length < (index + 1) * 4)
		return broken();
	memcpy(number, field->bytes + index * 4, 4);
	return 0;
}

static int append_text(struct strings *list, const struct field *field)
{
	/* Grown by doubling, at powers of two; always one slot ahead for the closing NULL. */
	if ((list->count & (list->count + 1)) == 0) {
		const char **grown = realloc(list->items, (list->count + 1) * 2 * sizeof(*grown));
		if (!grown)
			return -1;
		list->items = grown;
	}
	if (as_text(field, &list->items[list->count]) < 0)
		return -1;
	list->items[++list->count] = NULL;
	return 0;
}

static int as_two_texts(const struct field *field, size_t from, struct stub *stub)
{
	struct field rest = { .bytes = field->bytes + from, .length = field->length - (uint32_t)from };
	uint8_t *end = memchr(rest.bytes, '\0', rest.length);
	if (!end)
		return broken();
	stub->path = (const char *)rest.bytes;
	rest.length -= (uint32_t)(end + 1 - rest.bytes);
	rest.bytes = end + 1;
	return as_text(&rest, &stub->link_target);
}

static int append_stub(struct mount_spec *mount, const struct field *field)
{
	struct stub stub;
	if (field->length < 12)
		return broken();
	if (as_number(field, 0, &stub.mode) < 0 || as_number(field, 1, &stub.uid) < 0 ||
	    as_number(field, 2, &stub.gid) < 0 || as_two_texts(field, 12, &stub) < 0)
		return -1;
	struct stub *grown = realloc(mount->stubs, (mount->stub_count + 1) * sizeof(stub));
	if (!grown)
		return -1;
	mount->stubs = grown;
	mount->stubs[mount->stub_count++] = stub;
	return 0;
}

static int take_mount_field(struct mount_spec *mount, const struct field *field)
{
	switch (field->tag) {
	case FIELD_TARGET:
		return as_text(field, &mount->target);
	case FIELD_SOURCE:
		return as_text(field, &mount->source);
	case FIELD_LOWER:
		return append_text(&mount->lowers, field);
	case FIELD_OPTION:
		return append_text(&mount->options, field);
	case FIELD_STUB:
		return append_stub(mount, field);
	case FIELD_DAEMON_ARG:
		return append_text(&mount->daemon_args, field);
	default:
		return broken();
	}
}

static int append_mount(struct job_spec *spec, const struct field *field)
{
	uint32_t kind;
	struct mount_spec mount = { .prepared = -1 };
	if (as_number(field, 0, &kind) < 0 || as_number(field, 1, &mount.flags) < 0)
		return -1;
	mount.kind = (enum mount_kind)kind;

	struct reader reader = { .at = field->bytes + 8, .left = field->length - 8 };
	struct field inner;
	int got = 1;
	while (got == 1) {
		got = next_field(&reader, &inner);
		if (got == 1 && take_mount_field(&mount, &inner) < 0)
			got = -1;
	}
	struct mount_spec *grown = realloc(spec->mounts, (spec->mount_count + 1) * sizeof(mount));
	if (!grown)
		return -1;
	spec->mounts = grown;
	spec->mounts[spec->mount_count++] = mount;
	return got < 0 || !mount.target ? broken() : 0;
}

int parse_mount_spec(uint8_t *bytes, size_t length, struct job_spec *spec)
{
	struct field whole = { .bytes = bytes, .length = (uint32_t)length };
	memset(spec, 0, sizeof(*spec));
	return append_mount(spec, &whole);
}

static int take_user(struct job_spec *spec, const struct field *field)
{
	if (as_number(field, 0, &spec->uid) < 0)
		return -1;
	return as_number(field, 1, &spec->gid);
}

static int take_filter(struct job_spec *spec, const struct field *field)
{
	if (field->length == 0 || field->length % 8 != 0 || field->length / 8 > FILTER_LENGTH_MAX || spec->filter)
		return broken();
	spec->filter = field->bytes;
	spec->filter_length = (uint16_t)(field->length / 8);
	return 0;
}

static int append_filter_check(struct job_spec *spec, const struct field *field)
{
	if (spec->filter_check_count == FILTER_CHECKS_MAX)
		return broken();
	struct filter_check *check = &spec->filter_checks[spec->filter_check_count++];
	return as_number(field, 0, &check->number) < 0 ? -1 : as_number(field, 1, &check->error);
}

static int append_rlimit(struct job_spec *spec, const struct field *field)
{
	struct rlimit_spec limit;
	if (field->length != sizeof(limit))
		return broken();
	memcpy(&limit, field->bytes, sizeof(limit));
	struct rlimit_spec *grown = realloc(spec->rlimits, (spec->rlimit_count + 1) * sizeof(limit));
	if (!grown)
		return -1;
	spec->rlimits = grown;
	spec->rlimits[spec->rlimit_count++] = limit;
	return 0;
}

static int take_end(struct job_spec *spec, const struct field *field)
{
	if (as_number(field, 0, &spec->timeout_ms) < 0 || as_number(field, 1, &spec->grace_ms) < 0)
		return -1;
	return as_number(field, 2, &spec->patience_ms);
}

static int take_field(struct job_spec *spec, const struct field *field)
{
	switch (field->tag) {
	case FIELD_ARG:
		return append_text(&spec->args, field);
	case FIELD_ENV:
		return append_text(&spec->env, field);
	case FIELD_CWD:
		return as_text(field, &spec->cwd);
	case FIELD_HOSTNAME:
		return as_text(field, &spec->hostname);
	case FIELD_ID_MAP:
		return as_text(field, &spec->id_map);
	case FIELD_ATTACH_POINT:
		return as_text(field, &spec->attach_point);
	case FIELD_USER:
		return take_user(spec, field);
	case FIELD_FLAGS:
		return as_number(field, 0, &spec->flags);
	case FIELD_LAYER_ID:
		return as_number(field, 0, &spec->layer_id);
	case FIELD_FILTER:
		return take_filter(spec, field);
	case FIELD_FILTER_CHECK:
		return append_filter_check(spec, field);
	case FIELD_MOUNT:
		return append_mount(spec, field);
	case FIELD_CGROUP:
		return append_text(&spec->cgroups, field);
	case FIELD_CGROUP_BIRTH:
		return as_text(field, &spec->cgroup_birth);
	case FIELD_RLIMIT:
		return append_rlimit(spec, field);
	case FIELD_END:
		return take_end(spec, field);
	default:
		return broken();
	}
}

int parse_job_spec(uint8_t *bytes, size_t length, struct job_spec *spec)
{
	struct reader reader = { .at = bytes, .left = length };
	struct field field;
	int got;
	*spec = (struct job_spec){ .grace_ms = GRACE_MS, .patience_ms = PATIENCE_MS };
	while ((got = next_field(&reader, &field)) == 1)
		if (take_field(spec, &field) < 0)
			return -1;
	if (got < 0)
		return -1;
	bool has_command = spec->args.count > 0 && spec->cwd;
	bool is_held = spec->flags & SPAWN_HELD;
	return has_command != is_held && spec->id_map && spec->attach_point && spec->mount_count > 0 ? 0 : broken();
}

int parse_start(uint8_t *bytes, size_t length, struct job_spec *spec)
{
	struct reader reader = { .at = bytes, .left = length };
	struct field field;
	int got;
	while ((got = next_field(&reader, &field)) == 1) {
		bool is_known = field.tag == FIELD_ARG || field.tag == FIELD_ENV || field.tag == FIELD_CWD || field.tag == FIELD_END;
		if (!is_known || take_field(spec, &field) < 0)
			return broken();
	}
	return got == 0 && spec->args.count > 0 && spec->cwd ? 0 : broken();
}

void free_job_spec(struct job_spec *spec)
{
	for (size_t i = 0; i < spec->mount_count; i++) {
		close_at_end(&spec->mounts[i].prepared);
		free(spec->mounts[i].lowers.items);
		free(spec->mounts[i].options.items);
		free(spec->mounts[i].daemon_args.items);
		free(spec->mounts[i].stubs);
	}
	free(spec->mounts);
	free(spec->rlimits);
	free(spec->cgroups.items);
	free(spec->args.items);
	free(spec->env.items);
	memset(spec, 0, sizeof(*spec));
}
