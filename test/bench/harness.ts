import { type Interval, percentile, ratioInterval } from './statistics.js';
import type { Contender, Gap, OpenSuite, Point, Suite } from './suite.js';

export { type Contender, type Gap, type Suite, timeMs } from './suite.js';

/**
 * Runs contenders in turns, A B C A B C ..., so that whatever else the machine does hits all of them alike.
 * The first contender is the yardstick of those that name no other.
 */

export interface Measured {
  readonly name: string;
  readonly yardstick: string;
  readonly samples: readonly number[];
  readonly p50: number;
  readonly p95: number;
  /** Its p50 over that of its yardstick, and where that lies with 95 % confidence. NaN where there is none. */
  readonly ratio: number;
  readonly interval: Interval;
  readonly point?: Point;
}

export interface SuiteResult {
  readonly measured: readonly Measured[];
  readonly gaps: readonly Gap[];
  readonly notes: readonly string[];
  /** Contenders that worked at first and then failed: something is broken. */
  readonly failures: readonly Gap[];
}

/** How much measuring a run goes for. */
export interface Effort {
  readonly warmUpRounds: number;
  readonly warmUpMs: number;
  /** Fewer say nothing. */
  readonly roundsMin: number;
  /** Of the seconds that a suite asks for. */
  readonly share: number;
  /** So many rounds, whatever time they take. */
  readonly rounds?: number;
}

export const FULL: Effort = { warmUpRounds: 5, warmUpMs: 2_000, roundsMin: 5, share: 1 };
/** To see that everything ends; its figures are rough. */
export const QUICK: Effort = { warmUpRounds: 1, warmUpMs: 0, roundsMin: 2, share: 0.04 };

export const SECONDS = 20;
const ROUNDS_ENOUGH = 30;

export interface Measuring {
  readonly effort: Effort;
  /** Ends after the sample at hand, with everything disposed. */
  readonly signal?: AbortSignal | undefined;
  readonly onRound?: ((round: number, elapsedMs: number) => void) | undefined;
}

export async function measureSuite(suite: Suite, measuring: Measuring): Promise<SuiteResult> {
  const { contenders, shared, gaps = [], notes = [] } = await suite.open();
  try {
    const field = new Field(contenders, measuring.signal);
    await warmUp(field, measuring.effort, suite.warmUpMax);
    field.forget();
    const started = performance.now();
    for (let round = 0; !isEnough(suite, measuring.effort, { round, started }); round += 1) {
      await field.runRound();
      measuring.onRound?.(round + 1, performance.now() - started);
    }
    return { measured: field.summarize(), gaps, notes, failures: field.failures };
  } finally {
    await disposeAll({ contenders, shared });
  }
}

async function warmUp(field: Field, { warmUpRounds, warmUpMs }: Effort, max = warmUpRounds): Promise<void> {
  const started = performance.now();
  for (let round = 0; round < Math.min(warmUpRounds, max); round += 1) {
    await field.runRound();
    if (performance.now() - started > warmUpMs) return;
  }
}

function isEnough(
  suite: Suite,
  effort: Effort,
  { round, started }: { round: number; started: number },
): boolean {
  if (effort.rounds !== undefined) return round >= effort.rounds;
  if (round < effort.roundsMin) return false;
  const elapsed = (performance.now() - started) / 1_000 / effort.share;
  if (round < ROUNDS_ENOUGH && elapsed < SECONDS) return false;
  return elapsed >= (suite.seconds ?? SECONDS) || round >= (suite.samplesMax ?? Number.POSITIVE_INFINITY);
}

/** Everything is disposed of, also where one of them fails at it. */
async function disposeAll({ contenders, shared }: Pick<OpenSuite, 'contenders' | 'shared'>): Promise<void> {
  const failures: unknown[] = [];
  for (const one of [...contenders, shared]) {
    try {
      await one[Symbol.asyncDispose]();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'A suite could not be cleaned up');
}

/** The contenders that still run, and what they have shown. */
class Field {
  readonly failures: Gap[] = [];
  readonly #running: Map<Contender, number[]>;
  readonly #first: string;
  readonly #signal: AbortSignal | undefined;

  constructor(contenders: readonly Contender[], signal: AbortSignal | undefined) {
    this.#running = new Map(contenders.map((contender) => [contender, []]));
    this.#first = contenders[0]?.name ?? '';
    this.#signal = signal;
  }

  /** One sample of each. Who fails is out, and the others go on. */
  async runRound(): Promise<void> {
    for (const [contender, samples] of this.#running) {
      this.#signal?.throwIfAborted();
      try {
        samples.push(await contender.sample());
      } catch (error) {
        this.#signal?.throwIfAborted();
        this.#running.delete(contender);
        this.failures.push({ name: contender.name, reason: reasonOf(error) });
      }
    }
  }

  forget(): void {
    for (const samples of this.#running.values()) samples.splice(0);
  }

  summarize(): Measured[] {
    const byName = new Map([...this.#running].map(([{ name }, samples]) => [name, samples] as const));
    return [...this.#running].map(([{ name, yardstick = this.#first, point }, samples]) => {
      const against = byName.get(yardstick) ?? [];
      const p50 = percentile(samples, 0.5);
      return {
        name,
        yardstick,
        samples,
        p50,
        p95: percentile(samples, 0.95),
        ratio: p50 / percentile(against, 0.5),
        interval: ratioInterval(samples, against),
        ...(point && { point }),
      };
    });
  }
}

/** The last line that a program wrote, else the message. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { stderr } = error as { stderr?: unknown };
  const text = typeof stderr === 'string' && stderr.trim() !== '' ? stderr : error.message;
  return text.trim().split('\n').at(-1) ?? '';
}
