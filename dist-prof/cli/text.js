/** What layover itself prints: on one line, and harmless to a terminal. */
// Controls, marks that reorder or hide text, line separators, and halves of characters.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const NAMED = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
/** `text` with every character escaped that is not printable. */
export function printable(text) {
  return text.replace(UNPRINTABLE, (char) => NAMED[char] ?? escapeCharacter(char));
}
/** The same for text of many lines, whose line ends and tabs stay. */
export function printableLines(text) {
  return text.replace(UNPRINTABLE, (char) =>
    char === '\n' || char === '\t' ? char : (NAMED[char] ?? escapeCharacter(char)),
  );
}
function escapeCharacter(char) {
  const code = char.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}
/** Of a line; whoever wants more has the log. */
const OUTPUT_MAX = 1_000;
/**
 * A line that a job printed: without colors, with what a terminal would show in the end where it goes back to the line's
 * beginning, and everything else that is not printable escaped.
 */
export function outputText(line) {
  const segments = line.replace(COLORS, '').split('\r');
  const last = segments.findLast((segment) => segment !== '') ?? '';
  const kept = last.length > OUTPUT_MAX ? `${last.slice(0, OUTPUT_MAX)}...` : last;
  return printable(kept.replaceAll('\t', '    '));
}
const COLORS = /\x1b\[[0-9;:]*m/g;
const MARKS = /[\p{Mn}\p{Me}]/u;
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{1f300}-\u{1faff}]|[\u{20000}-\u{3fffd}]/u;
/** How many columns of a terminal a line takes. */
export function widthOf(line) {
  return [...line.replace(COLORS, '')].reduce((sum, char) => sum + widthOfCharacter(char), 0);
}
function widthOfCharacter(char) {
  if (char < '\u0300') return 1;
  if (MARKS.test(char)) return 0;
  return WIDE.test(char) ? 2 : 1;
}
/** As much of a line without styles as fits. */
export function cutToWidth(line, columns) {
  let width = 0;
  let cut = '';
  for (const char of line) {
    width += widthOfCharacter(char);
    if (width > columns) return cut;
    cut += char;
  }
  return cut;
}
export function padToWidth(text, columns) {
  return text + ' '.repeat(Math.max(0, columns - widthOf(text)));
}
/** Rows as columns; the last column is as long as it is. */
export function alignColumns(rows) {
  const widths = (rows[0] ?? []).map((_cell, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join('  '),
  );
}
//# sourceMappingURL=text.js.map
