/**
 * `node run.mjs [--check] [NAME...]`: takes each mitigation of the table away in a copy of the project, and sees that a
 * test notices. Prints a line for each; ends with 1 where one survived, or could not be tried. With `--check` no test
 * runs: each edit has to fit its file and to build.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, exit, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import { edited, findMisfits, takeTogether } from './edits.mjs';
import { MUTANTS } from './table.mjs';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
const COPIED = ['src', 'test', 'scripts', 'sandboxes', 'dist', 'package.json', 'tsconfig.json'];
const MINUTES = 10 * 60_000;

/** Tests by whether they pass with nothing taken away: only then do they say something. */
const isPlainGreen = new Map();

const scratch = mkdtempSync(join(tmpdir(), 'layover-mutants-'));
let status = 1;
try {
  status = main(argv.slice(2));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
exit(status);

function main(words) {
  const [isCheck, names] = [words.includes('--check'), words.filter((word) => word !== '--check')];
  const chosen =
    names.length === 0 ? MUTANTS : MUTANTS.filter(({ name }) => names.some((part) => name.includes(part)));
  if (chosen.length === 0) return fail(`no mitigation is called ${names.join(' or ')}`);
  chmodSync(scratch, 0o755);
  for (const name of COPIED) cpSync(join(PROJECT, name), join(scratch, name), { recursive: true });
  symlinkSync(join(PROJECT, 'node_modules'), join(scratch, 'node_modules'));
  if (isCheck) return check(chosen);
  const survivors = chosen.filter((mutant) => !tryMutant(mutant));
  stdout.write(`${chosen.length - survivors.length} noticed, ${survivors.length} not\n`);
  return survivors.length === 0 ? 0 : 1;
}

/** Without tests: whether each edit fits and builds. Many are built at once, since they seldom touch the same words. */
function check(chosen) {
  const misfits = findMisfits(scratch, chosen);
  const fitting = chosen.filter(({ name }) => !misfits.some((line) => line.startsWith(`${name}: `)));
  const broken = [...misfits, ...buildAll(fitting)];
  for (const line of broken) stdout.write(`FAIL ${line}\n`);
  stdout.write(`${chosen.length - broken.length} fit and build, ${broken.length} not\n`);
  return broken.length === 0 ? 0 : 1;
}

/** A line for each that does not build; found by halves. */
function buildAll(mutants) {
  if (mutants.length === 0) return [];
  const { texts, taken, left } = takeTogether(scratch, mutants);
  const originals = [...texts.keys()].map((path) => [path, readFileSync(path, 'utf8')]);
  for (const [path, text] of texts) writeFileSync(path, text);
  const seen = build();
  for (const [path, text] of originals) writeFileSync(path, text);
  const half = taken.length >> 1;
  const broken =
    seen === undefined
      ? []
      : half === 0
        ? [`${taken[0].name}: ${seen.verdict}\n${seen.output.trim()}`]
        : [...buildAll(taken.slice(0, half)), ...buildAll(taken.slice(half))];
  return [...broken, ...buildAll(left)];
}

function fail(problem) {
  stdout.write(`mutants: ${problem}\n`);
  return 1;
}

function arePlainGreen(tests) {
  for (const one of tests.filter((test) => !isPlainGreen.has(test))) {
    // Twice: a machine under load may fail a test once.
    build();
    isPlainGreen.set(
      one,
      [1, 2].some(() => runTests([one]).verdict === 'green'),
    );
  }
  return tests.every((test) => isPlainGreen.get(test));
}

/** Whether a test failed for it. */
function tryMutant({ name, tests, edits }) {
  if (!arePlainGreen(tests)) {
    stdout.write(`FAIL ${name}: its tests fail with nothing taken away: ${tests.join(', ')}\n`);
    return false;
  }
  const startedAt = Date.now();
  const originals = edits.map(({ file }) => [join(scratch, file), readFileSync(join(scratch, file), 'utf8')]);
  let seen;
  try {
    for (const edit of edits) apply(edit);
    seen = build() ?? runTests(tests, ['--bail=1']);
  } catch (error) {
    seen = { verdict: error.message, output: '' };
  } finally {
    for (const [path, text] of originals) writeFileSync(path, text);
  }
  const isNoticed = seen.verdict === 'red';
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  stdout.write(
    `${isNoticed ? 'ok  ' : 'FAIL'} ${name.padEnd(36)} ${String(seconds).padStart(4)} s  ${isNoticed ? seen.by : seen.verdict}\n`,
  );
  if (!isNoticed) stdout.write(`${seen.output.split('\n').slice(-15).join('\n')}\n`);
  return isNoticed;
}

function apply(edit) {
  const path = join(scratch, edit.file);
  writeFileSync(path, edited(readFileSync(path, 'utf8'), edit));
}

function build() {
  const { status, stdout: said, stderr } = run('npm', ['run', '--silent', 'build']);
  return status === 0 ? undefined : { verdict: 'does not build', output: said + stderr };
}

/** Each is a file or folder, with `#pattern` for some of its tests; one that is red is enough. */
function runTests(tests, options = []) {
  let seen;
  for (const one of tests) {
    const [path, pattern] = one.split('#');
    seen = runFile(path, [...options, ...(pattern === undefined ? [] : ['-t', pattern])]);
    if (seen.verdict !== 'green') return seen;
  }
  return seen;
}

function runFile(path, options) {
  const result = run('node_modules/.bin/vitest', [
    'run',
    '--configLoader',
    'runner',
    '--config',
    'scripts/vitest.config.ts',
    ...options,
    path,
  ]);
  const output = result.stdout + result.stderr;
  if (result.error?.code === 'ETIMEDOUT') return { verdict: 'red', by: 'a test that did not end', output };
  const [, passed = 0, failed = 0] = /(\d+) passed, (\d+) failed, \d+ skipped/.exec(output) ?? [];
  const by = /FAIL\s+(.*)/.exec(output)?.[1] ?? `${failed} failed`;
  if (Number(failed) > 0) return { verdict: 'red', by, output };
  return { verdict: Number(passed) > 0 && result.status === 0 ? 'green' : 'broken', output };
}

function run(program, words) {
  return spawnSync(program, words, {
    cwd: scratch,
    encoding: 'utf8',
    timeout: MINUTES,
    maxBuffer: 1 << 28,
    env: { ...process.env, NO_COLOR: '1' },
  });
}
