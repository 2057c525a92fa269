/** The folder that all of a run lies in, and the end of a run that is broken off. */
import { mkdtempSync } from 'node:fs';
import { lstat, readdir, rm } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'layover-bench-run-';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Run extends AsyncDisposable {
  /** Aborted by the first signal; what runs is then disposed of in order. A second signal ends the process at once. */
  readonly signal: AbortSignal;
}

/**
 * Everything that suites make below `tmpdir()` lies in one folder of this process, gone when the run is disposed. Those of
 * runs that were killed are removed first.
 */
export async function openRun(): Promise<Run> {
  const parent = tmpdir();
  await removeDead(parent);
  const folder = mkdtempSync(join(parent, `${PREFIX}${process.pid}-`));
  process.env['TMPDIR'] = folder;
  const controller = new AbortController();
  const stop = (name: (typeof SIGNALS)[number]): void => {
    if (controller.signal.aborted) process.exit(128 + constants.signals[name]);
    process.stderr.write(
      `\n${name}: ending the sample at hand and cleaning up; once more to leave at once\n`,
    );
    process.exitCode = 128 + constants.signals[name];
    controller.abort(new Error(`The run was ended by ${name}`));
  };
  for (const name of SIGNALS) process.on(name, stop);
  return {
    signal: controller.signal,
    async [Symbol.asyncDispose]() {
      for (const name of SIGNALS) process.off(name, stop);
      process.env['TMPDIR'] = parent;
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

async function removeDead(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const { uid } = await lstat(join(parent, name));
    if (uid === process.getuid?.()) await rm(join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
