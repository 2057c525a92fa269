/** Takes in what a job prints: to its log, and on to whoever asked for it. */
import { once } from 'node:events';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { hasErrno, messageOf } from '../../base/errors.js';
import { LOG_BYTES_MAX } from '../definition/spec.js';
import { masked } from './mask.js';

// How a stream ends whose other side is gone: EIO is a terminal's way of saying so.
const ENDINGS = ['ECONNRESET', 'EIO', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR'];
/** Until `from` ends. A slow `copy` slows it down; a `copy` that is gone is told, and the log goes on. */
export async function pumpOutput(from, route) {
  const log = new Log(route);
  try {
    for await (const chunk of route.mask?.length ? masked(from, route.mask) : from) {
      route.onOutput(chunk.length);
      await log.append(chunk);
      if (route.copy) await pass(chunk, { copy: route.copy, onReaderGone: route.onReaderGone });
    }
  } catch (error) {
    if (!hasErrno(error, ...ENDINGS)) throw error;
  } finally {
    await log.close();
  }
}
async function pass(chunk, { copy, onReaderGone }) {
  if (copy.destroyed || copy.errored) return onReaderGone();
  if (!copy.write(chunk)) await hasRoom(copy).catch(onReaderGone);
}
/** Rejects when the stream fails instead. */
async function hasRoom(stream) {
  const done = new AbortController();
  try {
    await Promise.race(['drain', 'close'].map((event) => once(stream, event, { signal: done.signal })));
  } finally {
    done.abort();
  }
}
const ROOM_FOR_RECORD = 128 << 10;
/** One stream's log file, made with its first byte, and cut at the bound. */
class Log {
  #folder;
  #name;
  #handle;
  #room = LOG_BYTES_MAX;
  #onLogFailed;
  constructor({ logFolder, name, onLogFailed }) {
    this.#folder = logFolder;
    this.#name = name;
    this.#onLogFailed = onLogFailed;
  }
  async append(chunk) {
    if (this.#room <= 0) return;
    try {
      await this.#write(chunk);
    } catch (error) {
      this.#room = 0; // a full disk ends the log, not the job
      await this.#makeRoom();
      this.#onLogFailed(`the log of ${this.#name} ends early: ${messageOf(error)}`);
    }
  }
  /** What is still to be written about the job shall not fail for the log's last lines. */
  async #makeRoom() {
    const { size = 0 } = (await this.#handle?.stat()) ?? {};
    await this.#handle?.truncate(Math.max(size - ROOM_FOR_RECORD, 0));
  }
  async #write(chunk) {
    this.#handle ??= await this.#open();
    await this.#handle.writeFile(chunk.subarray(0, this.#room));
    this.#room -= chunk.length;
    if (this.#room <= 0)
      await this.#handle.writeFile(`\n[layover: the log ends here, at ${LOG_BYTES_MAX} bytes]\n`);
  }
  async close() {
    await this.#handle?.close();
  }
  async #open() {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    return await open(join(this.#folder, this.#name), 'a', 0o600);
  }
}
//# sourceMappingURL=output.js.map
