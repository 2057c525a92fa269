import type { LayerWork } from '../sandbox/store/layer-work.js';
import { type CachedResult, STREAMS } from './cache.js';
export declare class SharedCache {
  #private;
  constructor(directory: string, layerWork: LayerWork);
  /** The result of a portable key with all its layers in the store, as if it had been made under `key`. */
  load(portableKey: string, key: string): Promise<CachedResult | undefined>;
  save(portableKey: string, result: CachedResult, logs: Readonly<Record<string, string>>): Promise<void>;
  logPath(portableKey: string, stream: (typeof STREAMS)[number]): string;
}
