import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { tempDir } from '../fixtures/temp.js';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** Calls every function with every odd argument, in a Node of its own with the sanitizers' runtime loaded. */
async function exercise(addon: string, preload: string): Promise<number> {
  await using directory = await tempDir();
  // In a directory of its own: an empty name with AT_FDCWD means the working directory.
  const script = fileURLToPath(new URL('exercise.mjs', import.meta.url));
  const env = { LD_PRELOAD: preload, ASAN_OPTIONS: 'detect_leaks=0', UBSAN_OPTIONS: 'print_stacktrace=1' };
  const output = execFileSync(process.execPath, [script, addon, directory.path], {
    cwd: directory.path,
    env,
    stdio: 'pipe',
  });
  return Number(output);
}

test('the addon survives every function with every odd argument under ASan and UBSan', async () => {
  execFileSync(process.execPath, ['scripts/build-native.mjs', '--sanitize'], {
    cwd: repository,
    stdio: 'ignore',
  });
  const runtime = ['libasan.so', 'libubsan.so'].map((name) =>
    execFileSync('cc', [`-print-file-name=${name}`])
      .toString()
      .trim(),
  );
  const calls = await exercise(`${repository}/build/sanitized/syscalls.node`, runtime.join(':'));
  expect(calls).toBeGreaterThan(5_000);
});
