import { listOption, valueOption } from './option-kinds.js';
import { quoteWord, wordToPath } from './raw-words.js';
import { parseChoice, parsePath, parseText, usageError } from './values.js';

const COMPRESSIONS = ['none', 'gzip', 'zstd'];
export function addImageOptions(command) {
  command
    .option('--flat', 'one layer with what all of them show together')
    .addOption(
      valueOption(
        '--compression <kind>',
        'none, gzip or zstd; default: gzip in a layout, else none',
        (word, flag) => parseChoice(word, flag, COMPRESSIONS),
      ),
    )
    .addOption(
      valueOption(
        '--platform <os/arch>',
        "as linux/arm64; default: the image's, else this machine's",
        parseText,
      ),
    )
    .addOption(listOption('--env <k=v>', 'a variable the image sets (repeatable)', parsePair))
    .addOption(
      valueOption(
        '--entrypoint <word>',
        'what the image runs: one word, or a JSON list of words',
        parseWords,
      ),
    )
    .addOption(
      valueOption('--cmd <word>', 'its default arguments: one word, or a JSON list of words', parseWords),
    )
    .addOption(listOption('--label <k=v>', 'a label of the image (repeatable)', parsePair))
    .addOption(valueOption('--workdir <dir>', 'where the image starts', parseAbsolute))
    .addOption(
      valueOption('--user <user>', 'whom it runs as: a name or id, with :GROUP if wanted', parseText),
    );
}
/** Whether any of them was given. */
export function hasImageOptions(options) {
  const { flat, compression, platform, env, entrypoint, cmd, label, workdir, user } = options;
  return [flat, compression, platform, env, entrypoint, cmd, label, workdir, user].some(
    (one) => one !== undefined,
  );
}
export function settingsOf(options) {
  const { flat, compression, platform, env, entrypoint, cmd, label, workdir, user } = options;
  return {
    flat,
    compression,
    platform,
    entrypoint,
    cmd,
    workdir,
    user,
    env: env && Object.fromEntries(env),
    labels: label && Object.fromEntries(label),
    sourceDateEpoch: readSourceDateEpoch(),
  };
}
/** `DIR[:TAG]` or `FILE[:TAG]`: the last colon counts, if a tag can follow it. */
export function parsePlaceAndTag(word, flag) {
  const [, place = '', tag] = /^(.*):([A-Za-z0-9_][A-Za-z0-9._-]*)$/s.exec(word) ?? [];
  if (place === '') return { place: parsePath(word, flag), tag: undefined };
  return { place: wordToPath(place), tag };
}
/** A file, or the descriptor of standard output for `-`; to a terminal the bytes of a tar do no good. */
export function parseOutput(word, flag) {
  if (word !== '-') return parsePath(word, flag);
  if (process.stdout.isTTY !== true) return 1;
  throw usageError(
    `${flag} - writes a tar to standard output, which is a terminal`,
    'Send it to a file or a program.',
  );
}
function parsePair(word, flag) {
  const [, key = '', value = ''] = /^([^=]+)=(.*)$/s.exec(parseText(word, flag)) ?? [];
  if (key !== '') return [key, value];
  throw usageError(`${flag} must be KEY=VALUE, got ${quoteWord(word)}`);
}
/** A JSON list is one word for each of its elements; anything else is one word. Nothing is split at blanks. */
function parseWords(word, flag) {
  const text = parseText(word, flag);
  if (!text.startsWith('[')) return [text];
  const list = parseJson(text);
  if (Array.isArray(list) && list.every((one) => typeof one === 'string')) return list;
  throw usageError(
    `${flag} must be one word or a JSON list of words, got ${quoteWord(word)}`,
    `As: ${flag} '["sh", "-c", "ls"]'`,
  );
}
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
function parseAbsolute(word, flag) {
  const text = parseText(word, flag);
  if (text.startsWith('/')) return text;
  throw usageError(`${flag} needs an absolute path, got ${quoteWord(word)}`);
}
/** See reproducible-builds.org: whole seconds since 1970. */
function readSourceDateEpoch() {
  const text = process.env['SOURCE_DATE_EPOCH'];
  if (text === undefined || text === '') return undefined;
  if (/^\d{1,11}$/.test(text)) return Number(text);
  throw usageError(`SOURCE_DATE_EPOCH must be whole seconds since 1970, got ${quoteWord(text)}`);
}
//# sourceMappingURL=image-options.js.map
