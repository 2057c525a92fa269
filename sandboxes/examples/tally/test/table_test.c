/* A table against a plain array of counts, over millions of words made by a generator of its own. */
#include "table.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define ROUNDS 240
#define WORDS 20000
#define ADDS 100000

static uint64_t state = 42;

static uint64_t next_number(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	return state ^= state << 17;
}

int main(void)
{
	static unsigned long expected[WORDS];
	char word[32];

	for (int round = 0; round < ROUNDS; round++) {
		struct table table;

		assert(table_open(&table) == 0);
		memset(expected, 0, sizeof(expected));
		for (int i = 0; i < ADDS; i++) {
			unsigned long number = next_number() % WORDS;
			int length = snprintf(word, sizeof(word), "word-%lu", number);

			assert(table_add(&table, word, (size_t)length) == 0);
			expected[number]++;
		}
		for (unsigned long number = 0; number < WORDS; number++) {
			int length = snprintf(word, sizeof(word), "word-%lu", number);

			assert(table_count(&table, word, (size_t)length) == expected[number]);
		}
		assert(table_count(&table, "never", 5) == 0);
		table_close(&table);
	}
	printf("table: %d rounds of %d words\n", ROUNDS, ADDS);
	return 0;
}
