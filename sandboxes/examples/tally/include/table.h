#ifndef TALLY_TABLE_H
#define TALLY_TABLE_H

#include <stddef.h>

/* Words and how often each was seen: open addressing, grown at two thirds full. */
struct table {
	struct cell *cells;
	size_t size;
	size_t used;
};

struct cell {
	char *word; /* owned; NULL where the cell is free */
	size_t length;
	unsigned long count;
};

/* All return 0, or -1 where there is no memory. */
int table_open(struct table *table);
int table_add(struct table *table, const char *word, size_t length);
void table_close(struct table *table);

/* 0 where the word was never added. */
unsigned long table_count(const struct table *table, const char *word, size_t length);

#endif
