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
const KEY_VERSION = '2';

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
  readonly definition: Readonly<Record<string, unknown>>;
  readonly network: string;
  readonly limits: unknown;
  /** Of the machine's own directories that it sees. */
  readonly machine: ReadonlyArray<readonly [path: string, digest: string]>;
  /** Layers that the sandbox names. */
  readonly lowers: ReadonlyArray<{ readonly word: string; readonly ids: readonly string[] }>;
  /** Of what it is given of the project. */
  readonly inputs: string;
  readonly outputs: readonly string[] | undefined;
  readonly caches: readonly string[];
  /** What lies below, the topmost first. */
  readonly needs: ReadonlyArray<{ readonly name: string; readonly layers: readonly JobLayer[] }>;
}

export function partsOf(source: KeySource): KeyParts {
  const { tool, cwd, network, inputs, needs } = source;
  return {
    layover: `${KEY_VERSION} ${tool}`,
    command: digest(source.action),
    code: source.code,
    cwd,
    network,
    inputs,
    limits: digest(source.limits ?? null),
    outputs: digest(source.outputs ?? null),
    secrets: source.secrets.join(' '),
    caches: source.caches.join(' '),
    order: needs.map(({ name }) => name).join(' '),
    ...Object.fromEntries(source.machine.map(([path, tree]) => [`machine ${path}`, tree])),
    ...Object.fromEntries(source.lowers.map(({ word, ids }) => [`lower ${word}`, digest(ids)])),
    ...Object.fromEntries(
      Object.entries(source.definition).map(([name, value]) => [`sandbox ${name}`, digest(value ?? null)]),
    ),
    ...Object.fromEntries(source.env.map((pair) => [`env ${pair.split('=', 1)[0]}`, digest(pair)])),
    ...Object.fromEntries(needs.map(({ name, layers }) => [`need ${name}`, digest(layers.map(contentOf))])),
  };
}

export function keyOf(parts: KeyParts): string {
  const sorted = Object.entries(parts).sort(([left], [right]) => (left < right ? -1 : 1));
  return digest(sorted);
}

/** The layers behind parts that are the content of trees: they tell which paths changed, for as long as they are there. */
export type KeyTrees = Readonly<Record<string, readonly string[]>>;

export function treesOf({ needs }: KeySource, inputs: string): KeyTrees {
  return {
    inputs: [inputs],
    ...Object.fromEntries(
      needs.map(({ name, layers }) => [`need ${name}`, layers.map(({ layer }) => layer)]),
    ),
  };
}

function contentOf({ place, content }: JobLayer): string {
  return `${place} ${content}`;
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
