/**
 * Builds the native parts: the addon (dist/native/syscalls.node) and the keeper (dist/native/keeper).
 * Each is compiled in one step, and only if a source, the compiler or this script changed.
 *
 *   node scripts/build-native.mjs [--sanitize]
 *
 * `--sanitize` builds both with ASan and UBSan into build/sanitized/ instead.
 * $CC names the compiler, by default the first of cc, gcc and clang.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { argv, env, execPath, exit, pid, stderr, stdout, version } from 'node:process';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(import.meta.url);
const ROOT = resolve(dirname(SCRIPT), '..');

const COMMON_FLAGS = [
  '-std=gnu11',
  '-D_GNU_SOURCE',
  '-Wall',
  '-Wextra',
  '-Werror',
  '-Wswitch-enum',
  '-Wshadow',
];
const RELEASE_FLAGS = ['-O2', '-fstack-protector-strong', '-U_FORTIFY_SOURCE', '-D_FORTIFY_SOURCE=2'];
const SANITIZE_FLAGS = [
  '-O1',
  '-g',
  '-fno-omit-frame-pointer',
  '-fsanitize=address,undefined',
  '-fno-sanitize-recover=undefined',
];

class BuildError extends Error {}

main(argv.slice(2));

function main(options) {
  const unknown = options.find((option) => option !== '--sanitize');
  if (unknown !== undefined) fail(new BuildError(`unknown option '${unknown}'; the only one is --sanitize`));
  const isSanitized = options.includes('--sanitize');
  let compiler;
  try {
    compiler = findCompiler();
  } catch (error) {
    fail(error);
  }
  // The addon first, and each on its own: one that fails does not keep the other from being built.
  const failures = [addonTarget, keeperTarget].map((target) =>
    attempt(() => build(target(isSanitized), compiler)),
  );
  if (failures.includes(false)) exit(1);
}

function attempt(step) {
  try {
    step();
    return true;
  } catch (error) {
    report(error);
    return false;
  }
}

function addonTarget(isSanitized) {
  return {
    sources: join(ROOT, 'src/native/syscalls'),
    output: join(ROOT, isSanitized ? 'build/sanitized' : 'dist/native', 'syscalls.node'),
    flags: () => [
      ...COMMON_FLAGS,
      ...(isSanitized ? SANITIZE_FLAGS : RELEASE_FLAGS),
      ...['-fPIC', '-shared', '-fvisibility=hidden', '-isystem', findHeaders()],
    ],
  };
}

function keeperTarget(isSanitized) {
  return {
    sources: join(ROOT, 'src/native/keeper'),
    output: join(ROOT, isSanitized ? 'build/sanitized' : 'dist/native', 'keeper'),
    flags: () => [...COMMON_FLAGS, ...(isSanitized ? SANITIZE_FLAGS : [...RELEASE_FLAGS, '-static'])],
  };
}

/** Compiles a target to a temporary name and renames it, so that nobody loads half a file. */
function build({ sources, output, flags }, compiler) {
  const files = filesIn(sources, /\.[ch]$/);
  const units = files.filter((file) => file.endsWith('.c'));
  if (units.length === 0) return;
  const stamp = `${output}.inputs`;
  const inputs = digestOf([SCRIPT, ...files], compiler.version);
  if (existsSync(output) && existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) return;
  mkdirSync(dirname(output), { recursive: true });
  const temporary = `${output}.${pid}.tmp`;
  try {
    compile(compiler, { output, options: [...flags(), '-o', temporary, ...units] });
    chmodSync(temporary, 0o755);
    // Without its stamp a newer output is only built once more; with an older one it would pass as current.
    rmSync(stamp, { force: true });
    renameSync(temporary, output);
  } finally {
    rmSync(temporary, { force: true });
  }
  writeFileSync(stamp, inputs);
  stdout.write(`built ${relative(ROOT, output)}\n`);
}

function compile(compiler, { output, options }) {
  const [command, ...fixed] = compiler.words;
  const { status, error } = spawnSync(command, [...fixed, ...options], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status === 0) return;
  const reason = error?.message ?? `status ${status}, see above`;
  const missing = options.includes('-static')
    ? 'it links statically and needs libc.a (Debian: apt-get install libc6-dev; Fedora: dnf install glibc-static)'
    : 'it needs the headers of libc (Debian: apt-get install libc6-dev)';
  throw new BuildError(
    `'${compiler.words.join(' ')}' could not build ${relative(ROOT, output)}: ${reason}; ${missing}`,
  );
}

function filesIn(folder, pattern) {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => pattern.test(name));
  return names.sort().map((name) => join(folder, name));
}

function digestOf(files, compilerVersion) {
  const hash = createHash('sha256').update(`${compilerVersion}\0${version}\0`);
  for (const file of files)
    hash
      .update(`${relative(ROOT, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  return hash.digest('hex');
}

function findCompiler() {
  const candidates = env.CC ? [env.CC] : ['cc', 'gcc', 'clang'];
  for (const candidate of candidates) {
    const words = candidate.trim().split(/\s+/); // CC='ccache gcc'
    const asked = spawnSync(words[0], [...words.slice(1), '--version'], { encoding: 'utf8' });
    if (asked.status === 0) return { words, version: `${candidate}\0${asked.stdout}` };
  }
  const remedy = env.CC
    ? 'set CC to one that runs'
    : 'install one (Debian: apt-get install gcc libc6-dev; Alpine: apk add build-base)';
  throw new BuildError(`no C compiler: tried ${candidates.join(', ')}; ${remedy}`);
}

function findHeaders() {
  const folders = [resolve(dirname(execPath), '../include/node'), '/usr/include/node', packagedHeaders()];
  const found = folders.find((folder) => folder !== undefined && existsSync(join(folder, 'node_api.h')));
  if (found !== undefined) return found;
  const tried = folders.filter((folder) => folder !== undefined).join(', ');
  throw new BuildError(
    `no node_api.h in ${tried}; run \`npm install node-api-headers\`, or use a Node that comes with its headers`,
  );
}

function packagedHeaders() {
  try {
    return createRequire(import.meta.url)('node-api-headers').include_dir;
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

function report(error) {
  if (!(error instanceof BuildError)) throw error;
  stderr.write(`build-native: ${error.message}\n`);
}

function fail(error) {
  report(error);
  exit(1);
}
