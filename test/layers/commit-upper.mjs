// Commits an upper without lowers to the store of a home, in a process of its own.
const [dist, home, upper, name] = process.argv.slice(2);
const { openHome } = await import(`${dist}/sandbox/state/home.js`);
const { readChanges } = await import(`${dist}/diff/read-changes.js`);
const { commitLayer } = await import(`${dist}/layers/commit-layer.js`);
const { hostPath } = await import(`${dist}/base/bytes-path.js`);

const { store } = await openHome(home);
const part = { at: '', lowers: [], upper: hostPath(upper), marks: 'trusted' };
try {
  const { record, isNew } = commitLayer(readChanges(part), { store, part, style: 'trusted', name });
  console.log(JSON.stringify({ id: record.id, isNew }));
} catch (error) {
  console.error(error.code, error.message);
  process.exitCode = 1;
}
