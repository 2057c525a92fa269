import type { Entry } from '../tree/entry.js';
/** The xattrs that go into a layer's tar, and how many do not. */
export interface ExportedXattrs {
  readonly xattrs: Entry['xattrs'];
  readonly lost: number;
}
/**
 * Leaves out what belongs to one machine (SELinux labels) or to overlay file systems (a reader's own overlay
 * would obey the marks), and empty values, which a PAX record cannot have.
 */
export declare function exportXattrs(xattrs: Entry['xattrs']): ExportedXattrs;
