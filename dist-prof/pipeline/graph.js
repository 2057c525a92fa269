export const GRAPH_FORMS = ['text', 'dot', 'mermaid'];
/** Lines. Jobs stand behind all that they need. */
export function renderGraph(plan, form) {
  return RENDERERS[form](plan);
}
const RENDERERS = {
  text: renderText,
  dot: renderDot,
  mermaid: renderMermaid,
};
function renderText({ jobs, commits }) {
  const levels = levelsOf(jobs);
  const width = Math.max(...jobs.map(({ name }) => name.length));
  const lines = [...jobs]
    .sort((left, right) => (levels.get(left.name) ?? 0) - (levels.get(right.name) ?? 0))
    .map((job) => {
      const needs = job.needs.length === 0 ? '' : `needs ${job.needs.join(', ')}`;
      return `${levels.get(job.name)}  ${job.name.padEnd(width)}  ${[needs, noteOf(job)].filter(Boolean).join('; ')}`.trimEnd();
    });
  return [...lines, ...commits.map(({ from, to }) => `commit ${from.join(', ')} to ${to}`)];
}
function noteOf({ condition, isOptional }) {
  const when = condition.kind === 'success' ? '' : `if ${describeCondition(condition)}`;
  return [when, isOptional ? 'may fail' : ''].filter(Boolean).join(', ');
}
export function describeCondition(condition) {
  if (condition.kind !== 'outcomes') return condition.kind;
  return [...condition.wanted].map(([name, wanted]) => `${name} ${wanted}`).join(' and ');
}
/** How many jobs must have ended before, one after the other. */
function levelsOf(jobs) {
  const levels = new Map();
  for (const { name, needs } of jobs)
    levels.set(name, Math.max(0, ...needs.map((need) => (levels.get(need) ?? 0) + 1)));
  return levels;
}
function renderDot({ jobs }) {
  const quote = (text) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  return [
    'digraph pipeline {',
    '  rankdir=LR; node [shape=box, fontname="sans-serif"];',
    ...jobs.map((job) => `  ${quote(job.name)}${job.condition.kind === 'success' ? '' : ' [style=dashed]'};`),
    ...jobs.flatMap(({ name, needs }) => needs.map((need) => `  ${quote(need)} -> ${quote(name)};`)),
    '}',
  ];
}
function renderMermaid({ jobs }) {
  // Names may hold what Mermaid takes for syntax: so numbers, with the names as labels.
  const ids = new Map(jobs.map(({ name }, index) => [name, `j${index}`]));
  const label = (name) => name.replaceAll('"', '#quot;');
  return [
    'flowchart LR',
    ...jobs.map(({ name, condition }) => {
      const [open, close] = condition.kind === 'success' ? ['["', '"]'] : ['(["', '"])'];
      return `  ${ids.get(name)}${open}${label(name)}${close}`;
    }),
    ...jobs.flatMap(({ name, needs }) => needs.map((need) => `  ${ids.get(need)} --> ${ids.get(name)}`)),
  ];
}
//# sourceMappingURL=graph.js.map
