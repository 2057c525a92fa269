#include "rank.h"

#include <string.h>

static int is_before(const struct cell *left, const struct cell *right)
{
	if (left->count != right->count)
		return left->count > right->count;
	return strcmp(left->word, right->word) < 0;
}

size_t rank_top(const struct table *table, struct cell *top, size_t wanted)
{
	size_t found = 0;

	for (size_t i = 0; i < table->size; i++) {
		const struct cell *cell = &table->cells[i];
		size_t at = found;

		if (cell->word == NULL)
			continue;
		while (at > 0 && is_before(cell, &top[at - 1]))
			at--;
		if (at >= wanted)
			continue;
		if (found < wanted)
			found++;
		memmove(&top[at + 1], &top[at], (found - 1 - at) * sizeof(*top));
		top[at] = *cell;
	}
	return found;
}
