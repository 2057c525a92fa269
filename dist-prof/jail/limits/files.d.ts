export declare function readText(directory: string, file: string): string | undefined;
export declare function readNumber(directory: string, file: string): number | undefined;
/** The value behind `key` in lines of `key value`. */
export declare function readKey(directory: string, file: string, key: string): number | undefined;
/** Every group of cgroup2 has this, whatever its controllers. */
export declare function readProcessorTime(directory: string): {
  userMs: number | undefined;
  systemMs: number | undefined;
};
export declare function writeValue(directory: string, file: string, value: string | number): void;
/** The same for a file that a kernel may lack; whether it is there. */
export declare function tryWrite(directory: string, file: string, value: string | number): boolean;
export declare function readProcesses(directory: string): number[];
/** Leaves out what is undefined. */
export declare function present<T extends object>(
  values: {
    [K in keyof T]: T[K] | undefined;
  },
): T;
