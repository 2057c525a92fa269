#include "text.h"

#include <ctype.h>

#define LONGEST 255

static int is_letter(unsigned char byte)
{
	return byte > 127 || isalnum(byte);
}

int text_words(const char *text, size_t length, on_word take, void *context)
{
	char word[LONGEST];
	size_t used = 0;

	for (size_t i = 0; i <= length; i++) {
		unsigned char byte = i < length ? (unsigned char)text[i] : ' ';
		int is_inside = used > 0 && byte == '\'' && i + 1 < length && is_letter((unsigned char)text[i + 1]);

		if (is_letter(byte) || is_inside) {
			if (used < LONGEST)
				word[used++] = (char)tolower(byte);
		} else if (used > 0) {
			int answer = take(context, word, used);

			if (answer != 0)
				return answer;
			used = 0;
		}
	}
	return 0;
}
