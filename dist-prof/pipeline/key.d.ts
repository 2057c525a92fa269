import type { JobLayer } from './events.js';
import type { Action } from './planned.js';
/** By name; each is short text or a digest. */
export type KeyParts = Readonly<Record<string, string>>;
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
  readonly lowers: ReadonlyArray<{
    readonly word: string;
    readonly ids: readonly string[];
  }>;
  /** Of what it is given of the project. */
  readonly inputs: string;
  readonly outputs: readonly string[] | undefined;
  readonly caches: readonly string[];
  /** What lies below, the topmost first. */
  readonly needs: ReadonlyArray<{
    readonly name: string;
    readonly layers: readonly JobLayer[];
  }>;
}
export declare function partsOf(source: KeySource): KeyParts;
export declare function keyOf(parts: KeyParts): string;
/** The layers behind parts that are the content of trees: they tell which paths changed, for as long as they are there. */
export type KeyTrees = Readonly<Record<string, readonly string[]>>;
export declare function treesOf({ needs }: KeySource, inputs: string): KeyTrees;
