/** `compare` tells where layers differ. */
export async function explainChange(before, after, compare) {
  const reasons = [];
  for (const name of changedParts(before.parts, after.parts)) {
    const [old, now] = [before.trees?.[name], after.trees?.[name]];
    const found = old && now && (await compare(old, now));
    reasons.push(
      found && found.count > 0 ? `${wordsFor(name)} changed: ${listPaths(found)}` : reasonFor(name),
    );
  }
  return reasons;
  function reasonFor(name) {
    const [was, is] = [before.parts[name], after.parts[name]];
    if (was === undefined) return `${wordsFor(name)} is new`;
    if (is === undefined) return `${wordsFor(name)} is gone`;
    return name === 'layover'
      ? `layover itself changed: ${was} before, ${is} now`
      : `${wordsFor(name)} changed`;
  }
}
function changedParts(before, after) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.filter((name) => before[name] !== after[name]);
}
function listPaths({ paths, count }) {
  const more = count > paths.length ? ` and ${count - paths.length} more` : '';
  return `${paths.join(', ')}${more}`;
}
function wordsFor(name) {
  const [kind = '', ...rest] = name.split(' ');
  return WORDS[kind]?.(rest.join(' ')) ?? name;
}
const WORDS = {
  command: () => 'the command',
  cwd: () => 'the working directory',
  code: () => "the worker's code",
  order: () => 'the order of what it stands on',
  env: (name) => `the environment variable ${name}`,
  machine: (path) => `what the sandbox shows of ${path}`,
  lower: (word) => `the lower ${word} of the sandbox`,
  sandbox: (key) => `${key} in the sandbox definition`,
  need: (job) => `what ${job} made`,
};
//# sourceMappingURL=explain.js.map
