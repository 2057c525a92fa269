import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bytesFromRaw,
  compareRaw,
  componentsOf,
  fsPath,
  hostPath,
  isBelow,
  joinRaw,
  jsonPath,
  quoteRaw,
  type RawPath,
  ROOT_PATH,
  rawFromBytes,
  rawFromText,
  splitRaw,
  textFromRaw,
} from '#src/base/bytes-path.js';

const raw = rawFromText;
const bytes = (...values: number[]): RawPath => rawFromBytes(Buffer.from(values));
const anyBytes = fc.uint8Array({ maxLength: 20 });

describe('raw paths', () => {
  test('hold any bytes unchanged', () => {
    fc.assert(fc.property(anyBytes, (value) => bytesFromRaw(rawFromBytes(value)).equals(value)));
  });

  test('hold the bytes of a view, not of the buffer behind it', () => {
    const whole = Uint8Array.from([0x61, 0x62, 0x63, 0x64]);
    expect(rawFromBytes(whole.subarray(1, 3))).toBe('bc');
  });

  test('hold one character for each byte of a text', () => {
    expect(raw('é').length).toBe(2);
    expect(textFromRaw(raw('é/日本'))).toBe('é/日本');
  });

  test('have no text where they are not UTF-8', () => {
    expect(textFromRaw(bytes(0xff))).toBeUndefined();
    expect(textFromRaw(bytes(0xc3))).toBeUndefined();
    expect(textFromRaw(bytes(0xed, 0xa0, 0x80))).toBeUndefined();
    expect(textFromRaw(raw('\ufeffa'))).toBe('\ufeffa');
  });

  test('join and split around the root', () => {
    expect(joinRaw(ROOT_PATH, raw('a'))).toBe('a');
    expect(joinRaw(raw('a'), ROOT_PATH)).toBe('a');
    expect(joinRaw(raw('a'), raw('b'))).toBe('a/b');
    expect(splitRaw(raw('a'))).toEqual({ parent: '', name: 'a' });
    expect(splitRaw(raw('a/b/c'))).toEqual({ parent: 'a/b', name: 'c' });
    expect(componentsOf(ROOT_PATH)).toEqual([]);
    expect(componentsOf(raw('a/b'))).toEqual(['a', 'b']);
  });

  for (const [path, ancestor, want] of [
    ['a/b', 'a', true],
    ['a', 'a', true],
    ['a', '', true],
    ['', '', true],
    ['ab', 'a', false],
    ['a', 'a/b', false],
    ['', 'a', false],
  ] as const) {
    test(`say that "${path}" is ${want ? '' : 'not '}at or below "${ancestor}"`, () => {
      expect(isBelow(raw(path), raw(ancestor))).toBe(want);
    });
  }

  test('sort by bytes with a directory right before its content', () => {
    const names = ['a', 'a/z', 'a!', 'a-b', 'a.b', 'ab', 'b', 'Z', 'é'].map(raw);
    const sorted = [...names].reverse().sort(compareRaw);
    expect(sorted).toEqual(['Z', 'a', 'a/z', 'a!', 'a-b', 'a.b', 'ab', 'b', 'é'].map(raw));
  });

  test('are in one total order', () => {
    const pathArb = fc.array(fc.constantFrom('a', '/', '!', '\u0001', 'ÿ'), { maxLength: 5 });
    const sign = (left: string, right: string): number =>
      Math.sign(compareRaw(left as RawPath, right as RawPath));
    fc.assert(
      fc.property(pathArb, pathArb, pathArb, (...parts) => {
        const [a, b, c] = parts.map((part) => part.join('')) as [string, string, string];
        expect(sign(a, b) + sign(b, a)).toBe(0);
        expect(sign(a, b) === 0).toBe(a === b);
        if (sign(a, b) <= 0 && sign(b, c) <= 0) expect(sign(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

describe('shown paths', () => {
  for (const [path, want] of [
    [ROOT_PATH, '.'],
    [raw('a b/c'), 'a b/c'],
    [raw('日本'), '日本'],
    [raw('a"b'), '"a\\"b"'],
    [raw('a\\b'), '"a\\\\b"'],
    [raw('a\nb\tc\r'), '"a\\nb\\tc\\r"'],
    [raw('\u001b[2J'), '"\\033[2J"'],
    [raw('a\u007f'), '"a\\177"'],
    [raw('gpj\u202e.exe'), '"gpj\\342\\200\\256.exe"'],
    [raw('\u0085'), '"\\302\\205"'],
    [bytes(0xc3, 0xa4, 0xff), '"\\303\\244\\377"'],
  ] as const) {
    test(`show ${JSON.stringify(path)} as ${want}`, () => {
      expect(quoteRaw(path)).toBe(want);
    });
  }

  test('never hold a control byte, whatever the path', () => {
    const control = /\p{Cc}/u;
    fc.assert(fc.property(anyBytes, (value) => !control.test(quoteRaw(rawFromBytes(value)))));
  });

  test('are base64 in JSON where they are not UTF-8', () => {
    expect(jsonPath(raw('é'))).toEqual({ path: 'é' });
    expect(jsonPath(bytes(0xff))).toEqual({ pathBase64: '/w==' });
  });
});

describe('host paths', () => {
  test('are absolute and resolved against their base', () => {
    expect(hostPath('a/../b', '/base')).toBe('/base/b');
    expect(hostPath('/x//y/')).toBe('/x/y');
    expect(hostPath('a')).toBe(raw(`${process.cwd()}/a`));
  });

  test('keep bytes that are no text, and go to node:fs unchanged', () => {
    const path = hostPath(Buffer.from([0x2f, 0xff]));
    expect(fsPath(path)).toEqual(Buffer.from([0x2f, 0xff]));
    expect(fsPath(hostPath('é', '/日'))).toEqual(Buffer.from('/日/é'));
  });
});
