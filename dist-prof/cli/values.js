/** From the text of an option to its value. Each parser names the option and the value seen in its error. */
import { readFileSync } from 'node:fs';
import { LayoverError, messageOf } from '../base/errors.js';
import { findNearest } from '../base/nearest.js';
import { parseDuration, parseSize } from '../base/units.js';
import { isText, quoteWord, wordToPath } from './raw-words.js';
export function usageError(message, hint) {
  return new LayoverError('LAYOVER_USAGE', message, { hint });
}
/** A path of the host's. */
export function parsePath(word, option) {
  if (word === '') throw usageError(`${option} needs a path, got an empty word`);
  return wordToPath(word);
}
/** A path of the view. */
export function parseViewPath(word, option) {
  if (word.startsWith('/')) return wordToPath(word);
  throw usageError(`${option} needs an absolute path as the job sees it, got ${quoteWord(word)}`);
}
export function parseText(word, option) {
  if (word === '') throw usageError(`${option} needs a value, got an empty word`);
  if (isText(word)) return word;
  throw usageError(`${option} must be UTF-8, got ${quoteWord(word)}`);
}
/** JSON, or `@FILE` with JSON in it. Wrapped, so that `null` is a value. */
export function parseParams(word, option) {
  const text = parseText(word, option);
  const file = text.startsWith('@') ? text.slice(1) : undefined;
  try {
    return { value: JSON.parse(file === undefined ? text : readFileSync(file, 'utf8')) };
  } catch (cause) {
    const what = file === undefined ? `${option} is not JSON` : `${option} cannot be read from ${file}`;
    throw new LayoverError('LAYOVER_USAGE', `${what}: ${messageOf(cause)}`, {
      cause,
      hint: `Give JSON, as in ${option} '{"level": 9}', or ${option} @FILE.`,
    });
  }
}
export function parseMilliseconds(word, option) {
  return parseDuration(parseText(word, option), option);
}
export function parseBytes(word, option) {
  return parseSize(parseText(word, option), option);
}
/** A number above 0, with a fraction or without. */
export function parseNumber(word, option) {
  const text = parseText(word, option);
  if (/^\d+(\.\d+)?$/.test(text) && Number(text) > 0) return Number(text);
  throw usageError(`${option} must be a number above 0, got ${quoteWord(word)}`);
}
export function parseCount(word, option) {
  const text = parseText(word, option);
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw usageError(`${option} must be a whole number above 0, got ${quoteWord(word)}`);
}
/** A whole number, 0 included. */
export function parseWholeNumber(word, option) {
  const text = parseText(word, option);
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw usageError(`${option} must be a whole number, got ${quoteWord(word)}`);
}
export function parseChoice(word, option, choices) {
  const found = choices.find((choice) => choice === word);
  if (found !== undefined) return found;
  const nearest = findNearest(word, choices);
  const hint = nearest === undefined ? undefined : `Did you mean ${nearest}?`;
  throw usageError(`${option} must be ${listOf(choices)}, got ${quoteWord(word)}`, hint);
}
function listOf(choices) {
  return choices.length < 2 ? choices.join('') : `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
}
/** `SRC[:DST[:ro|rw]]`. */
export function parseBind(word) {
  const [source = '', target, access, ...rest] = word.split(':');
  if (rest.length > 0) {
    throw usageError(
      `--bind must be SRC[:DST[:ro|rw]], got ${quoteWord(word)}`,
      'A path that holds ":" cannot be bound from the command line.',
    );
  }
  if (target === 'ro' || target === 'rw') {
    throw usageError(
      `--bind needs the place before the access, got ${quoteWord(word)}`,
      `Write ${quoteWord(`${source}:${source}:${target}`)}.`,
    );
  }
  return {
    source: parsePath(source, '--bind'),
    ...(target !== undefined && { target: parseViewPath(target, 'The place of --bind') }),
    ...(access !== undefined && {
      access: parseChoice(access, 'The access of --bind', ['ro', 'rw']),
    }),
  };
}
/** `DST[:SIZE]`. */
export function parseTmpfs(word) {
  const [target = '', size, ...rest] = word.split(':');
  if (rest.length > 0) throw usageError(`--tmpfs must be DST[:SIZE], got ${quoteWord(word)}`);
  return {
    target: parseViewPath(target, '--tmpfs'),
    ...(size !== undefined && { size: parseBytes(size, 'The size of --tmpfs') }),
  };
}
/** `UID[:GID]`. */
export function parseUser(word) {
  const match = /^(\d{1,10})(?::(\d{1,10}))?$/.exec(word);
  if (match === null) {
    throw usageError(
      `--user must be UID[:GID] in numbers, got ${quoteWord(word)}`,
      'Names are not looked up: the job may have another list of users.',
    );
  }
  return { uid: Number(match[1]), ...(match[2] !== undefined && { gid: Number(match[2]) }) };
}
export const NO_ENVIRONMENT = { set: {}, pass: [] };
/** `K=V` or `K`; the last one given for a name counts. */
export function addVariable(word, { set, pass }) {
  const [name = '', ...values] = parseText(word, '--env').split('=');
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw usageError(`--env needs a name of letters, digits and "_", got ${quoteWord(word)}`);
  }
  const others = Object.fromEntries(Object.entries(set).filter(([other]) => other !== name));
  const otherNames = pass.filter((other) => other !== name);
  if (values.length === 0) return { set: others, pass: [...otherNames, name] };
  return { set: { ...others, [name]: values.join('=') }, pass: otherNames };
}
//# sourceMappingURL=values.js.map
