/**
 * Children that a job starts. What they inherit as output is the job's own, and none outlives it: they are found by the
 * mount namespace of the job's thread, which they share whoever their parent is by now.
 */
import child_process, { ChildProcess } from 'node:child_process';
import { readdirSync, readlinkSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { hasErrno } from '../base/errors.js';
import { syscalls } from '../native/syscalls.js';

type Outputs = { readonly stdout: number; readonly stderr: number };
type Call = (...args: unknown[]) => unknown;

/** Makes `inherit` mean the job's streams. */
export function installChildren(outputs: Outputs): void {
  const prototype = ChildProcess.prototype as unknown as { spawn: Call };
  const { spawn } = prototype;
  prototype.spawn = function spawnInJob(this: unknown, options: unknown): unknown {
    return spawn.call(this, withOutputs(options, outputs));
  };
  const calls = child_process as unknown as Record<string, Call>;
  for (const name of ['spawnSync', 'execSync', 'execFileSync']) {
    const call = calls[name] as Call;
    calls[name] = (...args: unknown[]) =>
      call(...args.map((arg) => (isOptions(arg) ? withOutputs(arg, outputs) : arg)));
  }
  syncBuiltinESMExports();
}

function isOptions(arg: unknown): boolean {
  return typeof arg === 'object' && arg !== null && !Array.isArray(arg);
}

function withOutputs(options: unknown, outputs: Outputs): unknown {
  const { stdio } = options as { stdio?: unknown };
  if (stdio === 'inherit')
    return { ...(options as object), stdio: ['ignore', outputs.stdout, outputs.stderr] };
  if (!Array.isArray(stdio)) return options;
  return { ...(options as object), stdio: stdio.map((one, index) => redirect(one, index, outputs)) };
}

/** `inherit`, and the numbers 0 to 2, are this process's own: no job's. */
function redirect(stdio: unknown, index: number, { stdout, stderr }: Outputs): unknown {
  const fd = stdio === 'inherit' ? index : stdio;
  if (fd === 0) return 'ignore';
  if (fd === 1) return stdout;
  return fd === 2 ? stderr : stdio;
}

const PATIENCE_MS = 2_000;
const kill = process.kill.bind(process);

/**
 * Kills every process in that mount namespace but this one, and waits until they are gone; how many there were. Cheap
 * where this process has no child at all: an orphan becomes its child (PR_SET_CHILD_SUBREAPER).
 */
export function killStragglers(namespace: string): number {
  if (!syscalls.hasChildren()) return 0;
  const killed = new Set<number>();
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = findProcesses(namespace);
    for (const pid of found) killQuietly(pid);
    for (const pid of found) killed.add(pid);
    for (const pid of killed) reapQuietly(pid);
    if (found.length === 0) return killed.size;
    if (Date.now() > deadline) throw new Error(`${found.length} processes of a job do not end: ${found}`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
  }
}

function findProcesses(namespace: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid && namespaceOf(pid) === namespace);
}

/** Undefined for one that has ended, or is no business of ours. */
function namespaceOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/mnt`);
  } catch (error) {
    if (hasErrno(error, 'ENOENT', 'EACCES', 'ESRCH', 'EPERM')) return undefined;
    throw error;
  }
}

function killQuietly(pid: number): void {
  try {
    kill(pid, 'SIGKILL');
  } catch (error) {
    if (!hasErrno(error, 'ESRCH')) throw error;
  }
}

function reapQuietly(pid: number): void {
  try {
    syscalls.reap(pid);
  } catch (error) {
    if (!hasErrno(error, 'ECHILD')) throw error;
  }
}
