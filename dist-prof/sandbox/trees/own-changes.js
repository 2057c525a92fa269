export async function ownChanges({ recordIn }, changes) {
  if (recordIn === undefined || changes.length === 0) return changes;
  const { readBaseRecord } = await import('../../commit/base-record.js');
  const { paths } = readBaseRecord(recordIn);
  return paths === undefined ? changes : changes.filter(({ path }) => paths.has(path));
}
//# sourceMappingURL=own-changes.js.map
