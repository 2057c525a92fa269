/** A tar, or any other bytes, in pieces to be used in their order; each is only good until the next is asked for. */
export type Pieces = Generator<Uint8Array, void, undefined>;
/** Gathers a tar in the making into large pieces. */
export declare class PieceBuffer {
  #private;
  write(bytes: Uint8Array): Pieces;
  /** The first `size` bytes of an open file; returns how many there were. */
  read(fd: number, size: number, check?: () => void): Generator<Uint8Array, number, undefined>;
  /** Zeros up to the next block after `size` bytes. */
  pad(size: number): Pieces;
  /** The two empty blocks that end an archive, and what is left. */
  end(): Pieces;
}
