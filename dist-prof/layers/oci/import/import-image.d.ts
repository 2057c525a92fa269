import { type PublishedLayer } from '../../publish.js';
import { type Bytes } from './bytes.js';
import type { ImportContext } from './context.js';
import type { ImageFiles } from './image-files.js';
import type { ImagePlan } from './image-plan.js';
export interface ImageTarget {
  readonly name: string;
  /** Refuses a name that stands for something else by now. */
  readonly keepsNames: boolean;
  /** Wraps the bytes of each file on their way. */
  readonly watch: (bytes: Bytes) => Bytes;
}
/** Stages every layer of an image, and makes all of them visible, and named, once the last one is verified. */
export declare function importImage(
  files: ImageFiles,
  {
    plan,
    target,
  }: {
    plan: ImagePlan;
    target: ImageTarget;
  },
  context: ImportContext,
): Promise<PublishedLayer[]>;
