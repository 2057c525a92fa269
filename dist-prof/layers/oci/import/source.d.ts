import { type HostPath } from '../../../base/bytes-path.js';
import { type Bytes, type Region } from './bytes.js';
export type OpenSource = Disposable &
  (
    | {
        readonly kind: 'directory';
        readonly fd: number;
      }
    | {
        readonly kind: 'file';
        readonly region: Region;
        readonly bytes: Bytes;
      }
    /** A pipe, a socket, or what else comes only once. */
    | {
        readonly kind: 'stream';
        readonly bytes: Bytes;
      }
  );
/** `-` is this process's standard input. */
export type SourcePath = HostPath | '-';
export declare function describeSource(source: SourcePath): string;
export declare function openSource(source: SourcePath, check: () => void): OpenSource;
