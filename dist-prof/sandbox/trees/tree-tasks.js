/**
 * Work on whole trees, by name: what a tree host runs in a thread or in a process of its own. Input and result are
 * plain data, so that both can carry them.
 */
import { compareRaw, isBelow } from '../../base/bytes-path.js';
import { summarize } from '../../diff/summarize.js';
import { findWriters } from '../../tree/find-writers.js';
import { measureTrees } from '../../tree/measure.js';
import { removeTree } from '../../tree/remove.js';
import { cutIntoBatches } from './batches.js';
import { ownChanges } from './own-changes.js';
import { pipelineTasks } from './pipeline-tasks.js';
import { readPart } from './read-part.js';
import { sendReport, weighChange, weighLine } from './send-items.js';
/** Runs one task. Synchronous but for loading and the patch; anything it throws is the task's failure. */
export async function runTreeTask(name, input, control) {
  const task = TASKS[name];
  return await task(input, control);
}
// What only some tasks need is loaded by them: a fresh thread is ready sooner.
const TASKS = {
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
    for await (const text of renderForm(chosen, input.form, control.check)) await control.emit([text]);
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
    const exactView = (view) => readView(view, control, { exactLinks: true });
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
function spaced(onProgress) {
  let last = 0;
  return (done, total) => {
    const now = Date.now();
    if (now - last < PROGRESS_MS) return;
    last = now;
    onProgress(done, total);
  };
}
function commitControl({ onProgress, check }) {
  return { onProgress, checkCanceled: check };
}
async function summarizeView(input, control) {
  const changes = readView(input, control);
  const { recordIn } = input;
  if (recordIn !== undefined && changes.length > 0) {
    const { recordBase } = await import('../view/record-base.js');
    recordBase(recordIn, { changes, parts: input.parts, check: control.check });
  }
  return summarize(changes);
}
async function chosenBy(choice, changes) {
  (await import('./check-choice.js')).checkChoice(choice, changes);
  const { matcherOf } = await import('../../commit/choose.js');
  return { from: choice.from, includes: matcherOf(choice) };
}
/** One logical diff of all parts, in the order of the view. */
function readView({ parts, mountPoints }, { check }, options = {}) {
  const own = new Set(mountPoints);
  return parts
    .flatMap((part) => readPart(part, { ...options, check }))
    .filter(({ kind, after, path }) => kind !== 'added' || after?.type !== 'directory' || !own.has(path))
    .sort((left, right) => compareRaw(left.path, right.path));
}
function isChosen(path, chosen) {
  return chosen === undefined || chosen.length === 0 || chosen.some((one) => isBelow(path, one));
}
//# sourceMappingURL=tree-tasks.js.map
