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
};
const FILES_SOFT = 1_024;
const FILES_HARD = 4_096;
export function planRlimits({ files, fileBytes, memoryBytes, pids }) {
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
function limit(name, soft, hard = soft) {
  return { resource: RESOURCE[name], soft, hard };
}
//# sourceMappingURL=rlimits.js.map
