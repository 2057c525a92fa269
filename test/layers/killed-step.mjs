// Does one thing to the store of a home, in a process that the countdown of kill-loader.mjs may kill, or fail.
import { readdir } from 'node:fs/promises';

const [dist, home, action, upper] = process.argv.slice(2);
const { openHome } = await import(`${dist}/sandbox/state/home.js`);
const { readChanges } = await import(`${dist}/diff/read-changes.js`);
const { commitLayer } = await import(`${dist}/layers/commit-layer.js`);
const { Layers } = await import(`${dist}/sandbox/store/layers.js`);
const { hostPath } = await import(`${dist}/base/bytes-path.js`);
const { importLayers } = await import(`${dist}/layers/oci/import/import-layers.js`);
const { exportChain } = await import(`${dist}/layers/oci/export/export-chain.js`);
const { getRef } = await import(`${dist}/layers/refs.js`);
const { removeTree } = await import(`${dist}/tree/remove.js`);

const opened = await openHome(home);
const { store } = opened;
const emptyTrash = async () => {
  for (const name of await readdir(opened.trash)) removeTree(store.trash, name);
};
const layers = new Layers({ home: opened, emptyTrash });
const outside = hostPath(`${home}/../outside`);
// Before anything counts.
const { chain } = getRef(store, 'app');
const exportTo = (target, more) =>
  exportChain({
    store,
    chain,
    marks: 'trusted',
    sourceDateEpoch: 0,
    target,
    ...more,
  });
const part = { at: '', lowers: [], upper: hostPath(upper), marks: 'trusted' };
const changes = readChanges(part);
const actions = {
  commit: () => commitLayer(changes, { store, part, style: 'trusted', name: 'app:v2' }),
  import: async () => {
    const source = hostPath(`${upper}/../image`);
    const control = { check: () => undefined, onProgress: () => undefined };
    await importLayers({ store, style: 'trusted', source, name: 'app' }, control);
  },
  tag: () => layers.tag('app', 'other/name'),
  retag: () => layers.tag('second', 'app'),
  rm: () => layers.removeName('app'),
  gc: () => layers.collect(),
  'export-tar': () => exportTo({ kind: 'tar', output: `${outside}/out` }),
  'export-layout': () => exportTo({ kind: 'layout', directory: `${outside}/layout`, tag: 'v1' }),
  'export-archive': () =>
    exportTo({ kind: 'archive', output: `${outside}/out`, tag: 'v1' }, { compression: 'gzip' }),
};
const calls = globalThis.layoverCalls;
try {
  calls.isCounting = true;
  await actions[action]();
  calls.isCounting = false;
  console.log(calls.count);
} catch (error) {
  calls.isCounting = false;
  const { name, code, message, hint, stack } = error;
  console.log(`${calls.count}\n${JSON.stringify({ name, code, message, hint, stack })}`);
  process.exitCode = 1;
}
