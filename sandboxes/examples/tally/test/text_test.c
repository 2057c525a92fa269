/* Known sentences, then random bytes: every word is lower case, of letters, and as long as the text at most. */
#include "text.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define ROUNDS 12000
#define BYTES 20000

struct seen {
	char text[256];
	size_t words;
	size_t bytes;
};

static int note(void *context, const char *word, size_t length)
{
	struct seen *seen = context;

	seen->words++;
	seen->bytes += length;
	if (strlen(seen->text) + length + 2 < sizeof(seen->text)) {
		strncat(seen->text, word, length);
		strcat(seen->text, "|");
	}
	for (size_t i = 0; i < length; i++)
		assert(word[i] == '\'' || word[i] < 0 || (word[i] >= '0' && word[i] <= '9') ||
		       (word[i] >= 'a' && word[i] <= 'z'));
	return 0;
}

static void expect(const char *text, const char *words)
{
	struct seen seen = { "", 0, 0 };

	assert(text_words(text, strlen(text), note, &seen) == 0);
	if (strcmp(seen.text, words) != 0) {
		printf("%s: expected %s, got %s\n", text, words, seen.text);
		assert(0);
	}
}

int main(void)
{
	static char bytes[BYTES];
	uint64_t state = 7;

	expect("", "");
	expect("One, two; ONE!", "one|two|one|");
	expect("it's 'quoted' dogs'", "it's|quoted|dogs|");
	for (int round = 0; round < ROUNDS; round++) {
		struct seen seen = { "", 0, 0 };

		for (size_t i = 0; i < BYTES; i++) {
			state = state * UINT64_C(6364136223846793005) + 1;
			bytes[i] = (char)(state >> 56);
		}
		assert(text_words(bytes, BYTES, note, &seen) == 0);
		assert(seen.bytes + seen.words <= BYTES + 1);
	}
	printf("text: %d texts of %d random bytes\n", ROUNDS, BYTES);
	return 0;
}
