import type { Definition, Requirement } from './definition.js';
/** `error`, or LAYOVER_UNSUPPORTED in its place where it comes from the lack of something required. */
export declare function nameRequirement(error: unknown, required: readonly Requirement[]): unknown;
/** LAYOVER_USAGE where the caller asks for what the definition rules out. */
export declare function checkRequirements(
  { require }: Definition,
  {
    network,
    driver,
  }: {
    readonly network: 'none' | 'host';
    readonly driver?: string | undefined;
  },
): void;
