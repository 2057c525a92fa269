/**
 * The words of the command line, byte for byte. Node decodes them as UTF-8 and loses what is none; the kernel still
 * has the bytes. A byte that is not UTF-8 is carried as a lone surrogate, U+DC00 plus the byte, which no decoded word
 * can hold: so words stay strings while options are parsed, and each finds its own bytes again.
 */
import { readFileSync } from 'node:fs';
import { quoteRaw, rawFromBytes } from '../base/bytes-path.js';

const LOST = '\uFFFD';
// Without its other half only: with the u flag, half of a pair does not match.
const CARRIED_BYTE = /[\uDC80-\uDCFF]/u;
const SURROGATE = 0xdc00;
// The well-formed sequences of UTF-8, on text of one byte per character.
const WELL_FORMED = [
  '[\\x00-\\x7f]',
  '[\\xc2-\\xdf][\\x80-\\xbf]',
  '\\xe0[\\xa0-\\xbf][\\x80-\\xbf]',
  '[\\xe1-\\xec\\xee\\xef][\\x80-\\xbf]{2}',
  '\\xed[\\x80-\\x9f][\\x80-\\xbf]',
  '\\xf0[\\x90-\\xbf][\\x80-\\xbf]{2}',
  '[\\xf1-\\xf3][\\x80-\\xbf]{3}',
  '\\xf4[\\x80-\\x8f][\\x80-\\xbf]{2}',
].join('|');
/** This process's words after the script, with what is not UTF-8 carried along. */
export function readWords() {
  const words = process.argv.slice(2);
  return words.some((word) => word.includes(LOST))
    ? restoreWords(words, readFileSync('/proc/self/cmdline'))
    : words;
}
/** `cmdline` is the kernel's: every word of the process, each with a NUL after it. */
export function restoreWords(words, cmdline) {
  const all = cmdline.toString('latin1').split('\0').slice(0, -1);
  const own = words.length === 0 ? [] : all.slice(-words.length);
  const isSame =
    own.length === words.length &&
    own.every((raw, at) => Buffer.from(raw, 'latin1').toString() === words[at]);
  // Something renamed the process and its words are gone: what Node made of them is all there is.
  return isSame ? own.map(carryBytes) : [...words];
}
function carryBytes(raw) {
  return raw.replace(new RegExp(`((?:${WELL_FORMED})+)|[\\x80-\\xff]`, 'g'), (piece, good) =>
    good === undefined
      ? String.fromCharCode(SURROGATE + piece.charCodeAt(0))
      : Buffer.from(good, 'latin1').toString(),
  );
}
/** The word as text where it is UTF-8, else its bytes. */
export function wordToPath(word) {
  return CARRIED_BYTE.test(word) ? bytesOfWord(word) : word;
}
export function isText(word) {
  return !CARRIED_BYTE.test(word);
}
export function bytesOfWord(word) {
  const pieces = [...word].map((char) =>
    CARRIED_BYTE.test(char) ? Buffer.from([char.charCodeAt(0) - SURROGATE]) : Buffer.from(char),
  );
  return Buffer.concat(pieces);
}
/** How a word is shown: as it is, or quoted and escaped where it would not be safe to print. */
export function quoteWord(word) {
  return word === '' ? '""' : quoteRaw(rawFromBytes(bytesOfWord(word)));
}
//# sourceMappingURL=raw-words.js.map
