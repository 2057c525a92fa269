// Does one thing to the store of a home, in a process that the countdown of kill-loader.mjs may kill.
import { readdir } from 'node:fs/promises';

const [dist, home, action, upper] = process.argv.slice(2);
const { openHome } = await import(`${dist}/sandbox/home.js`);
const { readChanges } = await import(`${dist}/diff/read-changes.js`);
const { commitLayer } = await import(`${dist}/layers/commit-layer.js`);
const { Layers } = await import(`${dist}/sandbox/layers.js`);
const { hostPath } = await import(`${dist}/base/bytes-path.js`);
const { importLayers } = await import(`${dist}/layers/oci/import/import-layers.js`);
const { removeTree } = await import(`${dist}/tree/remove.js`);

const opened = await openHome(home);
const { store } = opened;
const emptyTrash = async () => {
  for (const name of await readdir(opened.trash)) removeTree(store.trash, name);
};
const layers = new Layers({ home: opened, emptyTrash });
const actions = {
  commit: () => {
    const part = { at: '', lowers: [], upper: hostPath(upper), marks: 'trusted' };
    commitLayer(readChanges(part), { store, part, style: 'trusted', name: 'app:v2' });
  },
  import: async () => {
    const source = hostPath(`${upper}/../image`);
    const control = { check: () => undefined, onProgress: () => undefined };
    await importLayers({ store, style: 'trusted', source, name: 'app' }, control);
  },
  tag: () => layers.tag('app', 'other/name'),
  retag: () => layers.tag('second', 'app'),
  rm: () => layers.removeName('app'),
  gc: () => layers.collect(),
};
globalThis.layoverCalls.isCounting = true;
await actions[action]();
globalThis.layoverCalls.isCounting = false;
console.log(globalThis.layoverCalls.count);
