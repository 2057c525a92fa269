import { Writable } from 'node:stream';
/** Takes a stream of bytes apart into lines of text. What is left behind the last line end comes when it is finished. */
export declare class LineSink extends Writable {
  #private;
  constructor(onLine: (line: string) => void);
  _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void;
  /** To be called once no more comes. */
  flush(): void;
}
