// Does random things to the store of a home until it is killed. What it may meet is a name that is not there.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const [dist, home, upper] = process.argv.slice(2);
const { openHome } = await import(`${dist}/sandbox/state/home.js`);
const { readChanges } = await import(`${dist}/diff/read-changes.js`);
const { commitLayer } = await import(`${dist}/layers/commit-layer.js`);
const { Layers } = await import(`${dist}/sandbox/store/layers.js`);
const { resolveChain, directoriesOf } = await import(`${dist}/layers/resolve-layer.js`);
const { verifyLayer } = await import(`${dist}/layers/verify.js`);
const { LayerLease } = await import(`${dist}/layers/lock.js`);
const { hostPath } = await import(`${dist}/base/bytes-path.js`);

const opened = await openHome(home);
const { store } = opened;
const layers = new Layers({ home: opened, emptyTrash: async () => {} });
const pick = (list) => list[Math.floor(Math.random() * list.length)];
const NAMES = ['a', 'b', 'c', 'app', 'second'];

function commit(path, name) {
  const part = { at: '', lowers: [], upper: hostPath(path), marks: 'trusted' };
  commitLayer(readChanges(part), { store, part, style: 'trusted', name });
}

const actions = [
  () => commit(upper, pick(NAMES)),
  () => {
    const own = mkdtempSync(`${dirname(upper)}/storm-`);
    try {
      mkdirSync(`${own}/d`);
      for (let at = 0; at < 20; at += 1)
        writeFileSync(`${own}/d/${at}`, `${Math.random() < 0.5 ? at : Math.random()}`);
      commit(own, pick(NAMES));
    } finally {
      rmSync(own, { recursive: true });
    }
  },
  () => layers.tag(pick(NAMES), pick(NAMES)),
  () => layers.removeName(pick(NAMES)),
  () => layers.collect(),
  () => {
    const directories = directoriesOf(store, resolveChain(store, pick(NAMES)));
    const lease = new LayerLease(store, directories);
    for (const { id } of layers.inspect(pick(NAMES)).layers) {
      const damage = verifyLayer(store, id);
      if (damage.length > 0) console.error(id, damage);
    }
    lease[Symbol.dispose]();
  },
];

for (;;) {
  try {
    await pick(actions)();
  } catch (error) {
    if (error.code !== 'LAYOVER_LAYER_UNKNOWN') console.error(error);
  }
}
