import type { Fallback } from '../../jail/receipt.js';
import type { OverlayDriver } from '../../overlay/driver.js';
import type { Requirement } from '../definition/definition.js';
import type { RunSpec } from '../definition/spec.js';
export interface Way {
  readonly driver: OverlayDriver;
  readonly layersBy: 'descriptor' | 'name';
  /** How messages call it. */
  readonly label: string;
}
type WaySpec = Pick<RunSpec, 'driver' | 'layersBy' | 'onNotice'> & {
  readonly mustUseKernel: boolean;
  readonly required: readonly Requirement[];
};
/** Runs `start` with each way that the spec allows until one is not refused. */
export declare function tryWays<T>(
  spec: WaySpec,
  start: (way: Way, fallbacks: readonly Fallback[]) => Promise<T>,
): Promise<T>;
/** The way that an earlier job went. */
export declare function driverNamed(name: string, layersBy?: Way['layersBy']): Way;
export {};
