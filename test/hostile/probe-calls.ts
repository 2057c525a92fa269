import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { getArchitecture } from '#src/jail/seccomp/architecture.js';
import type { CallRow } from './call-table.js';

const SOURCE = fileURLToPath(new URL('./probe-calls.c', import.meta.url));

/** Builds the static program of probe-calls.c at `path`: see its head for what it does. */
export async function buildCallProbe(path: string): Promise<void> {
  await execa('cc', ['-std=gnu17', '-O1', '-static', '-Wall', '-Wextra', '-Werror', '-o', path, SOURCE]);
}

/** The program's word for a row; undefined where this architecture lacks the call. */
export function wordOf({ call, args }: Pick<CallRow, 'call' | 'args'>): string | undefined {
  const number = getArchitecture().numbers.get(call);
  return number === undefined ? undefined : [number, ...args].map((one) => one.toString(16)).join(',');
}

/** One answer per line: `ok`, the errno's name, or `signal N`. */
export function readAnswers(output: string): string[] {
  const lines = output.trim().split('\n');
  return lines.map((line) =>
    line.replace(/^ok .*/, 'ok').replace(/^errno (\d+)$/, (_all, errno: string) => errnoName(Number(errno))),
  );
}

function errnoName(errno: number): string {
  return (
    Object.entries(constants.errno).find(
      ([name, value]) => value === errno && !['EWOULDBLOCK', 'ENOTSUP'].includes(name),
    )?.[0] ?? `errno ${errno}`
  );
}
