/** Locks by name, across processes: whoever makes something that others could use holds its key meanwhile. */
import type { Home } from './home.js';
/** Waits until nobody else holds `key`, which must be fit for a file name. A killed holder's is free at once. */
export declare function lockKey(home: Home, key: string, signal?: AbortSignal): Promise<Disposable>;
