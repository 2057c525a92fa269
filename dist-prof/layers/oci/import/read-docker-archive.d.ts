import { type ImageFiles } from './image-files.js';
import { type ImageChoice, type ImagePlan } from './image-plan.js';
import type { ImportLimits } from './limits.js';
export declare const DOCKER_MANIFEST = 'manifest.json';
export declare function readDockerArchive(
  files: ImageFiles,
  choice: ImageChoice,
  limits: ImportLimits,
): Promise<ImagePlan>;
