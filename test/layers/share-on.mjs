// In a mount namespace of its own: layers with equal files, in a store on the file system of an image; prints what of
// them lies on disk once, and whether the layers are what they are elsewhere.
import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';

const [dist, dir, image] = process.argv.slice(2);
const { openHome } = await import(`${dist}/sandbox/state/home.js`);
const { readChanges } = await import(`${dist}/diff/read-changes.js`);
const { commitLayer } = await import(`${dist}/layers/commit-layer.js`);
const { collectGarbage } = await import(`${dist}/layers/collect.js`);
const { measureLayers } = await import(`${dist}/layers/sizes.js`);
const { removeRef } = await import(`${dist}/layers/refs.js`);
const { verifyLayer } = await import(`${dist}/layers/verify.js`);
const { hostPath } = await import(`${dist}/base/bytes-path.js`);

const mount = `${dir}/mount`;
mkdirSync(mount);
execFileSync('mount', ['-o', 'loop', image, mount]);
try {
  process.stdout.write(JSON.stringify(await share()));
} finally {
  execFileSync('umount', [mount]);
}

async function share() {
  const { store } = await openHome(`${mount}/home`);
  for (const name of ['first', 'second']) makeUpper(`${mount}/${name}`, name);
  const first = commit(store, 'first');
  const second = commit(store, 'second');
  const [inFirst, inSecond] = [first, second].map((id) => `${store.layers}/${id}/tree`);
  const isOne = (path) =>
    statSync(`${inFirst}/${path}`, { bigint: true }).ino ===
    statSync(`${inSecond}/${path}`, { bigint: true }).ino;
  const files = ['same', 'elsewhen', 'grouped'].map((path) => [path, isOne(path)]);
  const sizes = measureLayers(store, [first, second]);
  const damage = [first, second].flatMap((id) => verifyLayer(store, id));
  removeRef(store, 'first');
  const { layers } = collectGarbage(store, { findUsed: () => [] });
  const after = verifyLayer(store, second);
  const elsewhere = await idElsewhere();
  return {
    one: Object.fromEntries(files),
    sizes,
    damage,
    after,
    removed: layers.length,
    isSameId: second === elsewhere,
    others: readdirSync(`${store.layers}/${second}`).sort(),
  };
}

/** Of the second upper in a store where it is alone. */
async function idElsewhere() {
  const { store } = await openHome(`${mount}/alone`);
  execFileSync('cp', ['-a', `${mount}/second`, `${mount}/again`]);
  return commit(store, 'again');
}

function makeUpper(path, name) {
  mkdirSync(path);
  const bytes = (seed) => Buffer.alloc(300_000, `${seed} `);
  writeFileSync(`${path}/same`, bytes('same'));
  writeFileSync(`${path}/elsewhen`, bytes('elsewhen'));
  writeFileSync(`${path}/called-${name}`, bytes('called'));
  writeFileSync(`${path}/grouped`, bytes('grouped'));
  linkSync(`${path}/grouped`, `${path}/group`);
  writeFileSync(`${path}/own`, bytes(name));
  for (const entry of readdirSync(path)) utimesSync(`${path}/${entry}`, 1e9, 1e9);
  utimesSync(`${path}/elsewhen`, 1e9, name === 'first' ? 1e9 : 2e9);
}

function commit(store, name) {
  const part = { at: '', lowers: [], upper: hostPath(`${mount}/${name}`), marks: 'trusted' };
  return commitLayer(readChanges(part, { exactLinks: true }), { store, part, style: 'trusted', name }).record
    .id;
}
