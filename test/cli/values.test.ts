import { describe, expect, test } from 'vitest';
import { findNearest } from '#src/base/nearest.js';
import { checkRunOptions, parseSandbox } from '#src/cli/run-options.js';
import {
  addVariable,
  NO_ENVIRONMENT,
  parseBind,
  parseBytes,
  parseChoice,
  parseMilliseconds,
  parsePath,
  parseTmpfs,
  parseUser,
  parseViewPath,
} from '#src/cli/values.js';

describe('values of options', () => {
  test('are read', () => {
    expect(parseBind('src')).toEqual({ source: 'src' });
    expect(parseBind('src:/dst')).toEqual({ source: 'src', target: '/dst' });
    expect(parseBind('src:/dst:rw')).toEqual({ source: 'src', target: '/dst', access: 'rw' });
    expect(parseBind('\udcff:/\udcfe')).toEqual({
      source: Buffer.from([0xff]),
      target: Buffer.from([0x2f, 0xfe]),
    });
    expect(parseTmpfs('/tmp')).toEqual({ target: '/tmp' });
    expect(parseTmpfs('/tmp:1M')).toEqual({ target: '/tmp', size: 1 << 20 });
    expect(parseUser('1000')).toEqual({ uid: 1000 });
    expect(parseUser('0:5')).toEqual({ uid: 0, gid: 5 });
    expect(parseMilliseconds('90', '--timeout')).toBe(90_000);
    expect(parseBytes('2k', '--output')).toBe(2048);
  });

  const refused: ReadonlyArray<[what: string, parse: () => unknown, message: RegExp]> = [
    [
      'a bind of four parts',
      () => parseBind('a:/b:ro:c'),
      /--bind must be SRC\[:DST\[:ro\|rw\]\], got a:\/b:ro:c/,
    ],
    [
      'a bind with its access in the place of the place',
      () => parseBind('/etc:ro'),
      /needs the place before the access/,
    ],
    ['a bind to a relative place', () => parseBind('a:b'), /absolute path as the job sees it, got b/],
    ['a bind with an unknown access', () => parseBind('a:/b:rx'), /must be ro or rw, got rx/],
    ['a bind of nothing', () => parseBind(':/b'), /--bind needs a path/],
    ['a tmpfs of no size', () => parseTmpfs('/tmp:big'), /size of --tmpfs must be a size/],
    ['a user by name', () => parseUser('nobody'), /--user must be UID\[:GID\] in numbers, got nobody/],
    ['an empty path', () => parsePath('', '--lower'), /--lower needs a path/],
    ['a relative path of the view', () => parseViewPath('tmp', '--hide'), /--hide needs an absolute path/],
    ['a variable without a name', () => addVariable('=x', NO_ENVIRONMENT), /--env needs a name/],
    [
      'a variable that is not UTF-8',
      () => addVariable('A=\udcff', NO_ENVIRONMENT),
      /--env must be UTF-8, got "A=\\377"/,
    ],
    ['a timeout that is none', () => parseMilliseconds('soon', '--timeout'), /--timeout must be a duration/],
    ['a sandbox without a name', () => parseSandbox(''), /--sandbox needs the name of a sandbox/],
  ];
  for (const [what, parse, message] of refused) test(`refuse ${what}`, () => expect(parse).toThrow(message));

  test('name the choices and the nearest one', () => {
    expect(() => parseChoice('discrad', '--on-failure', ['keep', 'discard'])).toThrow(
      expect.objectContaining({
        message: '--on-failure must be keep or discard, got discrad',
        hint: 'Did you mean discard?',
      }),
    );
    expect(() => parseChoice('\x1b[2J', '--driver', ['auto', 'copy'])).toThrow('got "\\033[2J"');
  });

  test('of --env: the last one for a name counts', () => {
    const words = ['A=1', 'B', 'A', 'C=x=y', 'B=2', 'A=3'];
    const environment = words.reduce((before, word) => addVariable(word, before), NO_ENVIRONMENT);
    expect(environment).toEqual({ set: { A: '3', B: '2', C: 'x=y' }, pass: [] });
    expect(addVariable('A', environment).pass).toEqual(['A']);
  });
});

describe('options that do not go together', () => {
  const base = { lower: ['/'] };
  for (const [what, options, message] of [
    ['commit without a place', { ...base, onSuccess: 'commit' }, /--on-success commit needs --to DIR/],
    ['a place without commit', { ...base, to: 'x' }, /--to needs --on-success commit or ask/],
    [
      'a choice without commit',
      { ...base, only: ['x'], onSuccess: 'keep' },
      /--only needs --on-success commit/,
    ],
  ] as const) {
    test(`are refused: ${what}`, () => expect(() => checkRunOptions(options)).toThrow(message));
  }

  test('are none of the usual ones', () => {
    expect(() => checkRunOptions({ ...base, onSuccess: 'commit', to: 'x', only: ['a'] })).not.toThrow();
    expect(() => checkRunOptions({ project: '.' })).not.toThrow();
  });
});

test('the nearest word is found, or none', () => {
  const words = ['commit', 'keep', 'discard'];
  for (const [word, want] of [
    ['comit', 'commit'],
    ['kepe', 'keep'],
    ['DISCARD', 'discard'],
    ['undo', undefined],
    ['', undefined],
  ] as const) {
    expect(findNearest(word, words)).toBe(want);
  }
});
