/** Why a job is run again: what is not as it was when it last ran, by name, with paths where those can still be told. */
import type { LastKey } from './cache.js';
import type { KeyParts } from './key.js';

type Compare = (
  before: readonly string[],
  after: readonly string[],
) => Promise<{ readonly paths: readonly string[]; readonly count: number } | undefined>;

/** `compare` tells where layers differ. */
export async function explainChange(before: LastKey, after: LastKey, compare: Compare): Promise<string[]> {
  const reasons: string[] = [];
  for (const name of changedParts(before.parts, after.parts)) {
    const [old, now] = [before.trees?.[name], after.trees?.[name]];
    const found = old && now && (await compare(old, now));
    reasons.push(
      found && found.count > 0 ? `${wordsFor(name)} changed: ${listPaths(found)}` : reasonFor(name),
    );
  }
  return reasons;

  function reasonFor(name: string): string {
    const [was, is] = [before.parts[name], after.parts[name]];
    if (was === undefined) return `${wordsFor(name)} is new`;
    if (is === undefined) return `${wordsFor(name)} is gone`;
    return name === 'layover'
      ? `layover itself changed: ${was} before, ${is} now`
      : `${wordsFor(name)} changed`;
  }
}

function changedParts(before: KeyParts, after: KeyParts): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.filter((name) => before[name] !== after[name]);
}

function listPaths({ paths, count }: { readonly paths: readonly string[]; readonly count: number }): string {
  const more = count > paths.length ? ` and ${count - paths.length} more` : '';
  return `${paths.join(', ')}${more}`;
}

function wordsFor(name: string): string {
  const [kind = '', ...rest] = name.split(' ');
  return WORDS[kind]?.(rest.join(' ')) ?? name;
}

const WORDS: Readonly<Record<string, (what: string) => string>> = {
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
