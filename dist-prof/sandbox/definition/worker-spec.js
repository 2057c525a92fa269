export const ISOLATIONS = ['auto', 'thread', 'portable', 'process'];
export function isWorkerSpec(spec) {
  return 'worker' in spec && spec.worker !== undefined;
}
/** How a job's record and messages call what ran. */
export function workerWords(label) {
  return ['--worker', label];
}
//# sourceMappingURL=worker-spec.js.map
