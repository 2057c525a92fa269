/** What layover itself prints: on one line, and harmless to a terminal. */

// Controls, marks that reorder or hide text, line separators, and halves of characters.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** `text` with every character escaped that is not printable. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (char) => NAMED[char] ?? escapeCharacter(char));
}

/** The same for text of many lines, whose line ends and tabs stay. */
export function printableLines(text: string): string {
  return text.replace(UNPRINTABLE, (char) =>
    char === '\n' || char === '\t' ? char : (NAMED[char] ?? escapeCharacter(char)),
  );
}

function escapeCharacter(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}

// Escape sequences of our own, which take no room.
const STYLES = /\x1b\[[0-9;]*m/g;
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}]|[\u{20000}-\u{3fffd}]/u;

/** How many columns of a terminal a line takes. */
export function widthOf(line: string): number {
  return [...line.replace(STYLES, '')].reduce((sum, char) => sum + (WIDE.test(char) ? 2 : 1), 0);
}

/** As much of a line without styles as fits. */
export function cutToWidth(line: string, columns: number): string {
  let width = 0;
  let cut = '';
  for (const char of line) {
    width += WIDE.test(char) ? 2 : 1;
    if (width > columns) return cut;
    cut += char;
  }
  return cut;
}

/** Rows as columns; the last column is as long as it is. */
export function alignColumns(rows: ReadonlyArray<readonly string[]>): string[] {
  const widths = (rows[0] ?? []).map((_cell, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join('  '),
  );
}
