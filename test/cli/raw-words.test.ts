import { describe, expect, test } from 'vitest';
import { bytesOfWord, isText, quoteWord, restoreWords, wordToPath } from '#src/cli/raw-words.js';

/** The words as Node would decode them, and the kernel's own line. */
function restore(...words: readonly Buffer[]): string[] {
  const line = Buffer.concat([Buffer.from('node'), ...words].flatMap((word) => [word, Buffer.from([0])]));
  return restoreWords(
    words.map((word) => word.toString()),
    line,
  );
}

describe('the words of the command line', () => {
  test('keep every byte, whatever encoding they are in', () => {
    const all = Buffer.from(Array.from({ length: 255 }, (_zero, index) => index + 1));
    for (const bytes of [
      all,
      Buffer.from([0xff]),
      Buffer.from([0xc3]),
      Buffer.from([0xed, 0xa0, 0x80]),
      Buffer.from([0xf4, 0x90, 0x80, 0x80]),
    ]) {
      const [word = ''] = restore(bytes);
      expect(bytesOfWord(word)).toEqual(bytes);
      expect(wordToPath(word)).toEqual(bytes);
    }
  });

  test('tell two words apart that Node decodes to the same text', () => {
    const [left = '', right = ''] = restore(Buffer.from([0x61, 0xfe]), Buffer.from([0x61, 0xff]));
    expect(left).not.toBe(right);
    expect([quoteWord(left), quoteWord(right)]).toEqual(['"a\\376"', '"a\\377"']);
  });

  test('are plain text where they are UTF-8, even beside one that is not', () => {
    for (const text of ['ä', '', '--lower=x', '\u{1f480}', '\uFFFD']) {
      const [word, broken = ''] = restore(Buffer.from(text), Buffer.from([0x80]));
      expect(word).toBe(text);
      expect(wordToPath(text)).toBe(text);
      expect([isText(text), isText(broken)]).toEqual([true, false]);
    }
  });

  test('can be cut at ASCII signs before they find their bytes again', () => {
    const [word = ''] = restore(Buffer.from([0x2f, 0xe4, 0x3a, 0x2f, 0xf6]));
    expect(word.split(':').map(bytesOfWord)).toEqual([Buffer.from([0x2f, 0xe4]), Buffer.from([0x2f, 0xf6])]);
  });

  test('stay what Node made of them where the process has another command line', () => {
    expect(restoreWords(['a\uFFFD'], Buffer.from('renamed\0'))).toEqual(['a\uFFFD']);
  });
});
