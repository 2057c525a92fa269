/** A plan as a graph, to read or to draw. */
import type { Plan, PlannedJob } from './planned.js';

export const GRAPH_FORMS = ['text', 'dot', 'mermaid'] as const;

export type GraphForm = (typeof GRAPH_FORMS)[number];

/** Lines. Jobs stand behind all that they need. */
export function renderGraph(plan: Plan, form: GraphForm): string[] {
  return RENDERERS[form](plan);
}

const RENDERERS: Readonly<Record<GraphForm, (plan: Plan) => string[]>> = {
  text: renderText,
  dot: renderDot,
  mermaid: renderMermaid,
};

function renderText({ jobs, commits }: Plan): string[] {
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

function noteOf({ condition, isOptional }: PlannedJob): string {
  const when = condition.kind === 'success' ? '' : `if ${describeCondition(condition)}`;
  return [when, isOptional ? 'may fail' : ''].filter(Boolean).join(', ');
}

export function describeCondition(condition: PlannedJob['condition']): string {
  if (condition.kind !== 'outcomes') return condition.kind;
  return [...condition.wanted].map(([name, wanted]) => `${name} ${wanted}`).join(' and ');
}

/** How many jobs must have ended before, one after the other. */
function levelsOf(jobs: readonly PlannedJob[]): Map<string, number> {
  const levels = new Map<string, number>();
  for (const { name, needs } of jobs)
    levels.set(name, Math.max(0, ...needs.map((need) => (levels.get(need) ?? 0) + 1)));
  return levels;
}

function renderDot({ jobs }: Plan): string[] {
  const quote = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  return [
    'digraph pipeline {',
    '  rankdir=LR; node [shape=box, fontname="sans-serif"];',
    ...jobs.map((job) => `  ${quote(job.name)}${job.condition.kind === 'success' ? '' : ' [style=dashed]'};`),
    ...jobs.flatMap(({ name, needs }) => needs.map((need) => `  ${quote(need)} -> ${quote(name)};`)),
    '}',
  ];
}

function renderMermaid({ jobs }: Plan): string[] {
  // Names may hold what Mermaid takes for syntax: so numbers, with the names as labels.
  const ids = new Map(jobs.map(({ name }, index) => [name, `j${index}`]));
  const label = (name: string): string => name.replaceAll('"', '#quot;');
  return [
    'flowchart LR',
    ...jobs.map(({ name, condition }) => {
      const [open, close] = condition.kind === 'success' ? ['["', '"]'] : ['(["', '"])'];
      return `  ${ids.get(name)}${open}${label(name)}${close}`;
    }),
    ...jobs.flatMap(({ name, needs }) => needs.map((need) => `  ${ids.get(need)} --> ${ids.get(name)}`)),
  ];
}
