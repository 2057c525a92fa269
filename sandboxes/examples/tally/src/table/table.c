#include "table.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_SIZE 64

static uint64_t hash_of(const char *word, size_t length)
{
	uint64_t hash = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)word[i]) * UINT64_C(1099511628211);
	return hash;
}

/* The cell that has the word, or the free one where it belongs. */
static struct cell *find(const struct table *table, const char *word, size_t length)
{
	size_t at = hash_of(word, length) & (table->size - 1);

	for (;; at = (at + 1) & (table->size - 1)) {
		struct cell *cell = &table->cells[at];

		if (cell->word == NULL || (cell->length == length && memcmp(cell->word, word, length) == 0))
			return cell;
	}
}

static int grow(struct table *table)
{
	struct table wider = { calloc(table->size * 2, sizeof(struct cell)), table->size * 2, table->used };

	if (wider.cells == NULL)
		return -1;
	for (size_t i = 0; i < table->size; i++)
		if (table->cells[i].word != NULL)
			*find(&wider, table->cells[i].word, table->cells[i].length) = table->cells[i];
	free(table->cells);
	*table = wider;
	return 0;
}

int table_open(struct table *table)
{
	*table = (struct table){ calloc(FIRST_SIZE, sizeof(struct cell)), FIRST_SIZE, 0 };
	return table->cells == NULL ? -1 : 0;
}

int table_add(struct table *table, const char *word, size_t length)
{
	struct cell *cell = find(table, word, length);

	if (cell->word == NULL) {
		char *copy;

		if (table->used * 3 >= table->size * 2) {
			if (grow(table) < 0)
				return -1;
			cell = find(table, word, length);
		}
		copy = malloc(length + 1);
		if (copy == NULL)
			return -1;
		memcpy(copy, word, length);
		copy[length] = '\0';
		*cell = (struct cell){ copy, length, 0 };
		table->used++;
	}
	cell->count++;
	return 0;
}

unsigned long table_count(const struct table *table, const char *word, size_t length)
{
	const struct cell *cell = find(table, word, length);

	return cell->word == NULL ? 0 : cell->count;
}

void table_close(struct table *table)
{
	for (size_t i = 0; i < table->size; i++)
		free(table->cells[i].word);
	free(table->cells);
}
