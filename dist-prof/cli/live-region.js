/**
 * Lines at the end of a terminal that are drawn again and again, below lines that stay. A frame is one write, and leaves
 * the cursor shown and long lines wrapped: whatever ends this process, there is nothing to put back.
 */
import { widthOf } from './text.js';

// Between the first two a terminal that knows them shows nothing half drawn.
const BEGIN = '\x1b[?2026h\x1b[?25l';
const END = '\x1b[?25h\x1b[?2026l';
const upAndClear = (rows) => (rows === 0 ? '\r' : `\r\x1b[${rows}A\x1b[J`);
/** What a terminal takes for wider than it was counted must not push the next line away. */
const unwrapped = (lines) => (lines === '' ? '' : `\x1b[?7l${lines}\x1b[?7h`);
/** Of the lines that stay, those that a resize may take along. */
const KEPT_LINES = 40;
export class LiveRegion {
  #screen;
  #drawn = { view: [], columns: 1 };
  #above = [];
  constructor(screen) {
    this.#screen = screen;
  }
  /** Puts `lines` above what is drawn, for good, and draws `view`, each of whose lines is as wide as the screen at most. */
  draw(lines, view) {
    const { columns } = this.#screen;
    if (lines.length === 0 && isSame(view, this.#drawn.view) && columns === this.#drawn.columns) return;
    const { rows, lost } = this.#findDrawn(columns);
    const above = [...lost, ...lines].map((line) => `${line}\n`).join('');
    const below = view.map((line) => `${line}\n`).join('');
    this.#screen.write(`${BEGIN}${upAndClear(rows)}${above}${unwrapped(below)}${END}`);
    this.#drawn = { view, columns };
    this.#above = [...this.#above, ...lines].slice(-KEPT_LINES);
  }
  /** Leaves what is drawn where it is: somebody else has written below it. */
  leave() {
    this.#drawn = { view: [], columns: 1 };
  }
  /**
   * How many rows what was drawn takes by now. A terminal that became narrower has wrapped its lines or cut them, and
   * nothing says which: where it has cut them, so many rows reach into the lines above, which then are `lost`.
   */
  #findDrawn(columns) {
    const { view, columns: before } = this.#drawn;
    const rows = countRows(view, columns);
    let [from, reached] = [this.#above.length, view.length];
    for (; from > 0 && reached < rows; from -= 1)
      reached += countRows(this.#above.slice(from - 1, from), before);
    return { rows, lost: this.#above.slice(from) };
  }
}
function isSame(left, right) {
  return left.length === right.length && left.every((line, at) => line === right[at]);
}
function countRows(lines, columns) {
  return lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / columns)), 0);
}
//# sourceMappingURL=live-region.js.map
