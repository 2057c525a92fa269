/**
 * One output of a slot: a pipe that its jobs write to one after the other, each of them up to its marker. Behind the marker
 * there may be the job's answer (early-answer.ts).
 */
import { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { readAnswer } from './early-answer.js';
import type { ThreadAnswer } from './messages.js';

export class SlotOutput {
  readonly #socket: Socket;
  #marker: Uint8Array = new Uint8Array();
  #held: Buffer = Buffer.alloc(0);
  #job: Readable | undefined;
  #isDiscarding = false;
  #onAnswer: ((answer: ThreadAnswer) => void) | undefined;
  #ended: Promise<void> = Promise.resolve();
  #end: () => void = () => undefined;

  constructor(fd: number) {
    this.#socket = new Socket({ fd, readable: true, writable: false });
    this.#socket.on('data', (bytes: Buffer) => this.#take(bytes));
    this.#socket.on('error', () => this.end());
    this.#socket.on('close', () => this.end());
    this.#socket.unref();
  }

  /** What the job prints, until its marker comes. Told of its answer where that comes by this way. */
  begin(marker: Uint8Array, onAnswer?: (answer: ThreadAnswer) => void): Readable {
    this.#onAnswer = onAnswer;
    this.#marker = marker;
    this.#held = Buffer.alloc(0);
    this.#isDiscarding = false;
    this.#ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    this.#job = new Readable({ read: () => void this.#socket.resume() });
    return this.#job;
  }

  /** Reads on, for nobody: a job that is being ended must not be held by a full pipe. */
  discard(): void {
    this.#isDiscarding = true;
    this.#socket.resume();
  }

  /** Settles when the marker has come: from then on the pipe is free for the next job. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  end(): void {
    this.#job?.push(null);
    this.#job = undefined;
    this.#end();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #take(bytes: Buffer): void {
    if (this.#job === undefined) return this.#takeAnswer(bytes);
    const all = this.#held.length > 0 ? Buffer.concat([this.#held, bytes]) : bytes;
    const at = all.indexOf(this.#marker);
    const keep = at >= 0 ? 0 : countOfPrefix(all, this.#marker);
    this.#pass(all.subarray(0, at >= 0 ? at : all.length - keep));
    this.#held = all.subarray(all.length - keep);
    if (at < 0) return;
    this.#held = Buffer.alloc(0);
    this.end();
    this.#takeAnswer(all.subarray(at + this.#marker.length));
  }

  #takeAnswer(bytes: Buffer): void {
    if (this.#onAnswer === undefined || bytes.length === 0) return;
    this.#held = Buffer.concat([this.#held, bytes]);
    const answer = readAnswer(this.#held);
    if (answer === undefined) return;
    this.#onAnswer(answer);
    this.#onAnswer = undefined;
    this.#held = Buffer.alloc(0);
  }

  #pass(bytes: Buffer): void {
    if (bytes.length === 0 || this.#isDiscarding) return;
    if (this.#job?.push(bytes) === false) this.#socket.pause();
  }
}

/** How many bytes at the end may be the marker's first. */
export function countOfPrefix(bytes: Buffer, marker: Uint8Array): number {
  for (let length = Math.min(marker.length - 1, bytes.length); length > 0; length -= 1) {
    if (bytes.subarray(bytes.length - length).equals(marker.subarray(0, length))) return length;
  }
  return 0;
}
