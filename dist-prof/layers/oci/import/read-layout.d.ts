/** OCI image layouts (image-layout.md): from `index.json` to the one image that is wanted. */
import { type ImageFiles } from './image-files.js';
import { type ImageChoice, type ImagePlan } from './image-plan.js';
import type { ImportLimits } from './limits.js';
export declare const LAYOUT_MARK = 'oci-layout';
export declare const LAYOUT_INDEX = 'index.json';
export declare function readLayout(
  files: ImageFiles,
  choice: ImageChoice,
  limits: ImportLimits,
): Promise<ImagePlan>;
