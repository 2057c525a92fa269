import type { FileSharing } from '../../file-sharing.js';
import type { LayerStore, LayerStyle } from '../../store.js';
import type { DevicePolicy } from './extract.js';
import type { Budget } from './limits.js';
import type { ImportNotes } from './notes.js';
/** What all parts of one import share. */
export interface ImportContext {
  readonly store: LayerStore;
  readonly sharing: FileSharing;
  readonly style: LayerStyle;
  readonly budget: Budget;
  readonly notes: ImportNotes;
  readonly devices: DevicePolicy;
  /** Throws to stop; called for every member and every piece of a large file. */
  readonly check: () => void;
}
