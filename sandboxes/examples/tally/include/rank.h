#ifndef TALLY_RANK_H
#define TALLY_RANK_H

#include "table.h"

/* The `wanted` most frequent cells, the most frequent first, equals by their bytes; how many there are. */
size_t rank_top(const struct table *table, struct cell *top, size_t wanted);

#endif
