import { describe, expect, test } from 'vitest';
import { base64Forms } from '#src/pipeline/base64-forms.js';

describe('a secret is known in base64', () => {
  const secret = 'sword+fish/4711?~ÿ';
  for (let before = 0; before < 7; before += 1) {
    test(`behind ${before} bytes, whatever follows`, () => {
      for (const after of ['', '\n', 'x', 'xy', 'xyz']) {
        const encoded = Buffer.from(`${'p'.repeat(before)}${secret}${after}`).toString('base64');
        for (const form of [encoded, encoded.replaceAll('+', '-').replaceAll('/', '_')])
          expect(base64Forms(secret).some((piece) => form.includes(piece))).toBe(true);
      }
    });
  }

  test('in lines as tools write them', () => {
    const long = 'key-'.repeat(60);
    for (const width of [64, 76]) {
      const lines = Buffer.from(long)
        .toString('base64')
        .match(new RegExp(`.{1,${width}}`, 'g'));
      expect(lines?.length).toBeGreaterThan(3);
      for (const line of lines ?? [])
        expect(base64Forms(long).some((piece) => line.includes(piece))).toBe(true);
    }
  });

  test('but nothing short is searched for, which would be found by chance', () => {
    expect(base64Forms('abcd').every(({ length }) => length >= 8)).toBe(true);
    expect(base64Forms('abcd')).toContain(Buffer.from('abcd').toString('base64'));
  });
});
