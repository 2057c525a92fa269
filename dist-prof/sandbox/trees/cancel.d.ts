/** For the task: throws LAYOVER_CANCELED once the file is there. */
export declare function watchForCancel(file: string | undefined): () => void;
/** For the caller: runs `work`, which is told of an abort by the file. Rejects with the signal's reason then. */
export declare function withCancelFile<T>(
  file: string,
  signal: AbortSignal | undefined,
  work: (file: string | undefined) => Promise<T>,
): Promise<T>;
