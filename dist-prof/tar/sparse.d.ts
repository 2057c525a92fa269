import type { PaxRecords } from './parse-pax.js';
/** A run of data in the file; what lies between runs are zeros. */
export interface SparseSpan {
  readonly offset: number;
  readonly length: number;
}
/** A sparse file: its whole size, and its data in the order it comes in. */
export interface SparseFile {
  readonly size: number;
  readonly spans: readonly SparseSpan[];
}
/** Gathers the map of one member, block by block, where it stands in blocks. */
export interface SparseMap {
  /** Nothing more of it comes. */
  readonly isWhole: boolean;
  /** How many of the bytes that the member counts as content are the map's. */
  readonly contentBytes: number;
  add(block: Buffer): void;
  /** `dataBytes` are left of the content. Throws LAYOVER_IMAGE_INVALID where they do not fit the map. */
  finish(dataBytes: number): SparseFile;
}
/** Of the form that a member is in; undefined for an ordinary one. `block` is its header. */
export declare function openSparseMap(
  flag: string,
  block: Buffer,
  { pax, where }: PaxPlace,
): SparseMap | undefined;
interface PaxPlace {
  readonly pax: PaxRecords;
  /** Names the member in errors. */
  readonly where: string;
}

export {};
