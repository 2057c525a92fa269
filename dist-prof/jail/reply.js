import { LayoverError } from '../base/errors.js';
import { FRAME_LENGTH_MAX, HEADER_LENGTH } from './protocol.js';
/** Cuts a stream of bytes into replies. A frame it does not know is an error: the keeper is then of no use. */
export class ReplyReader {
  #pending = Buffer.alloc(0);
  *read(bytes) {
    this.#pending = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
    while (this.#pending.length >= HEADER_LENGTH) {
      const length = this.#pending.readUInt32LE(0);
      if (length > FRAME_LENGTH_MAX) throw protocolError(`a frame of ${length} bytes`);
      if (this.#pending.length < HEADER_LENGTH + length) return;
      const frame = this.#pending.subarray(0, HEADER_LENGTH + length);
      this.#pending = this.#pending.subarray(HEADER_LENGTH + length);
      yield decodeReply(frame);
    }
  }
}
function protocolError(seen) {
  return new LayoverError('LAYOVER_KEEPER', `The keeper sent ${seen}`, {
    hint: 'Rebuild both halves: `npm run build`.',
  });
}
function decodeReply(frame) {
  const type = frame.readUInt16LE(4);
  const job = frame.readUInt32LE(8);
  const payload = frame.subarray(HEADER_LENGTH);
  try {
    return decodePayload(type, job, payload);
  } catch (cause) {
    throw cause instanceof RangeError
      ? protocolError(`${payload.length} bytes as a reply of type ${type}`)
      : cause;
  }
}
function decodePayload(type, job, payload) {
  const decode = REPLIES[type];
  if (decode === undefined) throw protocolError(`a reply of the unknown type ${type}`);
  return decode(payload, job);
}
/** By their numbers: `enum reply_type` in protocol.h. */
const REPLIES = {
  1: (payload) => ({ kind: 'hello', version: payload.readUInt32LE(0) }),
  2: (payload) => {
    const [landlockAbi, flags] = [payload.readUInt32LE(0), payload.readUInt32LE(4)];
    return { kind: 'ready', landlockAbi, isSealed: flags === READY_SEALED };
  },
  3: (payload, job) => ({ kind: 'started', job, pid: payload.readUInt32LE(0) }),
  4: (payload, job) => {
    const [step = '', detail = ''] = payload.toString('latin1', 4).split('\0');
    return { kind: 'failed', job, errno: payload.readUInt32LE(0), step, detail };
  },
  5: (payload, job) => ({ kind: 'exited', job, end: decodeEnd(payload) }),
  6: (payload) => {
    const what = payload.toString('latin1', 4).replace(/\0.*/s, '');
    return { kind: 'fatal', errno: payload.readUInt32LE(0), what };
  },
  7: () => ({ kind: 'unmapped' }),
  8: (_payload, job) => ({ kind: 'stuck', job }),
  9: (payload, job) => ({ kind: 'scratch', job, fd: payload.readUInt32LE(0) }),
  10: (payload, job) => ({ kind: 'profile', job, steps: decodeSteps(payload) }),
};
const STEP_LENGTH = 64;
const STEP_OWNERS = { 1: 'keeper', 2: 'init', 3: 'command' };
/** When `performance.now()` was 0, by the kernel's clock. The process may be held up between two looks: the latest is right. */
function findOriginNs() {
  const looks = Array.from({ length: 5 }, () => Number(process.hrtime.bigint()) - performance.now() * 1e6);
  return Math.max(...looks);
}
function decodeSteps(payload) {
  const originNs = findOriginNs();
  const count = Math.floor(payload.length / STEP_LENGTH);
  return Array.from({ length: count }, (_, index) => {
    const entry = payload.subarray(index * STEP_LENGTH, (index + 1) * STEP_LENGTH);
    const [startNs, endNs] = [Number(entry.readBigUInt64LE(0)), Number(entry.readBigUInt64LE(8))];
    const by = STEP_OWNERS[entry.readUInt32LE(16)];
    if (by === undefined) throw protocolError(`a step of nobody's`);
    const name = entry.toString('latin1', 24).replace(/\0.*/s, '');
    return { by, name, startMs: (startNs - originNs) / 1e6, durationMs: (endNs - startNs) / 1e6 };
  });
}
const READY_SEALED = 1;
function decodeEnd(payload) {
  return {
    isSignaled: payload.readUInt32LE(0) === 1,
    status: payload.readUInt32LE(4),
    isTimedOut: payload.readUInt32LE(8) === 1,
    userMs: Number(payload.readBigUInt64LE(16)) / 1e3,
    systemMs: Number(payload.readBigUInt64LE(24)) / 1e3,
    memoryPeakBytes: Number(payload.readBigUInt64LE(32)),
    wallMs: Number(payload.readBigUInt64LE(40)) / 1e6,
    readBytes: Number(payload.readBigUInt64LE(48)),
    writtenBytes: Number(payload.readBigUInt64LE(56)),
  };
}
//# sourceMappingURL=reply.js.map
