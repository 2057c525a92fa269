// Commits what ROOT/upper has over ROOT/base to a target, and prints the report or the error.
const [dist, root, target] = process.argv.slice(2);
const { readChanges } = await import(`${dist}/diff/read-changes.js`);
const { commitToDirectory } = await import(`${dist}/commit/to-directory.js`);
const { writeBase } = await import(`${dist}/commit/base-record.js`);
const { readBase } = await import(`${dist}/diff/read-base.js`);

const part = { at: '', lowers: [`${root}/base`], upper: `${root}/upper`, marks: 'plain' };
const changes = readChanges(part);
writeBase(`${root}/job`, readBase(part, changes));
const state = { home: `${root}/home`, commits: `${root}/home/commits`, jobDirectory: `${root}/job` };
try {
  console.log(JSON.stringify(commitToDirectory(changes, { target, ...state })));
} catch ({ code, message, hint }) {
  console.log(JSON.stringify({ code, message, hint }));
}
