// Commits a source tree of 60 mixed changes to a target, or undoes that, or recovers, in a process that the countdown of
// test/layers/kill-loader.mjs may kill.
import { readFileSync } from 'node:fs';

const [dist, action, root] = process.argv.slice(2);
const { readChanges } = await import(`${dist}/diff/read-changes.js`);
const { commitToDirectory } = await import(`${dist}/commit/to-directory.js`);
const { writeBase } = await import(`${dist}/commit/base-record.js`);
const { readBase } = await import(`${dist}/diff/read-base.js`);
const { undoCommit, listCommits } = await import(`${dist}/commit/undo.js`);
const { recoverCommits } = await import(`${dist}/commit/recover.js`);

const [home, commits] = [`${root}/home`, `${root}/home/commits`];
const part = { at: '', lowers: [`${root}/base`], upper: `${root}/upper`, marks: 'plain' };
const run = {
  commit() {
    const changes = readChanges(part);
    writeBase(`${root}/job`, readBase(part, changes));
    globalThis.layoverCalls.isCounting = true;
    const { faithful } = JSON.parse(readFileSync(`${root}/options.json`, 'utf8'));
    return commitToDirectory(changes, {
      target: `${root}/target`,
      home,
      commits,
      jobDirectory: `${root}/job`,
      faithful,
    });
  },
  undo() {
    const [{ id }] = listCommits(commits);
    globalThis.layoverCalls.isCounting = true;
    return undoCommit(commits, id);
  },
  recover() {
    globalThis.layoverCalls.isCounting = true;
    return recoverCommits(commits);
  },
}[action];
const result = run();
globalThis.layoverCalls.isCounting = false;
console.log(JSON.stringify({ calls: globalThis.layoverCalls.count, result }));
