/* tally N < TEXT: the N most frequent words, and how often each is there. */
#include "rank.h"
#include "table.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>

#define MOST 1000

static char *read_all(FILE *from, size_t *length)
{
	size_t size = 1 << 16;
	char *text = malloc(size);

	*length = 0;
	while (text != NULL) {
		size_t count = fread(text + *length, 1, size - *length, from);
		char *wider;

		if (count == 0)
			return text;
		*length += count;
		if (*length < size)
			continue;
		wider = realloc(text, size *= 2);
		if (wider == NULL)
			free(text);
		text = wider;
	}
	return NULL;
}

static int add(void *table, const char *word, size_t length)
{
	return table_add(table, word, length);
}

int main(int argc, char **argv)
{
	struct cell top[MOST];
	struct table table;
	size_t length, wanted = argc > 1 ? strtoul(argv[1], NULL, 10) : 10;
	char *text = read_all(stdin, &length);

	if (wanted > MOST)
		wanted = MOST;
	if (text == NULL || table_open(&table) < 0 || text_words(text, length, add, &table) < 0) {
		perror("tally");
		return 1;
	}
	wanted = rank_top(&table, top, wanted);
	for (size_t i = 0; i < wanted; i++)
		printf("%lu %s\n", top[i].count, top[i].word);
	table_close(&table);
	free(text);
	return 0;
}
