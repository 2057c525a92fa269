/* The top of random tables, against sorting all of it. */
#include "rank.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS 2000
#define SIZE 8192
#define TOP 50

static int compare(const void *left, const void *right)
{
	const struct cell *a = left, *b = right;

	if (a->count != b->count)
		return a->count < b->count ? 1 : -1;
	return strcmp(a->word, b->word);
}

int main(void)
{
	static struct cell cells[SIZE], sorted[SIZE];
	static char words[SIZE][16];
	struct cell top[TOP];
	uint64_t state = 3;

	for (int round = 0; round < ROUNDS; round++) {
		struct table table = { cells, SIZE, 0 };
		size_t used = 0;

		for (size_t i = 0; i < SIZE; i++) {
			state = state * UINT64_C(6364136223846793005) + 1;
			snprintf(words[i], sizeof(words[i]), "w%zu", i);
			cells[i] = (struct cell){ state >> 63 ? words[i] : NULL, strlen(words[i]), state >> 50 & 1023 };
			if (cells[i].word != NULL)
				sorted[used++] = cells[i];
		}
		qsort(sorted, used, sizeof(*sorted), compare);
		assert(rank_top(&table, top, TOP) == TOP);
		for (size_t i = 0; i < TOP; i++)
			assert(strcmp(top[i].word, sorted[i].word) == 0);
	}
	printf("rank: %d tables of %d cells\n", ROUNDS, SIZE);
	return 0;
}
