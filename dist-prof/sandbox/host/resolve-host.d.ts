import { type HostPath } from '../../base/bytes-path.js';
import type { Definition } from '../definition/definition.js';
import type { RunSpec } from '../definition/spec.js';
import { type HostView } from './plan-host.js';
export interface HostInput {
  readonly spec: RunSpec;
  readonly definition: Definition;
  readonly mode: 'root' | 'rootless';
  readonly homePath: HostPath;
}
/** The places, and the state directory, credentials and other people's homes as mounts that hide them. */
export declare function resolveHost({ spec, mode, homePath }: HostInput): HostView;
