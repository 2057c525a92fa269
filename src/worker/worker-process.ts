/**
 * The entry of the process whose threads run jobs. It is no part of the runner's process, for what no thread can be kept
 * from: a signal to its own process, or memory beyond what there is, ends this process and not the runner.
 */
import { stat } from 'node:fs/promises';
import { syscalls } from '../native/syscalls.js';
import type { HostReply, HostRequest, HostSettings } from './messages.js';
import { Slot } from './slot.js';

const UMASK = 0o022;

/** The pool's threads are made at the first asynchronous call, and belong to the namespace of whoever makes it. */
async function warmPool(): Promise<void> {
  await Promise.all(Array.from({ length: 8 }, async () => await stat('/')));
}

/** Settings come first; what comes while the slots are being made waits for them. */
async function openSlots({ slots: count, firstFd, attach }: HostSettings): Promise<Slot[]> {
  process.umask(UMASK);
  syscalls.setSubreaper();
  await warmPool();
  return Array.from({ length: count }, (_, index) => {
    const stdout = firstFd + 2 * index;
    return new Slot({ attach, stdout, stderr: stdout + 1 });
  });
}

async function handle(request: HostRequest, slots: Promise<Slot[]>): Promise<void> {
  const slot = (await slots)[request.slot];
  if (slot === undefined) throw new Error(`There is no slot ${request.slot}`);
  if (request.kind === 'run') await answer(slot, request);
  else if (request.kind === 'abort') slot.abort();
  else slot.terminate();
}

async function answer(
  slot: Slot,
  { slot: number, job }: Extract<HostRequest, { kind: 'run' }>,
): Promise<void> {
  const reply: HostReply = { slot: number, answer: await slot.run(job) };
  process.send?.(reply, () => undefined); // a runner that has its answer already may be gone
}

process.on('disconnect', () => process.exit(0));
process.once('message', (settings: HostSettings) => {
  const slots = openSlots(settings);
  process.on('message', (request: HostRequest) => void handle(request, slots));
});
