import type { LayerStore, LayerStyle } from '../../store.js';
import type { DevicePolicy } from './extract.js';
import { type ImportLimits } from './limits.js';
import { type ImportFormat, type ImportReport } from './report.js';
import { type SourcePath } from './source.js';
export interface ImportInput {
  readonly store: LayerStore;
  readonly style: LayerStyle;
  readonly source: SourcePath;
  /** What the chain is to be called; default what the image is called where it comes from. */
  readonly name?: string | undefined;
  /** Default: what its content says. */
  readonly format?: ImportFormat | undefined;
  /** `os/arch[/variant]`, of an image for several; default this machine's. */
  readonly platform?: string | undefined;
  /** Which image, where there are several: its tag, or whatever it is called there. */
  readonly ref?: string | undefined;
  readonly devices?: DevicePolicy | undefined;
  readonly limits?: Partial<ImportLimits> | undefined;
}
export interface ImportControl {
  readonly check: () => void;
  /** Bytes read of those there are; the total is 0 where nobody knows. */
  readonly onProgress: (done: number, total: number) => void;
}
/** For a worker, never for the main thread. Waits for bytes only; the rest is synchronous. */
export declare function importLayers(input: ImportInput, control: ImportControl): Promise<ImportReport>;
