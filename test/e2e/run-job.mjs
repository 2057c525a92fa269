// One runner in a process of its own, as whatever user it is started: runs the jobs of a request with the library,
// settles them as asked, and prints what came of it as one line of JSON. `dist` is the built code it uses.
import { text } from 'node:stream/consumers';

const { dist, home, jobs } = JSON.parse(await text(process.stdin));
const { openLayover } = await import(`${dist}/sandbox/open.js`);
const { changeToJson } = await import(`${dist}/diff/change.js`);
const { Writable } = await import('node:stream');

const bytes = (base64) => Buffer.from(base64, 'base64');

function collector() {
  const chunks = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString() };
}

async function runOne(layover, { spec, lowers, layers = [], commit, tar, layer, keep, store }) {
  if (store) return { value: await layover.layers[store[0]](...store.slice(1)) };
  const [stdout, stderr, notices] = [collector(), collector(), []];
  try {
    const job = await layover.run({
      ...spec,
      lowers: [...layers, ...lowers.map(bytes)],
      stdout: stdout.stream,
      stderr: stderr.stream,
      onNotice: (notice) => notices.push(notice),
    });
    const changes = (await job.readChanges()).map(changeToJson);
    const report = commit && (await job.commit(commit));
    if (tar) await job.commitTar({ file: tar });
    const layerReport = layer && (await job.commitLayer({ name: layer }));
    if (!keep) await job.discard();
    return {
      result: job.result,
      changes,
      report,
      layerReport,
      stdout: stdout.text(),
      stderr: stderr.text(),
      notices,
    };
  } catch (error) {
    const { message, code, hint, step, errno } = error;
    const failure = { message, code, hint, step, errno };
    return { failure, changes: [], stdout: stdout.text(), stderr: stderr.text(), notices };
  }
}

const answers = [];
const layover = await openLayover({ home });
for (const job of jobs) answers.push(await runOne(layover, job));
await layover.emptyTrash();
await layover.close();
console.log(JSON.stringify(answers));
