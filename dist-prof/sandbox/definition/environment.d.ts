import type { Definition } from './definition.js';
import type { RunSpec } from './spec.js';
export interface EnvironmentRequest {
  readonly spec: RunSpec;
  readonly definition: Definition;
  readonly user: {
    readonly uid: number;
  };
}
/**
 * A job's environment, `KEY=value`: a few names every program expects, what the definition and the caller pass on
 * from here by name, then what they set. Nothing else of this process's environment reaches a job.
 */
export declare function planEnvironment({ spec, definition, user }: EnvironmentRequest): string[];
export declare function isVariableName(name: string): boolean;
