/**
 * Children that a job starts. What they inherit as output is the job's own, and none outlives it: they are found by the
 * mount namespace of the job's thread, which they share whoever their parent is by now.
 */
import child_process, { ChildProcess } from 'node:child_process';
import { readdirSync, readlinkSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { hasErrno } from '../base/errors.js';
import { syscalls } from '../native/syscalls.js';
/** Makes `inherit` mean the job's streams. */
export function installChildren(outputs) {
  const prototype = ChildProcess.prototype;
  const { spawn } = prototype;
  prototype.spawn = function spawnInJob(options) {
    return spawn.call(this, withOutputs(options, outputs));
  };
  const calls = child_process;
  for (const name of ['spawnSync', 'execSync', 'execFileSync']) {
    const call = calls[name];
    calls[name] = (...args) => call(...args.map((arg) => (isOptions(arg) ? withOutputs(arg, outputs) : arg)));
  }
  syncBuiltinESMExports();
}
function isOptions(arg) {
  return typeof arg === 'object' && arg !== null && !Array.isArray(arg);
}
function withOutputs(options, outputs) {
  const { stdio } = options;
  if (stdio === 'inherit') return { ...options, stdio: ['ignore', outputs.stdout, outputs.stderr] };
  if (!Array.isArray(stdio)) return options;
  return { ...options, stdio: stdio.map((one, index) => redirect(one, index, outputs)) };
}
/** `inherit`, and the numbers 0 to 2, are this process's own: no job's. */
function redirect(stdio, index, { stdout, stderr }) {
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
export function killStragglers(namespace) {
  if (!syscalls.hasChildren()) return 0;
  const killed = new Set();
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
function findProcesses(namespace) {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid && namespaceOf(pid) === namespace);
}
/** Undefined for one that has ended, or is no business of ours. */
function namespaceOf(pid) {
  try {
    return readlinkSync(`/proc/${pid}/ns/mnt`);
  } catch (error) {
    if (hasErrno(error, 'ENOENT', 'EACCES', 'ESRCH', 'EPERM')) return undefined;
    throw error;
  }
}
function killQuietly(pid) {
  try {
    kill(pid, 'SIGKILL');
  } catch (error) {
    if (!hasErrno(error, 'ESRCH')) throw error;
  }
}
function reapQuietly(pid) {
  try {
    syscalls.reap(pid);
  } catch (error) {
    if (!hasErrno(error, 'ECHILD')) throw error;
  }
}
//# sourceMappingURL=job-children.js.map
