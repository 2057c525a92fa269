import { describe, expect, test } from 'vitest';
import { LiveRegion } from '#src/cli/live-region.js';
import { cutToWidth, outputText, widthOf } from '#src/cli/text.js';
import { Screen } from '../fixtures/screen.js';

const VIEW = ['> compile  0.1 s', `  | ${'x'.repeat(70)}`, '> test  3.4 s', 'layover: 1/3 done, 2 running'];

function open(columns: number, narrowed: 'wraps' | 'cuts' = 'wraps'): { screen: Screen; region: LiveRegion } {
  const screen = new Screen(columns, 24, narrowed);
  const target = {
    write: (text: string) => screen.write(text.replaceAll('\n', '\r\n')), // as the kernel does
    get columns() {
      return screen.columns;
    },
    rows: 24,
  };
  return { screen, region: new LiveRegion(target) };
}

const fitted = (columns: number): string[] => VIEW.map((line) => cutToWidth(line, columns - 1));

describe('lines that are drawn again and again', () => {
  test('stay below those that stay, and leave nothing behind', () => {
    const { screen, region } = open(80);
    region.draw([], fitted(80));
    region.draw(['+ one  done'], fitted(80));
    region.draw(['+ two  done', 'more of two'], VIEW.slice(3));
    expect(screen.lines).toEqual(['+ one  done', '+ two  done', 'more of two', VIEW[3]]);
    region.draw(['the end'], []);
    expect(screen.lines).toEqual(['+ one  done', '+ two  done', 'more of two', 'the end']);
    expect([screen.isCursorShown, screen.isAtStartOfNewLine, screen.strange]).toEqual([true, true, []]);
  });

  test('are written once while nothing changes', () => {
    const written: string[] = [];
    const region = new LiveRegion({ write: (text) => void written.push(text), columns: 80, rows: 24 });
    region.draw([], ['same']);
    region.draw([], ['same']);
    expect(written).toHaveLength(1);
  });

  for (const columns of [200, 60, 40, 20, 10]) {
    test(`are found again by a terminal of ${columns} columns that wraps what became too wide`, () => {
      const { screen, region } = open(80);
      region.draw(['+ one', '+ two', '+ three', '+ four', '+ five', '+ six', '+ seven'], fitted(80));
      screen.resize(columns);
      region.draw([], fitted(columns));
      region.draw(['+ last'], []);
      expect(screen.lines.filter((line) => /[>|]|layover|^x/.test(line))).toEqual([]);
      expect(new Set(screen.lines).size).toBe(8);
      expect(screen.lines.at(-1)).toBe('+ last');
    });

    test(`and by one of ${columns} that cuts it: not a line above is lost`, () => {
      const { screen, region } = open(80, 'cuts');
      const done = [
        '+ one',
        '+ two',
        '+ three',
        '+ four',
        '+ five',
        '+ six',
        '+ seven',
        '+ 8',
        '+ 9',
        '+ 10',
      ];
      region.draw(done, fitted(80));
      screen.resize(columns);
      region.draw([], fitted(columns));
      region.draw(['+ last'], []);
      expect(screen.lines).toEqual([...done, '+ last']);
    });
  }

  test('begin anew below what a shell has written', () => {
    const { screen, region } = open(80);
    region.draw([], ['view']);
    screen.write('[1]+  Stopped\r\n');
    region.leave();
    region.draw([], ['view again']);
    expect(screen.lines).toEqual(['view', '[1]+  Stopped', 'view again']);
  });
});

describe('what a job prints is shown as text that moves no cursor:', () => {
  for (const [title, line, shown] of [
    ['colors go', '\x1b[1;31mred\x1b[0m \x1b[38:2::1:2:3mrgb', 'red rgb'],
    ['other sequences are escaped', 'a\x1b[2Jb\x1b]0;title\x07', 'a\\x1b[2Jb\\x1b]0;title\\x07'],
    ['only the last state of a line that is written anew', '10%\r20%\r30%', '30%'],
    ['also where it ends with a return', '10%\r20%\r', '20%'],
    ['tabs are blanks', '\tx', '    x'],
    ['a direction is escaped', 'a\u202eb', 'a\\u{202e}b'],
    ['length has an end', 'y'.repeat(5_000), `${'y'.repeat(1_000)}...`],
  ] as const) {
    test(title, () => expect(outputText(line)).toBe(shown));
  }

  test('the width of characters is what terminals give them', () => {
    for (const [text, width] of [
      ['abc', 3],
      ['日本', 4],
      ['e\u0301', 1],
      ['😀', 2],
      ['✅', 2],
      ['한', 2],
      ['\x1b[31mx\x1b[0m', 1],
      ['ä', 1],
    ] as const)
      expect([text, widthOf(text)]).toEqual([text, width]);
    expect(cutToWidth('日本語', 5)).toBe('日本');
    expect(cutToWidth('e\u0301e\u0301', 1)).toBe('e\u0301');
  });
});
