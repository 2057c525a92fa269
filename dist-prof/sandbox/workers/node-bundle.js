/**
 * Node as a job's view shows it, whatever the lowers are: the program that runs this, the libraries that it has loaded,
 * and layover's own code, all read-only below `/.layover`. The libraries' loader starts it, since a program names its
 * loader by a path that the view need not have.
 */
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NODE_FOLDER, RUNNER_FOLDER } from '../../worker/process-messages.js';

const PACKAGE = fileURLToPath(new URL('../../..', import.meta.url));
const ENTRY = `${RUNNER_FOLDER}/dist/worker/process-entry.js`;
const PROGRAM = `${NODE_FOLDER}/node`;
const LIBRARIES = `${NODE_FOLDER}/lib`;
const LOADER = `${NODE_FOLDER}/loader`;
export function findNode() {
  const libraries = readLibraries();
  const loader = libraries.find(isLoader);
  const shared = loader === undefined ? [] : [{ source: loader, target: LOADER }];
  return {
    binds: [
      { source: process.execPath, target: PROGRAM },
      ...shared,
      ...libraries.flatMap(namesOf),
      { source: join(PACKAGE, 'dist'), target: `${RUNNER_FOLDER}/dist` },
      { source: join(PACKAGE, 'package.json'), target: `${RUNNER_FOLDER}/package.json` },
    ],
    command: [...startOf(loader), PROGRAM, ENTRY],
  };
}
/** Without a loader it is a static program, which needs none. */
function startOf(loader) {
  return loader === undefined ? [] : [LOADER, '--library-path', LIBRARIES];
}
function isLoader(file) {
  return /^ld(-|\.so)/.test(basename(file));
}
const LIBRARY = /^\/.*\.so(\.[\d.]+)?$/;
/** Files of libraries that this process has mapped. */
function readLibraries() {
  const files = readFileSync('/proc/self/maps', 'utf8')
    .split('\n')
    .map((line) => line.split(/\s+/)[5] ?? '');
  return [...new Set(files.filter((file) => LIBRARY.test(file)))].sort();
}
/** Programs name a library as a link beside it is called: `libc.so.6` for `libc.so.6.2`. */
function namesOf(file) {
  const folder = dirname(file);
  const stem = basename(file).replace(/\.so.*$/, '.so');
  return readdirSync(folder)
    .filter((name) => name.startsWith(stem) && realpathSync(join(folder, name)) === file)
    .map((name) => ({ source: file, target: `${LIBRARIES}/${name}` }));
}
//# sourceMappingURL=node-bundle.js.map
