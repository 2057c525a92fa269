/**
 * A run on a terminal: a line for each job that has ended, and below them what runs now, drawn again and again. What
 * jobs print only ever comes as text without controls, cut at the width: nothing of theirs moves the cursor.
 */
import { formatDuration } from '../base/units.js';
import type { JobEnd, PipelineEvent } from '../pipeline/events.js';
import { style } from './output.js';
import type { Report } from './pipeline-report.js';
import { renderEvent } from './pipeline-text.js';
import { cutToWidth, printable, widthOf } from './text.js';

const FRAME_MS = 100;
/** Of what a job printed, shown where it fails. */
const LAST_LINES = 10;
const UP_AND_CLEAR = (rows: number): string => (rows === 0 ? '' : `\x1b[${rows}A\r\x1b[J`);

interface Running {
  readonly startedAt: number;
  readonly lines: string[];
}

/** Where it is drawn, and how big that is now. */
export interface LiveScreen {
  write(text: string): void;
  readonly columns: number;
  readonly rows: number;
}

export class LiveReport implements Report {
  readonly #screen: LiveScreen;
  readonly #running = new Map<string, Running>();
  readonly #ends = new Map<string, JobEnd>();
  readonly #timer: NodeJS.Timeout;
  #total = 0;
  #run = '';
  #startedAt = Date.now();
  #drawn: readonly string[] = [];
  #isInterrupted = false;

  constructor(screen: LiveScreen) {
    this.#screen = screen;
    this.#timer = setInterval(() => this.#draw([]), FRAME_MS);
  }

  take(event: PipelineEvent): void {
    this.#note(event);
    if (event.kind === 'job-started' && event.attempt === 1) return;
    const lines = renderEvent(event, { run: this.#run, ends: this.#ends }).map(({ job, text }) =>
      job === undefined ? text : `${markOf(event)} ${job}  ${text}`,
    );
    const output = event.kind === 'job-ended' ? this.#lastWords(event.job, event.end) : [];
    if (event.kind === 'job-ended') this.#running.delete(event.job);
    if (event.kind === 'run-ended') this.close();
    if (lines.length > 0) this.#draw([...output, ...lines]);
  }

  /** Says that an interrupt has come, and what a further one does. */
  interrupt(): void {
    this.#isInterrupted = true;
    this.#draw([]);
  }

  /** Takes the drawn part away. */
  close(): void {
    clearInterval(this.#timer);
    this.#running.clear();
    this.#total = 0;
    this.#draw([]);
  }

  #note(event: PipelineEvent): void {
    if (event.kind === 'run-started') {
      this.#run = event.run;
      this.#total = event.jobs.length;
      this.#startedAt = Date.now();
    }
    if (event.kind === 'job-started') this.#running.set(event.job, { startedAt: Date.now(), lines: [] });
    if (event.kind === 'job-ended') this.#ends.set(event.job, event.end);
    if (event.kind !== 'job-output') return;
    const lines = this.#running.get(event.job)?.lines;
    lines?.push(printable(event.line));
    if (lines && lines.length > LAST_LINES) lines.shift();
  }

  #lastWords(job: string, end: JobEnd): string[] {
    if (end.kind !== 'failed') return [];
    return (this.#running.get(job)?.lines ?? []).map((line) => `  ${style('dim', '|')} ${line}`);
  }

  #draw(finished: readonly string[]): void {
    const { columns } = this.#screen;
    // A terminal that became narrower has wrapped what was drawn.
    const rows = this.#drawn.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / columns)), 0);
    const view = this.#view();
    const text = [...finished, ...view].map((line) => `${line}\n`).join('');
    if (text === '' && rows === 0) return;
    this.#screen.write(`${UP_AND_CLEAR(rows)}${text}`);
    this.#drawn = view;
  }

  #view(): string[] {
    if (this.#total === 0) return [];
    const { columns, rows } = this.#screen;
    const room = Math.max(1, rows - 4);
    const shown = [...this.#running].slice(0, room).map(([job, { startedAt, lines }]) => {
      const line = `  ${job}  ${formatDuration(Date.now() - startedAt)}  ${lines.at(-1) ?? ''}`;
      return cutToWidth(line, columns - 1);
    });
    return [...shown, cutToWidth(this.#counts(), columns - 1)];
  }

  #counts(): string {
    const ends = [...this.#ends.values()];
    const cached = ends.filter((end) => end.kind === 'succeeded' && end.done.from === 'cache').length;
    const failed = ends.filter(({ kind }) => kind === 'failed' || kind === 'errored').length;
    const waiting = this.#total - ends.length - this.#running.size;
    const counts = [
      [this.#running.size, 'running'],
      [waiting, 'waiting'],
      [cached, 'cached'],
      [failed, 'failed'],
    ] as const;
    const words = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
    const hint = this.#isInterrupted ? '; ending what runs, again to kill it' : '';
    const done = `${ends.length} of ${this.#total} done`;
    return `layover: ${[done, ...words].join(', ')}, ${formatDuration(Date.now() - this.#startedAt)}${hint}`;
  }
}

function markOf(event: PipelineEvent): string {
  if (event.kind !== 'job-ended') return ' ';
  if (event.end.kind === 'succeeded') return event.end.done.from === 'cache' ? '=' : '+';
  return event.end.kind === 'skipped' ? '-' : '!';
}
