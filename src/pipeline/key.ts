/**
 * What a job is given, as one digest: two jobs with the same key would do the same. Every part has a name, so that
 * what changed can be told. Values of the environment are in it as digests only; secrets are not in it at all.
 */
import { createHash } from 'node:crypto';
import type { JobLayer } from './events.js';
import type { Action } from './planned.js';

/** By name; each is short text or a digest. */
export type KeyParts = Readonly<Record<string, string>>;

/** Changed with every change to what a key means. */
const KEY_VERSION = '1';

export interface KeySource {
  readonly tool: string;
  readonly action: Action;
  /** Of a worker. */
  readonly code: string;
  readonly cwd: string;
  /** `KEY=value`. */
  readonly env: readonly string[];
  readonly secrets: readonly string[];
  /** The sandbox's definition, less what changes nothing about it. */
  readonly definition: unknown;
  readonly network: string;
  readonly limits: unknown;
  /** Of the machine's own directories that it sees. */
  readonly machine: string;
  /** Layers that the sandbox names. */
  readonly lowers: readonly string[];
  /** Of what it is given of the project. */
  readonly inputs: string;
  readonly outputs: readonly string[] | undefined;
  readonly caches: readonly string[];
  /** What lies below, the topmost first. */
  readonly needs: ReadonlyArray<{ readonly name: string; readonly layers: readonly JobLayer[] }>;
}

export function partsOf(source: KeySource): KeyParts {
  const { tool, cwd, network, machine, inputs, needs } = source;
  return {
    layover: `${KEY_VERSION} ${tool}`,
    command: digest(source.action),
    code: source.code,
    cwd,
    network,
    machine,
    inputs,
    sandbox: digest(source.definition),
    limits: digest(source.limits ?? null),
    lowers: digest(source.lowers),
    outputs: digest(source.outputs ?? null),
    secrets: source.secrets.join(' '),
    caches: source.caches.join(' '),
    order: needs.map(({ name }) => name).join(' '),
    ...Object.fromEntries(source.env.map((pair) => [`env ${pair.split('=', 1)[0]}`, digest(pair)])),
    ...Object.fromEntries(needs.map(({ name, layers }) => [`need ${name}`, digest(layers.map(contentOf))])),
  };
}

export function keyOf(parts: KeyParts): string {
  const sorted = Object.entries(parts).sort(([left], [right]) => (left < right ? -1 : 1));
  return digest(sorted);
}

/** What is not as it was, by name; `changed` where both have it. */
export function compareParts(before: KeyParts, after: KeyParts): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) => {
    if (before[name] === after[name]) return [];
    const what = WORDS[name] ?? name;
    if (before[name] === undefined) return [`${what} is new`];
    return [after[name] === undefined ? `${what} is gone` : `${what} changed`];
  });
}

const WORDS: Readonly<Record<string, string>> = {
  layover: 'the version of layover',
  command: 'the command',
  cwd: 'the working directory',
  machine: "what the sandbox shows of this machine's files",
  inputs: 'inputs',
  code: "the worker's code",
  sandbox: 'the sandbox definition',
  lowers: 'the layers of the sandbox',
  order: 'the order of what it stands on',
};

function contentOf({ place, content }: JobLayer): string {
  return `${place} ${content}`;
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
