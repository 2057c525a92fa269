/**
 * Work on whole trees, by name: what a tree host runs in a thread or in a process of its own. Input and result are
 * plain data, so that both can carry them.
 */
import { compareRaw, type HostPath, isBelow, type RawPath } from '../../base/bytes-path.js';
import type { CommitHeader } from '../../commit/journal.js';
import type { CommitOptions } from '../../commit/report.js';
import type { ReportCounts, ReportNote } from '../../commit/report-notes.js';
import type { UndoReport } from '../../commit/undo.js';
import type { Volume } from '../../commit/volumes.js';
import type { Change } from '../../diff/change.js';
import type { ReadChangesOptions } from '../../diff/read-changes.js';
import type { DiffForm } from '../../diff/render.js';
import { type ChangeSummary, summarize } from '../../diff/summarize.js';
import type { MergeInput } from '../../layers/merge-layers.js';
import type { ExportReport } from '../../layers/oci/export/export-chain.js';
import type { ImportInput } from '../../layers/oci/import/import-layers.js';
import type { ImportReport } from '../../layers/oci/import/report.js';
import type { LayerSize } from '../../layers/sizes.js';
import type { LayerStore } from '../../layers/store.js';
import type { Damage } from '../../layers/verify.js';
import type { MarkStyle } from '../../overlay/part.js';
import type { Copies } from '../../tree/copy-tree.js';
import { findWriters, type Quiescence } from '../../tree/find-writers.js';
import { type Measure, measureTrees } from '../../tree/measure.js';
import { removeTree } from '../../tree/remove.js';
import { cutIntoBatches } from './batches.js';
import type { CommitDirectoryInput, PlanLine } from './commit-directory.js';
import type { CommitLayerInput, LayerReport } from './commit-place.js';
import type { ExportChainInput, ExportJobInput, JobExportReport } from './export-job.js';
import { type OwnOnly, ownChanges } from './own-changes.js';
import { type PipelineTasks, pipelineTasks } from './pipeline-tasks.js';
import { readPart } from './read-part.js';
import { sendReport, weighChange, weighLine } from './send-items.js';
import type { CommitChoice, ViewChanges } from './view-changes.js';

export type { CommitChoice, ViewChanges } from './view-changes.js';

export interface TreeTasks extends PipelineTasks {
  readonly changes: {
    readonly input: ViewChanges & OwnOnly & { readonly digests?: boolean | undefined };
    readonly items: Change;
    readonly result: undefined;
  };
  /** Counts the changes; with `recordIn`, a job's directory, remembers there what the lowers showed at their paths. */
  readonly summary: {
    readonly input: ViewChanges & { readonly recordIn?: HostPath | undefined };
    readonly result: ChangeSummary;
  };
  /** The changes as text. */
  readonly render: {
    readonly input: ViewChanges & OwnOnly & { readonly form: DiffForm; readonly paths: readonly RawPath[] };
    readonly items: string;
    readonly result: undefined;
  };
  readonly commitDirectory: {
    readonly input: CommitDirectoryInput;
    readonly items: ReportNote;
    readonly result: ReportCounts;
  };
  /** What `commitDirectory` would do. */
  readonly planCommit: {
    readonly input: CommitDirectoryInput;
    readonly items: PlanLine;
    readonly result: undefined;
  };
  /** The file systems that `commitDirectory` would change, in their order. */
  readonly commitVolumes: { readonly input: CommitDirectoryInput; readonly result: Volume[] };
  readonly undoCommit: {
    readonly input: { readonly commits: HostPath; readonly id: string };
    readonly result: UndoReport;
  };
  /** Takes back commits that were killed; a line about each. */
  readonly recoverCommits: { readonly input: { readonly commits: HostPath }; readonly result: string[] };
  /** Forgets commits that are too old to be undone. */
  readonly expireCommits: {
    readonly input: { readonly commits: HostPath; readonly ageMs: number; readonly isDryRun: boolean };
    readonly result: CommitHeader[];
  };
  readonly commitTar: {
    readonly input: ViewChanges & CommitChoice & { readonly file: HostPath | 1 };
    readonly items: ReportNote;
    readonly result: ReportCounts;
  };
  /** Stores the changes of one place as a named layer. */
  readonly commitLayer: { readonly input: CommitLayerInput; readonly result: LayerReport };
  /** Brings in what others made. */
  readonly importLayers: { readonly input: ImportInput; readonly result: ImportReport };
  readonly exportChain: { readonly input: ExportChainInput; readonly result: ExportReport };
  /** The image of a job, of which nothing need be in the store. */
  readonly exportJob: { readonly input: ExportJobInput; readonly result: JobExportReport };
  /** Makes one layer of several that lie on each other; its id. */
  readonly mergeLayers: { readonly input: MergeInput; readonly result: string };
  readonly verifyLayer: {
    readonly input: { readonly store: LayerStore; readonly id: string };
    readonly result: Damage[];
  };
  readonly measureLayers: {
    readonly input: { readonly store: LayerStore; readonly ids: readonly string[] };
    readonly result: LayerSize[];
  };
  /** Fills the empty `target` with what the lowers show, everything as it is. */
  readonly copyLowers: {
    readonly input: {
      readonly lowers: readonly HostPath[];
      readonly marks: MarkStyle;
      readonly target: HostPath;
    };
    readonly result: undefined;
  };
  /** Fills each second, empty directory with what the first holds, as it is. */
  readonly copyTrees: { readonly input: { readonly copies: Copies }; readonly result: undefined };
  /** Puts a copy in the place of each tree that shares inodes with a layer. */
  readonly ownTrees: { readonly input: { readonly roots: readonly HostPath[] }; readonly result: undefined };
  /** Tries every regular file for somebody who could still write to it. */
  readonly findWriters: {
    readonly input: Pick<TreeTasks['measure']['input'], 'roots'>;
    readonly result: Quiescence;
  };
  /** What trees take, counted until it is more than `enough`. */
  readonly measure: {
    readonly input: { readonly roots: readonly HostPath[]; readonly enough: Measure };
    readonly result: Measure;
  };
  /** Removes each of these entries of `parent`. */
  readonly remove: {
    readonly input: { readonly parent: HostPath; readonly names: readonly RawPath[] };
    readonly result: undefined;
  };
}

export type TaskName = keyof TreeTasks;

export type Progress = (done: number, total: number) => void;

/** What a task is given beside its input. */
export interface TaskControl {
  readonly onProgress: Progress;
  /** Hands items of the task over, and waits until they are taken; throws when nobody wants more. */
  readonly emit: (items: readonly unknown[]) => Promise<void>;
  /** Throws when nobody wants the result any more; called often. */
  readonly check: () => void;
}

/** Runs one task. Synchronous but for loading and the patch; anything it throws is the task's failure. */
export async function runTreeTask(name: TaskName, input: unknown, control: TaskControl): Promise<unknown> {
  const task = TASKS[name] as (input: unknown, control: TaskControl) => unknown;
  return await task(input, control);
}

// What only some tasks need is loaded by them: a fresh thread is ready sooner.
const TASKS: { readonly [N in TaskName]: (input: TreeTasks[N]['input'], control: TaskControl) => unknown } = {
  changes: async (input, control) => {
    const changes = await ownChanges(input, readView(input, control, { digests: input.digests }));
    for (const batch of cutIntoBatches(changes, weighChange)) await control.emit(batch);
  },
  summary: summarizeView,
  render: async (input, control) => {
    const { renderForm } = await import('../../diff/render.js');
    const read = readView(input, control, { digests: input.form === 'json' });
    const changes = await ownChanges(input, read);
    const chosen = changes.filter((change) => isChosen(change.path, input.paths));
    const options = { check: control.check, foreign: await foreignOf(input, chosen) };
    for await (const text of renderForm(chosen, input.form, options)) await control.emit([text]);
  },
  commitDirectory: async (input, control) => {
    const { commitDirectory } = await import('./commit-directory.js');
    return await sendReport(await commitDirectory(input, readView(input, control), control), control);
  },
  planCommit: async (input, control) => {
    const { planDirectory } = await import('./commit-directory.js');
    const lines = await planDirectory(input, readView(input, control), control);
    for (const batch of cutIntoBatches(lines, weighLine)) await control.emit(batch);
  },
  commitVolumes: async (input, control) => {
    const { findVolumesOf } = await import('./commit-directory.js');
    return await findVolumesOf(input, readView(input, control), control);
  },
  undoCommit: async ({ commits, id }) => (await import('../../commit/undo.js')).undoCommit(commits, id),
  recoverCommits: async ({ commits }) => (await import('../../commit/recover.js')).recoverCommits(commits),
  expireCommits: async ({ commits, ...options }) =>
    (await import('../../commit/recover.js')).expireCommits(commits, options),
  commitTar: async (input, control) => {
    const { commitToTar } = await import('../../commit/to-tar.js');
    const changes = readView(input, control);
    const options = { output: input.file, ...(await chosenBy(input, changes)), ...commitControl(control) };
    return await sendReport(commitToTar(changes, options), control);
  },
  commitLayer: async (input, control) => {
    const { commitPlace } = await import('./commit-place.js');
    return await commitPlace(input, {
      readView: (view) => readView(view, control, { exactLinks: true }),
      onProgress: control.onProgress,
    });
  },
  ...pipelineTasks((view, control) => readView(view, control, { exactLinks: true })),
  importLayers: async (input, { check, onProgress }) => {
    const { importLayers } = await import('../../layers/oci/import/import-layers.js');
    return await importLayers(input, { check, onProgress: spaced(onProgress) });
  },
  exportChain: async (input, { onProgress, check }) => {
    const { exportChain } = await import('../../layers/oci/export/export-chain.js');
    return await exportChain({ ...input, onProgress, check });
  },
  exportJob: async (input, control) => {
    const { exportJob } = await import('./export-job.js');
    const { onProgress, check } = control;
    const exactView = (view: ViewChanges): Change[] => readView(view, control, { exactLinks: true });
    return await exportJob(input, { onProgress, check, readView: exactView });
  },
  mergeLayers: async (input, { check, onProgress }) => {
    const { mergeLayers } = await import('../../layers/merge-layers.js');
    return mergeLayers(input, { check, onProgress: spaced(onProgress) });
  },
  verifyLayer: async ({ store, id }) => (await import('../../layers/verify.js')).verifyLayer(store, id),
  measureLayers: async ({ store, ids }) => (await import('../../layers/sizes.js')).measureLayers(store, ids),
  copyTrees: async ({ copies }, { check }) =>
    (await import('../../tree/copy-tree.js')).copyTrees(copies, check),
  ownTrees: async ({ roots }, { check }) => (await import('../../tree/own-tree.js')).ownTrees(roots, check),
  copyLowers: async (input, control) =>
    (await import('../view/copy-lowers.js')).copyLowers(input, commitControl(control)),
  findWriters: ({ roots }, { check }) => findWriters(roots, check),
  measure: ({ roots, enough }) => measureTrees(roots, enough),
  remove: ({ parent, names }, { check }) => {
    for (const name of names) removeTree(parent, name, { checkCanceled: check });
  },
};

const PROGRESS_MS = 50;

/** Of calls that come for every piece of a file only some. */
function spaced(onProgress: Progress): Progress {
  let last = 0;
  return (done, total) => {
    const now = Date.now();
    if (now - last < PROGRESS_MS) return;
    last = now;
    onProgress(done, total);
  };
}

function commitControl({
  onProgress,
  check,
}: TaskControl): Pick<CommitOptions, 'onProgress' | 'checkCanceled'> {
  return { onProgress, checkCanceled: check };
}

async function summarizeView(
  input: TreeTasks['summary']['input'],
  control: TaskControl,
): Promise<ChangeSummary> {
  const changes = readView(input, control);
  const { recordIn } = input;
  if (recordIn !== undefined && changes.length > 0) {
    const { recordBase } = await import('../view/record-base.js');
    recordBase(recordIn, { changes, parts: input.parts, check: control.check });
  }
  return summarize(changes);
}

/** Only a patch shows what was there before. */
async function foreignOf(
  { form, recordIn }: TreeTasks['render']['input'],
  changes: readonly Change[],
): Promise<ReadonlySet<RawPath> | undefined> {
  if (form !== 'patch' || recordIn === undefined) return undefined;
  return (await import('../../commit/foreign.js')).findForeign(recordIn, changes);
}

async function chosenBy(
  choice: ViewChanges & CommitChoice,
  changes: readonly Change[],
): Promise<Pick<CommitOptions, 'from' | 'includes'>> {
  (await import('./check-choice.js')).checkChoice(choice, changes);
  const { matcherOf } = await import('../../commit/choose.js');
  return { from: choice.from, includes: matcherOf(choice) };
}

/** One logical diff of all parts, in the order of the view. */
function readView(
  { parts, mountPoints }: ViewChanges,
  { check }: TaskControl,
  options: Pick<ReadChangesOptions, 'digests' | 'exactLinks'> = {},
): Change[] {
  const own = new Set<RawPath>(mountPoints);
  return parts
    .flatMap((part) => readPart(part, { ...options, check }))
    .filter(({ kind, after, path }) => kind !== 'added' || after?.type !== 'directory' || !own.has(path))
    .sort((left, right) => compareRaw(left.path, right.path));
}

function isChosen(path: RawPath, chosen: readonly RawPath[] | undefined): boolean {
  return chosen === undefined || chosen.length === 0 || chosen.some((one) => isBelow(path, one));
}
