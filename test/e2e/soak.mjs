// A runner that starts many jobs, four at a time, one in twenty of them killed at some moment. Prints figures as JSON.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const [dist, home, rootfs, marker, countText, seedText] = process.argv.slice(2);
const { openLayover } = await import(`${dist}/sandbox/open.js`);
const count = Number(countText);

/** mulberry32: the same seed, the same jobs. */
let state = Number(seedText);
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

const LIMITS = { memory: '256M', pids: 64, cpus: 2, disk: '64M', timeout: '1m', output: '1M' };
const SCRIPTS = [
  ['true'],
  ['sh', '-c', 'echo "$0" >/srv/x; echo "$0" >>/etc/hostname'],
  ['sh', '-c', 'probe orphan 60; (sleep 60 &); exit 3'],
];

function findKeeper() {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
      if (stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] !== String(process.pid)) continue;
      if (readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('keeper\0serve')) return pid;
    } catch {
      // it has just ended
    }
  }
  throw new Error('There is no keeper');
}

function rssOf(pid) {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]) * 1024;
}

/** Kinds of what is open, so that numbers given anew do not count. */
function descriptorsOf(pid) {
  const kinds = new Map();
  for (const fd of readdirSync(`/proc/${pid}/fd`)) {
    try {
      const kind = readlinkSync(`/proc/${pid}/fd/${fd}`).replace(/\d+|j-\w+/g, '#');
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    } catch {
      // that was the directory just read
    }
  }
  return Object.fromEntries([...kinds].sort());
}

/** What stands ready for a next job is let go by then. */
const READY_MS = 2_500;

async function measure(keeper) {
  await new Promise((resolve) => setTimeout(resolve, READY_MS));
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    runner: {
      rss: process.memoryUsage().rss,
      heap: process.memoryUsage().heapUsed,
      fds: descriptorsOf('self'),
    },
    keeper: { rss: rssOf(keeper), fds: descriptorsOf(keeper) },
  };
}

const layover = await openLayover({ home, concurrency: 4 });
const outcomes = {};
let next = 0;

async function runOne(index) {
  const isKilled = random() < 0.05;
  const command = isKilled ? ['sleep', '60'] : [...SCRIPTS[index % SCRIPTS.length], String(index)];
  const delay = random() * 15;
  const onStart = ({ signal }) => isKilled && setTimeout(() => signal('SIGKILL'), delay);
  const limits = random() < 0.5 ? LIMITS : {};
  const job = await layover.run({ lowers: [rootfs], command, limits, env: { MARKER: marker }, onStart });
  const { kind, exitCode = '', signal = '' } = job.outcome;
  const key = `${kind} ${exitCode}${signal}`.trim();
  outcomes[key] = (outcomes[key] ?? 0) + 1;
  if (isKilled !== (signal === 'SIGKILL'))
    throw new Error(`Job ${index} ended as ${JSON.stringify(job.outcome)}`);
  await job.discard();
}

async function runUntil(end) {
  const take = async () => {
    while (next < end) await runOne(next++);
  };
  await Promise.all([take(), take(), take(), take()]);
  await layover.emptyTrash();
}

const WARM = Math.min(Math.ceil(count / 5), 1_000);
const started = performance.now();
await runUntil(WARM);
const keeper = findKeeper();
const before = await measure(keeper);
await runUntil(count);
const after = await measure(keeper);
const seconds = (performance.now() - started) / 1_000;
const left = await layover.jobs();
await layover.close();
process.stdout.write(
  `${JSON.stringify({ count, warm: WARM, seconds, outcomes, before, after, left: left.length })}\n`,
);
