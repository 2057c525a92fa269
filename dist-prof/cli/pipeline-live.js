import { LiveRegion } from './live-region.js';
import { style } from './output.js';
import { renderEvent } from './pipeline-text.js';
import { renderView } from './pipeline-view.js';
import { outputText, padToWidth, printable, widthOf } from './text.js';

const FRAME_MS = 100;
/** Of what a job printed, shown where it fails. */
const LAST_LINES = 10;
const NAME_COLUMNS_MAX = 24;
export class LiveReport {
  #screen;
  #region;
  #running = new Map();
  #ends = new Map();
  #timer;
  #phase = 'before';
  #total = 0;
  #run = '';
  #startedAt = Date.now();
  #nameColumns = 0;
  constructor(screen) {
    this.#screen = screen;
    this.#region = new LiveRegion(screen);
    this.#timer = setInterval(this.#redraw, FRAME_MS);
    process.on('SIGWINCH', this.#redraw);
    process.on('SIGCONT', this.#drawBelow);
  }
  take(event) {
    this.#note(event);
    if (event.kind === 'job-started' && event.attempt === 1) return;
    const lines = renderEvent(event, { run: this.#run, ends: this.#ends }).map(({ job, text }) =>
      job === undefined ? text : `${markOf(event)} ${padToWidth(printable(job), this.#nameColumns)}  ${text}`,
    );
    const output = event.kind === 'job-ended' ? this.#lastWords(event.job, event.end) : [];
    if (event.kind === 'job-ended') this.#running.delete(event.job);
    if (event.kind === 'run-ended') this.close();
    if (lines.length > 0) this.#region.draw([...output, ...lines], this.#view());
  }
  /** Says that an interrupt has come, and what a further one does. */
  interrupt() {
    if (this.#phase === 'running') this.#phase = 'interrupted';
    this.#redraw();
  }
  /** Takes the drawn part away. */
  close() {
    clearInterval(this.#timer);
    process.off('SIGWINCH', this.#redraw).off('SIGCONT', this.#drawBelow);
    this.#phase = 'over';
    this.#redraw();
  }
  #note(event) {
    if (event.kind === 'run-started') {
      this.#run = event.run;
      this.#total = event.jobs.length;
      this.#startedAt = Date.now();
      this.#phase = 'running';
      const widths = event.jobs.map(({ name }) => widthOf(printable(name)));
      this.#nameColumns = Math.min(NAME_COLUMNS_MAX, Math.max(...widths));
    }
    if (event.kind === 'job-started') this.#running.set(event.job, { startedAt: Date.now(), lines: [] });
    if (event.kind === 'job-ended') this.#ends.set(event.job, event.end);
    if (event.kind !== 'job-output') return;
    const lines = this.#running.get(event.job)?.lines;
    lines?.push(outputText(event.line));
    if (lines && lines.length > LAST_LINES) lines.shift();
  }
  #lastWords(job, end) {
    if (end.kind !== 'failed') return [];
    return (this.#running.get(job)?.lines ?? []).map((line) => `  ${style('dim', '|')} ${line}`);
  }
  #redraw = () => {
    this.#region.draw([], this.#view());
  };
  /** After a stop the shell has written where the view was. */
  #drawBelow = () => {
    this.#region.leave();
    this.#redraw();
  };
  #view() {
    if (this.#phase === 'before' || this.#phase === 'over') return [];
    const state = {
      total: this.#total,
      startedAt: this.#startedAt,
      running: this.#running,
      ends: this.#ends,
      isInterrupted: this.#phase === 'interrupted',
    };
    return renderView(state, this.#screen);
  }
}
function markOf(event) {
  if (event.kind !== 'job-ended') return ' ';
  const [format, mark] = MARKS[event.end.kind];
  const isCached = event.end.kind === 'succeeded' && event.end.done.from === 'cache';
  return style(format, isCached ? '=' : mark);
}
const MARKS = {
  succeeded: ['green', '+'],
  failed: ['red', '!'],
  errored: ['red', '!'],
  canceled: ['yellow', '-'],
  skipped: ['yellow', '-'],
};
//# sourceMappingURL=pipeline-live.js.map
