#ifndef TALLY_TEXT_H
#define TALLY_TEXT_H

#include <stddef.h>

/* Told of each word, in lower case; anything but 0 ends the walk. */
typedef int (*on_word)(void *context, const char *word, size_t length);

/* Splits text into words: letters, digits and bytes above 127, with apostrophes inside. Returns what on_word did. */
int text_words(const char *text, size_t length, on_word take, void *context);

#endif
