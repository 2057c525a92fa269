/** Every byte, however long the pipe is full. */
export declare function writeAll(fd: number, bytes: Uint8Array): void;
/** Takes the place of this thread's standard streams, the console's included. */
export declare function installOutput({ stdout, stderr }: { stdout: number; stderr: number }): void;
