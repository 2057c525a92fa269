// One hostile job and everything that can be done with what it left, in a process of its own, as whatever user it is
// started. Prints one line of JSON: for each step how it ended, how long it took, and how long the event loop was held.
import { text } from 'node:stream/consumers';

const { dist, meter, home, lowers, command, target, only } = JSON.parse(await text(process.stdin));
const { LoopMeter } = await import(meter);
const { openLayover } = await import(`${dist}/sandbox/open.js`);

const steps = [];
const loop = new LoopMeter();
const output = [];
const { Writable } = await import('node:stream');
const stdout = new Writable({
  write(chunk, _encoding, done) {
    output.push(chunk);
    done();
  },
});

async function step(name, action) {
  if (only && !only.includes(name)) return undefined;
  const startedAt = performance.now();
  loop.take();
  const ended = { name };
  try {
    Object.assign(ended, { value: await action() });
  } catch (error) {
    const { message, code, stack } = error;
    Object.assign(ended, { error: { code, message: message.slice(0, 600), ...(code ? {} : { stack }) } });
  }
  const ms = Math.round(performance.now() - startedAt);
  steps.push({ ...ended, ms, delayMs: loop.take(), rssMiB: Math.round(process.memoryUsage.rss() / 2 ** 20) });
  return ended.value;
}

async function drain(pieces) {
  let chars = 0;
  for await (const piece of pieces) chars += piece.length;
  return chars;
}

/** What the next job sees on top of the layer. */
async function standOn(layer) {
  output.length = 0;
  const next = await layover.run({ lowers: [layer], command: ['ls', '-R', '/srv/base'], stdout });
  await next.discard();
  return Buffer.concat(output).toString();
}

const layover = await openLayover({ home });
let job;
await step('run', async () => {
  job = await layover.run({ lowers, command, stdout });
  return { outcome: job.outcome, changes: job.result.changes };
});
const made = Buffer.concat(output).toString();
if (job) {
  await step('changes', async () => {
    const changes = await job.readChanges();
    const short = changes.length <= 1_000;
    return { count: changes.length, paths: short ? changes.map(({ path, kind }) => [kind, path]) : [] };
  });
  for (const form of ['list', 'json', 'stat', 'tree', 'patch'])
    await step(form, () => drain(job.render(form)));
  const brief = ({ applied, skipped, stripped, privileged }) => ({
    applied,
    skipped: skipped.length,
    stripped: stripped.slice(0, 30),
    strippedCount: stripped.length,
    kept: privileged.slice(0, 30),
    keptCount: privileged.length,
  });
  await step('directory', async () => brief(await job.commit({ to: `${target}/directory`, from: 'srv' })));
  if (process.getuid() === 0)
    await step('faithful', async () =>
      brief(await job.commit({ to: `${target}/faithful`, from: 'srv', faithful: true })),
    );
  await step('tar', async () => brief(await job.commitTar({ file: `${target}/out.tar`, from: 'srv' })));
  await step('layer', async () => brief(await job.commitLayer({ name: 'hostile' })));
  await step('over', async () => await standOn('hostile'));
  await step('discard', async () => {
    await job.discard();
    await layover.emptyTrash();
  });
}
loop.stop();
await layover.emptyTrash();
await layover.close();
console.log(JSON.stringify({ steps, made }));
