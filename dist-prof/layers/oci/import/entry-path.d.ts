/** The names of members: where they lead in the layer, and which of them say that something is deleted. */
import { type RawPath } from '../../../base/bytes-path.js';
import { type ImportLimits } from './limits.js';
/**
 * The path below the root. Paths from `/` are from the root of the layer, as every reader takes them; `.` and
 * doubled slashes go. `..` is refused wherever it leads.
 */
export declare function parseEntryPath(raw: RawPath, limits: ImportLimits): RawPath;
/** What a member's name means (OCI image-spec layer.md, "Whiteouts"). */
export type EntryMeaning =
  | {
      readonly kind: 'object';
    }
  /** `path` is gone from the layers below. */
  | {
      readonly kind: 'whiteout';
      readonly path: RawPath;
    }
  /** All that the layers below have in `path` is gone. */
  | {
      readonly kind: 'opaque';
      readonly path: RawPath;
    }
  /** Of AUFS's own bookkeeping, which some images still carry. */
  | {
      readonly kind: 'reserved';
    };
export declare function meaningOf(path: RawPath): EntryMeaning;
