// Renames, makes and links in a target until it is told to stop, and prints what it made. It never destroys anything: what
// is not there afterwards was lost by somebody else.
import { existsSync, linkSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';

const [target, outside, stop, seed] = process.argv.slice(2);
let state = Number(seed);
const random = (below) => {
  state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((state / 2_147_483_648) * below);
};
const attempt = (action) => {
  try {
    action();
    return true;
  } catch {
    return false;
  }
};
const made = [];
const make = (path, id) =>
  attempt(() => writeFileSync(`${target}/${path}`, id, { flag: 'wx' })) && made.push(id);
const acts = [
  (n, id) => {
    attempt(() => renameSync(`${target}/f${n}`, `${target}/moved-${id}`));
    make(`f${n}`, id);
  },
  (n, id) => make(`new${n}`, id),
  (n, id) => attempt(() => linkSync(`${target}/f${n}`, `${target}/link-${id}`)),
  (n, id) => {
    if (!attempt(() => renameSync(`${target}/d${n}`, `${target}/away-${id}`))) return;
    attempt(() => symlinkSync(outside, `${target}/d${n}`));
  },
  (n, id) => make(`gone${n}/${id}`, id),
];
process.stdout.write('ready\n');
for (let round = 0; !existsSync(stop); round += 1) {
  acts[random(acts.length)](random(8), `theirs-${seed}-${round}`);
  const until = performance.now() + random(100) / 50;
  while (performance.now() < until);
}
process.stdout.write(`${JSON.stringify(made)}\n`);
