// Runs a job, one more with every descriptor of this process taken, and one when they are free again.
import { closeSync, openSync } from 'node:fs';
import { text } from 'node:stream/consumers';

const { dist, home, rootfs } = JSON.parse(await text(process.stdin));
const { openLayover } = await import(`${dist}/sandbox/open.js`);
const layover = await openLayover({ home });

async function tryJob() {
  try {
    const job = await layover.run({ lowers: [rootfs], command: ['true'] });
    await job.discard();
    return job.outcome.kind;
  } catch (error) {
    return error.code;
  }
}

function takeAll() {
  const taken = [];
  try {
    for (;;) taken.push(openSync('/dev/null'));
  } catch {
    return taken;
  }
}

const before = await tryJob();
const taken = takeAll();
const without = await tryJob();
for (const fd of taken) closeSync(fd);
const after = await tryJob();
await layover.close();
console.log(JSON.stringify({ before, without, after }));
