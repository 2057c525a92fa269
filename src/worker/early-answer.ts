/**
 * An answer that goes straight from a job's thread to the runner: behind the marker that ends the job's standard output. By
 * way of the worker process it would take two turns of further event loops. That way still is the one by which the slot
 * is given back, and the only one for an answer that somebody else has a say in.
 */
import { deserialize, serialize } from 'node:v8';
import type { ThreadAnswer } from './messages.js';

// Found before a job can put something else in their place.
const pack = serialize;
const { concat } = Buffer;

const LENGTH_BYTES = 4;

/** More would only fill the pipe. */
const ANSWER_BYTES_MAX: number = 16 << 10;

/** The marker, and behind it the answer where that is a short one. */
export function withAnswer(marker: Uint8Array, answer: ThreadAnswer): Uint8Array {
  const bytes = pack(answer);
  const { length } = bytes;
  if (length > ANSWER_BYTES_MAX) return marker;
  return concat([marker, new Uint8Array([length & 0xff, length >> 8, 0, 0]), bytes]);
}

/** Undefined as long as it is not there whole. */
export function readAnswer(bytes: Buffer): ThreadAnswer | undefined {
  if (bytes.length < LENGTH_BYTES) return undefined;
  const end = LENGTH_BYTES + bytes.readUInt32LE();
  return bytes.length < end ? undefined : (deserialize(bytes.subarray(LENGTH_BYTES, end)) as ThreadAnswer);
}
