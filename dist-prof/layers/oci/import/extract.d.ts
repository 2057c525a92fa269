import type { ReadMember } from '../../../tar/read-member.js';
import type { TarSink } from '../../../tar/reader.js';
import type { TreeWriter } from '../../tree-writer.js';
import { LayerTree } from './layer-tree.js';
import { type Budget } from './limits.js';
import type { LowerCopies } from './lower-copies.js';
import type { ImportNotes } from './notes.js';
/** Devices act on the machine, so they are left out, and noted, unless they are asked for. */
export type DevicePolicy = 'skip' | 'keep';
export interface ExtractorOptions {
  readonly writer: TreeWriter;
  readonly lower: LowerCopies;
  readonly budget: Budget;
  readonly notes: ImportNotes;
  readonly devices: DevicePolicy;
  readonly check: () => void;
}
export declare class Extractor implements TarSink, Disposable {
  #private;
  readonly tree: LayerTree;
  constructor(options: ExtractorOptions);
  begin(member: ReadMember): void;
  data(piece: Buffer): void;
  hole(bytes: number): void;
  end(): void;
  [Symbol.dispose](): void;
}
