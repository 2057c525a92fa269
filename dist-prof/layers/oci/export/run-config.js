/**
 * The stored configuration with the choice on top. Variables and labels are added one by one; a new entrypoint drops
 * the old command, which was its arguments. What a stored one has beyond this stays.
 */
export function chooseRun(stored, choice) {
  const { env = {}, entrypoint, cmd, labels = {}, workdir, user } = choice;
  const base = { ...stored };
  const labelled = { ...base.Labels, ...labels };
  return withoutEmpty({
    ...base,
    Env: mergeEnv(base.Env ?? [], env),
    Entrypoint: entrypoint ?? base.Entrypoint,
    Cmd: cmd ?? (entrypoint === undefined ? base.Cmd : undefined),
    Labels: sortKeys(labelled),
    WorkingDir: workdir ?? base.WorkingDir,
    User: user ?? base.User,
  });
}
/** As Docker writes null for it, or nothing. */
function withoutEmpty(config) {
  const isSet = (value) =>
    value !== undefined && value !== null && (typeof value !== 'object' || Object.keys(value).length > 0);
  return Object.fromEntries(Object.entries(config).filter(([, value]) => isSet(value)));
}
/** A variable that is there keeps its place. */
function mergeEnv(stored, added) {
  const variables = new Map(stored.map((line) => [nameOf(line), line]));
  for (const [name, value] of Object.entries(added)) variables.set(name, `${name}=${value}`);
  return [...variables.values()];
}
function nameOf(line) {
  const cut = line.indexOf('=');
  return cut < 0 ? line : line.slice(0, cut);
}
function sortKeys(record) {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
//# sourceMappingURL=run-config.js.map
