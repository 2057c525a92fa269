import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type HostPath, hostPath, quoteRaw } from '../../base/bytes-path.js';
import { measured, type Profile, type Timeline } from '../../base/timeline.js';
import type { CommitReport } from '../../commit/report.js';
import { hasMountsBelow, type Volume } from '../../commit/volumes.js';
import { type Change, changeToJson } from '../../diff/change.js';
import type { DiffForm } from '../../diff/render.js';
import type { ChangeSummary } from '../../diff/summarize.js';
import type { Outcome, Usage } from '../../jail/outcome.js';
import type { Receipt } from '../../jail/receipt.js';
import { parseGivenName, parseRefName } from '../../layers/refs.js';
import { syscalls } from '../../native/syscalls.js';
import type { Home } from '../state/home.js';
import type { JobRecord } from '../state/job-record.js';
import { discardKept, lockForReading } from '../state/jobs.js';
import { targetOf } from '../store/export-target.js';
import { exportInputOf } from '../store/layers.js';
import { takeBatches } from '../trees/batches.js';
import type { CommitDirectoryInput, PlanLine } from '../trees/commit-directory.js';
import type { LayerReport } from '../trees/commit-place.js';
import type { PlacesReport } from '../trees/commit-places.js';
import type { JobExportReport } from '../trees/export-job.js';
import { readReport } from '../trees/read-report.js';
import type { HostOptions, TreeHost } from '../trees/tree-host.js';
import type { CommitChoice, TaskName, TreeTasks, ViewChanges } from '../trees/tree-tasks.js';
import type { CommitPlacesOptions } from './commit-places-options.js';
import { readLog } from './job-log.js';
import type {
  ChooseOptions,
  CommitLayerOptions,
  CommitOciOptions,
  CommitTarOptions,
  CommitToOptions,
  ReadOptions,
  RenderOptions,
} from './job-options.js';
import { viewPath } from './view-path.js';

/** What became of a job's changes. */
export type Settled =
  | { readonly kind: 'kept' }
  | { readonly kind: 'discarded' }
  | { readonly kind: 'committed'; readonly to: string; readonly applied: number };

/** How a job ended and what it changed, as plain data. */
export interface JobResult {
  readonly job: string;
  readonly outcome: Outcome;
  readonly usage: Usage;
  readonly changes: ChangeSummary;
  readonly settled: Settled;
  readonly receipt: Receipt;
  /** With `profile` in the spec: where the time went so far. Only in the process that ran it. */
  readonly profile?: Profile;
}

// About a millisecond of work.
const CHANGES_PER_TURN = 256;

/** What a job needs of the one who opened it. */
export interface JobContext {
  readonly home: Home;
  trees(): Promise<TreeHost>;
  /** Told that something is in the trash; `untouched` names a job that left nothing of its own behind. */
  emptyTrashSoon(untouched?: string): void;
}

/**
 * A job that has ended: its changes can be read, committed as often as one likes, and discarded once. It stays on
 * disk until then, whoever ends. Committing does not discard.
 */
export class Job {
  readonly #record: JobRecord;
  readonly #context: JobContext;
  readonly #timeline: Timeline | undefined;
  #settled: Settled = { kind: 'kept' };

  /** `timeline`: what has been measured of it, and goes on being measured. */
  constructor(record: JobRecord, context: JobContext, timeline?: Timeline) {
    this.#record = record;
    this.#context = context;
    this.#timeline = timeline;
  }

  get id(): string {
    return this.#record.id;
  }

  /** Whether it ran over this machine's own root. */
  get showsMachine(): boolean {
    return this.#record.sandbox?.definition === 'host';
  }

  get outcome(): Outcome {
    return this.#record.outcome;
  }

  get result(): JobResult {
    const { id: job, outcome, usage, changes, receipt } = this.#record;
    const profile = this.#timeline && { profile: this.#timeline.profile };
    return { job, outcome, usage, changes, settled: this.#settled, receipt, ...profile };
  }

  /** Each change with its path as text (or `pathBase64`), as `diff --json` prints it. */
  async *changes(options: ReadOptions = {}): AsyncGenerator<Record<string, unknown>> {
    for (const [index, change] of (await this.readChanges(options)).entries()) {
      options.signal?.throwIfAborted();
      if (index % CHANGES_PER_TURN === 0) await nextTurn();
      yield changeToJson(change);
    }
  }

  /** Every change, sorted by path; paths are raw. */
  async readChanges({ digests, ...options }: ReadOptions = {}): Promise<Change[]> {
    const changes: Change[] = [];
    const onItems = (items: readonly Change[]): boolean => changes.push(...items) > 0;
    await this.#read('changes', { ...this.#view(), ...this.#own(), digests }, { ...options, onItems });
    return changes;
  }

  /**
   * The diff as text, in pieces: of these paths and what is below them, by default all. The next piece is made when the
   * last was taken; until the end a thread waits for that.
   */
  async *render(form: DiffForm, { paths = [], ...options }: RenderOptions = {}): AsyncGenerator<string> {
    const input = { ...this.#view(), ...this.#own(), form, paths: paths.map(viewPath) };
    const pieces = takeBatches<string>((onItems) => this.#read('render', input, { ...options, onItems }));
    for await (const piece of pieces) yield* piece;
  }

  /** Applies the changes to a directory, all or none; what they displace is kept for `Layover.undo`. */
  async commit(options: CommitToOptions): Promise<CommitReport> {
    const target = hostPath(options.to);
    const report = await readReport((onItems) =>
      this.#read('commitDirectory', this.#commitInput(options), { ...options, onItems }),
    );
    this.#settled = {
      kind: 'committed',
      to: Buffer.from(target, 'latin1').toString(),
      applied: report.applied,
    };
    return report;
  }

  /** What `commit` would do, path by path. */
  async plan(options: CommitToOptions): Promise<PlanLine[]> {
    const lines: PlanLine[] = [];
    const onItems = (items: readonly PlanLine[]): boolean => lines.push(...items) > 0;
    await this.#read('planCommit', this.#commitInput(options), { ...options, onItems });
    return lines;
  }

  /**
   * The file systems that `commit` would change, in their order: with more than one, all are taken back where one fails,
   * but who looks meanwhile can see one changed and the next not yet. Empty where nothing is mounted below the target.
   */
  async volumes(options: CommitToOptions): Promise<Volume[]> {
    if (!hasMountsBelow(hostPath(options.to))) return [];
    return await this.#read('commitVolumes', this.#commitInput(options), options);
  }

  /** Writes the changes as the tar of one OCI layer, deletions as whiteouts. */
  async commitTar(options: CommitTarOptions): Promise<CommitReport> {
    const file = options.file === 1 ? options.file : hostPath(options.file);
    const input = { ...this.#view(), ...this.#choice(options), file };
    const report = await readReport((onItems) => this.#read('commitTar', input, { ...options, onItems }));
    this.#settled = {
      kind: 'committed',
      to: file === 1 ? 'standard output' : Buffer.from(file, 'latin1').toString(),
      applied: report.applied,
    };
    return report;
  }

  /** Stores the changes as a layer on top of the job's lowers, and names the chain. The job stays as it is. */
  async commitLayer({ name, ...options }: CommitLayerOptions): Promise<LayerReport> {
    const { command, receipt } = this.#record;
    const input = {
      ...this.#view(),
      ...this.#choice(options),
      name: parseGivenName(name),
      store: this.#context.home.store,
      style: receipt.mode === 'root' ? ('trusted' as const) : ('user' as const),
      createdBy: command.map(quoteRaw).join(' '),
    };
    const report = await this.#read('commitLayer', input, options);
    this.#settled = { kind: 'committed', to: input.name, applied: report.applied };
    return report;
  }

  /** Adds an image to an OCI layout: the changes as its topmost layer, on top of the job's lowers. Nothing is stored. */
  async commitOci(options: CommitOciOptions): Promise<CommitReport & JobExportReport> {
    const { directory, tag, from, only, except, signal, onProgress, ...settings } = options;
    const { command, createdAt, receipt } = this.#record;
    const target = targetOf({ oci: directory, tag });
    const input = {
      ...this.#view(),
      ...this.#choice({ from, only, except }),
      ...exportInputOf(settings),
      target,
      store: this.#context.home.store,
      marks: receipt.mode === 'root' ? ('trusted' as const) : ('user' as const),
      createdAt,
      createdBy: command.map(quoteRaw).join(' '),
    };
    const report = await this.#read('exportJob', input, { signal, onProgress });
    const { applied } = report;
    const to = `${Buffer.from(hostPath(directory), 'latin1').toString()}:${tag}`;
    this.#settled = { kind: 'committed', to, applied };
    return { ...report, bytes: report.layers.reduce((sum, { size }) => sum + size, 0) };
  }

  /** Stores what was changed as layers, place by place; nothing where a secret is in it. */
  async commitPlaces(options: CommitPlacesOptions): Promise<PlacesReport> {
    const { command, receipt, rules } = this.#record;
    const { places, secrets, ...task } = options;
    const input = {
      ...this.#view(),
      rules,
      places: places.map((place) => ({ ...place, at: viewPath(place.at), name: parseRefName(place.name) })),
      secrets,
      store: this.#context.home.store,
      style: receipt.mode === 'root' ? ('trusted' as const) : ('user' as const),
      createdBy: command.map(quoteRaw).join(' '),
    };
    return await this.#read('commitPlaces', input, task);
  }

  /** Gone at once for every reader; the bytes are deleted behind the scenes. Once is enough, twice is fine. */
  async discard(): Promise<void> {
    if (this.#settled.kind === 'discarded') return;
    measured(this.#timeline, 'discard', () => discardKept(this.#context.home, this.id));
    this.#settled = { kind: 'discarded' };
    this.#context.emptyTrashSoon(this.#record.isUntouched ? this.id : undefined);
  }

  /** What the command printed, as far as the log kept it. */
  log(stream: 'stdout' | 'stderr'): Readable {
    const path = join(this.#context.home.jobs, this.id, 'log', stream);
    return Readable.from(readLog(path));
  }

  /** Nobody discards the job meanwhile. */
  async #read<N extends TaskName>(
    name: N,
    input: TreeTasks[N]['input'],
    options?: HostOptions<N>,
  ): Promise<TreeTasks[N]['result']> {
    const lock = lockForReading(this.#context.home, this.id);
    try {
      const trees = await this.#context.trees();
      return await measured(this.#timeline, name, () => trees.run(name, input, options));
    } finally {
      syscalls.close(lock);
    }
  }

  #choice({ from, only, except }: ChooseOptions): CommitChoice {
    const { rules } = this.#record;
    return { from: from === undefined ? undefined : viewPath(from), only, except, rules };
  }

  #commitInput(options: CommitToOptions): CommitDirectoryInput {
    const { faithful, onConflict, merge, allowProtected, maxDeletes } = options;
    const { home } = this.#context;
    return {
      ...this.#view(),
      ...this.#choice(options),
      ...{ faithful, onConflict, merge, allowProtected, maxDeletes },
      job: this.id,
      target: hostPath(options.to),
      home: hostPath(home.path),
      commits: hostPath(home.commits),
      jobDirectory: this.#own().recordIn,
    };
  }

  /** Where it is recorded what the job changed. */
  #own(): { readonly recordIn: HostPath } {
    return { recordIn: hostPath(join(this.#context.home.jobs, this.id)) };
  }

  #view(): ViewChanges {
    const { parts, mountPoints } = this.#record;
    return { parts, mountPoints };
  }
}
