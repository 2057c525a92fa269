import type { BindSpec } from '../definition/spec.js';
export interface NodeBundle {
  readonly binds: readonly BindSpec[];
  /** The program and its first words; the next one is for the entry. */
  readonly command: readonly string[];
}
export declare function findNode(): NodeBundle;
