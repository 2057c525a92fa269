import { type ReadMember } from './read-member.js';
/** What is done with the members, in their order. Pieces are only valid during the call. */
export interface TarSink {
  begin(member: ReadMember, contentAt: number): void;
  /** A piece of the content of the member that was begun last; none where it has none. */
  data(piece: Buffer): void;
  /** So many zeros, which the archive leaves out. */
  hole(bytes: number): void;
  end(): void;
}
export interface TarReaderOptions {
  /** Of one extended header or long name, in bytes. */
  readonly headerBytesMax: number;
  /** Whether an archive may stop behind a member, where something else vouches for its being whole. */
  readonly mayLackEnd?: boolean | undefined;
}
export declare class TarReader {
  #private;
  constructor(sink: TarSink, options: TarReaderOptions);
  push(chunk: Buffer): void;
  /**
   * Passes over what is still to come of the content of a member; how many bytes the next push has to leave out.
   */
  skipContent(): number;
  /** No more bytes come. */
  finish(): void;
}
