/**
 * The entry of the thread that reads, hashes and unpacks one large layer, while its starter writes the files. Buffers go
 * there full and come back empty: so few are ever made, and so many bytes are on their way at most.
 */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { type PackedError, packError } from '../../../base/packed-error.js';
import { openPlainTar, type PackedLayer, type PlainDigests } from './plain-tar.js';

export type FromUnpacker =
  | { readonly buffer: ArrayBuffer; readonly bytes: number; readonly read: number }
  | { readonly digests: PlainDigests }
  | { readonly error: PackedError };

/** A buffer that is done with, or that nobody wants more. The thread ends with the latter, and only then. */
export type ToUnpacker = ArrayBuffer | 'stop';

const BUFFER_BYTES = 256 * 1024;
const BUFFERS = 16;

/** Nobody wants the rest. */
class Stopped extends Error {}

class Buffers {
  readonly #free: ArrayBuffer[] = Array.from({ length: BUFFERS }, () => new ArrayBuffer(BUFFER_BYTES));
  #isStopped = false;
  #wake: () => void = () => undefined;

  hear(said: ToUnpacker): void {
    if (said === 'stop') this.#isStopped = true;
    else this.#free.push(said);
    this.#wake();
  }

  async take(): Promise<ArrayBuffer> {
    for (;;) {
      if (this.#isStopped) throw new Stopped();
      const buffer = this.#free.pop();
      if (buffer !== undefined) return buffer;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

async function unpackTo(port: MessagePort, layer: PackedLayer): Promise<void> {
  const buffers = new Buffers();
  port.on('message', (said: ToUnpacker) => {
    buffers.hear(said);
    if (said === 'stop') port.close();
  });
  const say = (what: FromUnpacker, transfer: ArrayBuffer[] = []): void => port.postMessage(what, transfer);
  let read = 0;
  try {
    const tar = openPlainTar(layer, (bytes) => {
      read += bytes;
    });
    for await (const piece of tar.bytes) {
      for (let at = 0; at < piece.length; at += BUFFER_BYTES) {
        const buffer = await buffers.take();
        const bytes = piece.copy(new Uint8Array(buffer), 0, at);
        say({ buffer, bytes, read }, [buffer]);
      }
    }
    say({ digests: tar.digests() });
  } catch (error) {
    if (!(error instanceof Stopped)) say({ error: packError(error) });
  }
}

if (parentPort !== null) await unpackTo(parentPort, workerData as PackedLayer);
