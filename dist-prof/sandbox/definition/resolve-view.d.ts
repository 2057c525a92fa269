import { type HostPath, type RawPath } from '../../base/bytes-path.js';
import { LayoverError } from '../../base/errors.js';
import { type ViewRequest } from '../view/view.js';
import { type Definition } from './definition.js';
import type { PathLike, RunSpec } from './spec.js';
export interface ViewInput {
  readonly spec: RunSpec;
  readonly definition: Definition;
  readonly project: ViewRequest['project'];
  readonly mode: 'root' | 'rootless';
  readonly homePath: HostPath;
}
export declare function resolveView(input: ViewInput): ViewRequest;
/** A place in the view, as a raw path without its leading slash. */
export declare function targetOf(path: PathLike): RawPath;
export declare function rawOf(path: PathLike): RawPath;
export declare function usageError(message: string, hint?: string): LayoverError;
