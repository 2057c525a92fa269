type Outputs = {
  readonly stdout: number;
  readonly stderr: number;
};
/** Makes `inherit` mean the job's streams. */
export declare function installChildren(outputs: Outputs): void;
/**
 * Kills every process in that mount namespace but this one, and waits until they are gone; how many there were. Cheap
 * where this process has no child at all: an orphan becomes its child (PR_SET_CHILD_SUBREAPER).
 */
export declare function killStragglers(namespace: string): number;
export {};
