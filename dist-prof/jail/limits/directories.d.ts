/**
 * Makes `directory` in our own group, which is made where it is missing; `prepare` then readies that one. Another
 * runner that ends takes our own group away with its last job, so this may take more than one attempt.
 */
export declare function makeDirectory(directory: string, prepare?: (own: string) => void): void;
/** Whether it was made just now. */
export declare function makeUnlessThere(directory: string): boolean;
/** False while it holds a process or another group, or is another user's. */
export declare function removeIfEmpty(directory: string): boolean;
/** What a killed runner left is empty, or held by something that only a reboot ends. */
export declare const SWEEP_PATIENCE_MS = 500;
/** Sees each group empty and removes it; what still runs there is killed where the kernel has cgroup.kill. */
export declare function removeAll(directories: readonly string[], patienceMs?: number): Promise<void>;
export declare function listNames(own: string): string[];
