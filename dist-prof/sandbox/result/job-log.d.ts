/** What lies in a log's file. */
export declare function readLog(path: string): AsyncGenerator<Buffer>;
