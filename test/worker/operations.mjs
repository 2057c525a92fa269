// A script of operations on files, run as a worker's job or on a plain directory: the same calls, the same answers.
import fs from 'node:fs';
import path from 'node:path';

const TIME = 1_000_000_000;
/** What every view has of its own. */
const NOT_OURS = new Set(['.layover', 'dev', 'proc', 'run', 'sys', 'tmp']);

/** What each operation came to, and what the root shows then; everything has the same time at the end. */
export default function applyAll({ operations, root: given }, { root = given } = {}) {
  const at = (name) => path.join(root, String(name));
  const codes = operations.map((operation) => apply(operation, at));
  touchAll(root);
  return { codes, shown: list(root) };
}

function apply([action, first, second], at) {
  const [one, two] = [at(first), at(second)];
  const actions = {
    write: () => fs.writeFileSync(one, String(second)),
    append: () => fs.appendFileSync(one, '+'),
    truncate: () => fs.truncateSync(one, 1),
    mkdir: () => fs.mkdirSync(one),
    rmdir: () => fs.rmdirSync(one),
    unlink: () => fs.unlinkSync(one),
    remove: () => fs.rmSync(one, { recursive: true }),
    rename: () => fs.renameSync(one, two),
    link: () => fs.linkSync(one, two),
    symlink: () => fs.symlinkSync(String(first), two),
    chmod: () => fs.chmodSync(one, 0o600),
  };
  // A directory of a lower is renamed in one view and EXDEV in another; which is which is tested elsewhere.
  if (action === 'rename' && isDirectory(one)) return 'skipped';
  try {
    actions[action]();
    return '';
  } catch (error) {
    return error.code;
  }
}

function isDirectory(file) {
  try {
    return fs.lstatSync(file).isDirectory();
  } catch {
    return false;
  }
}

function touchAll(folder) {
  for (const file of filesIn(folder)) {
    if (isDirectory(file)) touchAll(file);
    else fs.lutimesSync(file, TIME, TIME);
  }
  fs.utimesSync(folder, TIME, TIME);
}

function filesIn(folder) {
  return fs
    .readdirSync(folder)
    .filter((name) => !NOT_OURS.has(name))
    .sort()
    .map((name) => path.join(folder, name));
}

function list(folder, base = folder) {
  return filesIn(folder).flatMap((file) => {
    const { mode, nlink } = fs.lstatSync(file);
    const name = path.relative(base, file);
    if (isDirectory(file)) return [`${name}/ ${mode.toString(8)}`, ...list(file, base)];
    const isLink = fs.lstatSync(file).isSymbolicLink();
    return [`${name} ${mode.toString(8)} ${nlink} ${isLink ? fs.readlinkSync(file) : fs.readFileSync(file)}`];
  });
}
