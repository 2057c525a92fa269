import type { Layers, Shown, Stack } from './layers.js';
/** Where something is put into the view: another stack from there on. */
export interface Place {
  /** Without a leading slash; the root is the empty one. */
  readonly at: string;
  readonly stack: Stack;
}
export interface Step {
  readonly name: string;
  readonly stack: Stack;
}
/** `steps` lead from the root to the directory that holds `name`; `shown` is what it has there. */
export interface Walked {
  readonly steps: readonly Step[];
  readonly name: string;
  readonly shown: Shown | undefined;
  /** In the view, without links. */
  readonly path: string;
  readonly hasSlash: boolean;
}
export interface WalkRequest {
  readonly path: string;
  readonly cwd: string;
  readonly follows: boolean;
  readonly syscall: string;
}
export declare class Walker {
  #private;
  constructor(layers: Layers, places: readonly Place[]);
  /** Names of places in a directory of the view. */
  placesIn(path: string): string[];
  isPlace(path: string): boolean;
  walk(request: WalkRequest): Walked;
}
