/** A keeper at the other end of a socket pair, spoken to in raw bytes: what a broken or hostile runner could do. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { KEEPER_PATH } from '#src/jail/keeper.js';
import { encodeFrame, numbers, PROTOCOL_VERSION, REQUEST } from '#src/jail/protocol.js';
import { type Reply, ReplyReader } from '#src/jail/reply.js';
import { syscalls } from '#src/native/syscalls.js';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const SANITIZED = `${repository}/build/sanitized/keeper`;

/** The keeper as shipped, and the same with ASan and UBSan, built here. */
export function keeperBuilds(): Array<{ name: string; path: string }> {
  execFileSync(process.execPath, ['scripts/build-native.mjs', '--sanitize'], {
    cwd: repository,
    stdio: 'ignore',
  });
  if (!existsSync(SANITIZED)) throw new Error('The sanitized keeper was not built');
  return [
    { name: 'as shipped', path: KEEPER_PATH },
    { name: 'with sanitizers', path: SANITIZED },
  ];
}

export class RawKeeper implements AsyncDisposable {
  readonly child: ChildProcess;
  readonly replies: Reply[] = [];
  readonly #fd: number;
  readonly #socket: Socket;
  readonly #reader = new ReplyReader();
  readonly #exited: Promise<unknown>;
  #errors = '';

  constructor(path: string) {
    const [ours, theirs] = syscalls.socketpair();
    // abort_on_error turns a finding into SIGABRT, which no orderly end looks like; the options are the sanitizers' only.
    const env = { ASAN_OPTIONS: 'detect_leaks=0:abort_on_error=1', UBSAN_OPTIONS: 'abort_on_error=1' };
    this.child = spawn(path, ['serve', '3'], {
      env,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe', theirs],
    });
    syscalls.close(theirs);
    this.#fd = ours;
    this.#socket = new Socket({ fd: ours, readable: true, writable: true });
    this.#socket.on('data', (bytes: Buffer) => this.replies.push(...this.#reader.read(bytes)));
    this.#socket.on('error', () => undefined);
    this.child.stderr?.on('data', (text: Buffer) => {
      this.#errors += text.toString();
    });
    this.#exited = once(this.child, 'exit');
  }

  /** Bytes as they are, with descriptors on the first one. */
  send(bytes: Buffer, fds: readonly number[] = []): void {
    try {
      syscalls.sendWithDescriptors(this.#fd, bytes, fds);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
    }
  }

  async greet(): Promise<void> {
    this.send(encodeFrame(REQUEST.hello, 0, numbers(PROTOCOL_VERSION, 0)));
    await this.until('ready');
  }

  async until(kind: Reply['kind']): Promise<Reply> {
    const deadline = Date.now() + 10_000;
    for (;;) {
      const found = this.replies.find((reply) => reply.kind === kind);
      if (found) return found;
      if (Date.now() > deadline)
        throw new Error(`No ${kind} in 10 s; ${JSON.stringify(this.replies)} ${this.#errors}`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  /** How it ended of its own accord: an exit status, or a signal's name, which a sanitizer's finding gives. */
  async ended(): Promise<{ code: number | null; signal: string | null; errors: string }> {
    await this.#exited;
    return { code: this.child.exitCode, signal: this.child.signalCode, errors: this.#errors };
  }

  hangUp(): void {
    this.#socket.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.hangUp();
    await this.#exited;
  }
}

/** The processes whose parent, or parent's parent, is `pid`. */
export function descendantsOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const status = readFileSync(`/proc/${name}/stat`, 'latin1');
      parents.set(Number(name), Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // it ended between the listing and the look
    }
  }
  const isBelow = (one: number): boolean => {
    const parent = parents.get(one) ?? 0;
    return parent === pid || (parent > 1 && isBelow(parent));
  };
  return [...parents.keys()].filter(isBelow);
}
