import { type HostPath } from '../../../base/bytes-path.js';
import { type Descriptor, type Digest, type ImageIndex } from '../documents.js';
/** The bytes of `oci-layout`. */
export declare const LAYOUT_MARK: Buffer;
/**
 * A layout being written to, with a place of its own for what is not whole yet. A blob has its name only when all of
 * it is on the disk, and a tag stands for an image only when all its blobs are there: whoever reads meanwhile, or
 * after a crash, sees the old image or the new one. Other tags stay as they are.
 */
export declare class Layout implements Disposable {
  #private;
  readonly workspace: HostPath;
  /** Makes the layout where there is none. Something else in its place is LAYOVER_COMMIT_TARGET. */
  static open(directory: HostPath): Promise<Layout>;
  private constructor();
  has(digest: Digest, size: number): boolean;
  /** Takes a file of the workspace, synced already. */
  adopt(file: HostPath, digest: Digest): void;
  add(bytes: Uint8Array, { digest, size }: Descriptor): void;
  /** Lets `tag` stand for a manifest whose blobs are all there. */
  tag(manifest: Descriptor, tag: string): Promise<void>;
  [Symbol.dispose](): void;
}
/** An index with one more image; what had the tag before has none any more, and is gone from the index. */
export declare function withTag(index: ImageIndex, manifest: Descriptor, tag: string): ImageIndex;
export declare const EMPTY_INDEX: ImageIndex;
/** The error of the system's as one that names the layout; any other as it is. */
export declare function explainLayout(directory: HostPath, cause: unknown): unknown;
