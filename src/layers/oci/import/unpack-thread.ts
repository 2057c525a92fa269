/** The plain tar of a large layer, read, hashed and unpacked in a thread beside the one that asks for it. */
import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { unpackError } from '../../../base/packed-error.js';
import type { PackedLayer, PlainDigests, PlainTar } from './plain-tar.js';
import type { FromUnpacker, ToUnpacker } from './unpack-worker.js';

/** Below it, starting a thread takes longer than it saves. */
export const THREAD_BYTES_MIN: number = 16 * 2 ** 20;

/** As `openPlainTar`. The thread has ended, and the file is no longer read, when the bytes have. */
export function openPlainTarInThread(layer: PackedLayer, onRead: (bytes: number) => void): PlainTar {
  let digests: PlainDigests | undefined;
  const onDigests = (found: PlainDigests): void => {
    digests = found;
  };
  return {
    bytes: piecesOf(layer, { onRead, onDigests }),
    digests: () => {
      if (digests === undefined) throw new Error('The digests of a tar are known at its end');
      return digests;
    },
  };
}

interface Listeners {
  readonly onRead: (bytes: number) => void;
  readonly onDigests: (digests: PlainDigests) => void;
}

async function* piecesOf(layer: PackedLayer, { onRead, onDigests }: Listeners): AsyncGenerator<Buffer> {
  const worker = new Worker(new URL('./unpack-worker.js', import.meta.url), { workerData: layer });
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const say = (what: ToUnpacker): void => worker.postMessage(what, typeof what === 'string' ? [] : [what]);
  let before = 0;
  try {
    for await (const [said] of on(worker, 'message', { close: ['exit'] }) as AsyncIterable<[FromUnpacker]>) {
      if ('error' in said) throw unpackError(said.error);
      if ('digests' in said) return onDigests(said.digests);
      onRead(said.read - before);
      before = said.read;
      yield Buffer.from(said.buffer, 0, said.bytes);
      say(said.buffer);
    }
    throw new Error('The thread that unpacks a layer ended early');
  } finally {
    say('stop');
    await ended;
  }
}
