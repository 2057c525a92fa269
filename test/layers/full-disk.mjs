// In a mount namespace of its own: does one thing to a store on a file system with nothing left, then with ever more,
// until it succeeds; prints what each try left behind.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';

const [dist, dir, action, unit, stride, loader, step] = process.argv.slice(2);
const { openHome } = await import(`${dist}/sandbox/state/home.js`);
const { listLayerIds } = await import(`${dist}/layers/collect.js`);
const { verifyLayer } = await import(`${dist}/layers/verify.js`);

const home = `${dir}/home`;
const PAGE = 4096;
const ROOMY = 'size=64m,nr_inodes=65536';
mkdirSync(home);
execFileSync('mount', ['-t', 'tmpfs', '-o', `${ROOMY},mode=700`, 'none', home]);
const levels = [];
try {
  for (let left = 0; levels.at(-1)?.status !== 0; left += Number(stride)) levels.push(await tryWith(left));
} finally {
  execFileSync('umount', [home]);
}
process.stdout.write(JSON.stringify(levels));

async function tryWith(left) {
  for (const name of readdirSync(home)) rmSync(`${home}/${name}`, { recursive: true });
  execFileSync('cp', ['-a', `${dir}/master/.`, home]);
  const { blocks, bfree, files, ffree } = statfsSync(home);
  const pages = `size=${(blocks - bfree + left) * PAGE}`;
  remount(unit === 'pages' ? pages : `nr_inodes=${files - ffree + left}`);
  const args = ['--import', loader, step, dist, home, action, `${dir}/upper`];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const [, ...failure] = stdout.split('\n');
  remount(ROOMY);
  return { left, status, failure: failure.join(''), ...(await readState()) };
}

function remount(options) {
  execFileSync('mount', ['-o', `remount,${options}`, home]);
}

async function readState() {
  const { store } = await openHome(home);
  const damaged = listLayerIds(store).filter((id) => verifyLayer(store, id).length > 0);
  const names = readdirSync(store.refs);
  const refs = names.map((name) => `${name} ${readFileSync(`${store.refs}/${name}`, 'utf8')}`);
  return { staging: readdirSync(store.staging), damaged, refs: refs.sort().join('\n') };
}
