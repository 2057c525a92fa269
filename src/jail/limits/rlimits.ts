/** The rlimits of every job (getrlimit(2)): a table, and what the limits that were asked for put into it. */
import type { Rlimit } from '../launch-spec.js';

/** As in asm-generic/resource.h, which x86-64 and arm64 share. */
const RESOURCE = {
  fsize: 1,
  data: 2,
  core: 4,
  nproc: 6,
  nofile: 7,
  memlock: 8,
  sigpending: 11,
  msgqueue: 12,
  nice: 13,
  rtprio: 14,
} as const;

export interface RlimitRequest {
  readonly files: number | undefined;
  /** The largest file. */
  readonly fileBytes: number | undefined;
  /** Of one process: where no group holds the whole job. */
  readonly memoryBytes: number | undefined;
  /** Of one user of the job. */
  readonly pids: number;
}

const FILES_SOFT = 1_024;
const FILES_HARD = 4_096;

export function planRlimits({ files, fileBytes, memoryBytes, pids }: RlimitRequest): Rlimit[] {
  return [
    // 1, not 0: with 0 a core is still piped to a handler of the host's, which runs as its root.
    limit('core', 1),
    files === undefined ? limit('nofile', FILES_SOFT, FILES_HARD) : limit('nofile', files),
    // Counted in the job's own user namespace; its init is one.
    limit('nproc', pids + 1),
    limit('memlock', 64 << 10),
    limit('sigpending', 4_096),
    limit('msgqueue', 819_200),
    limit('nice', 0),
    limit('rtprio', 0),
    ...(fileBytes === undefined ? [] : [limit('fsize', fileBytes)]),
    // Private writable memory. The address space would be the stricter measure, but programs reserve far more
    // of that than they use: Node does not start with 1 GiB of it.
    ...(memoryBytes === undefined ? [] : [limit('data', memoryBytes)]),
  ];
}

function limit(name: keyof typeof RESOURCE, soft: number, hard: number = soft): Rlimit {
  return { resource: RESOURCE[name], soft, hard };
}
