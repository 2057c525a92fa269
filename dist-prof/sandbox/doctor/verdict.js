const OVERLAY_NAMES = new Set(['overlay', 'overlay, layers by name', 'fuse-overlayfs', 'copy of the lowers']);
/** Whether jobs can have a view by this one. */
export function isWorkingOverlay({ name, group, status }) {
  return group === 'view' && status === 'ok' && OVERLAY_NAMES.has(name);
}
/** Jobs run if there is a way to make their view; a check that is missed by nobody says nothing against it. */
export function judge(checks, mode) {
  const missed = checks.filter(({ status, affects }) => status !== 'ok' && affects !== undefined);
  const names = missed.map(({ name }) => name).join(', ');
  const hasHome = !checks.some(
    ({ name, group, status }) => group === 'state' && name === 'directory' && status === 'missing',
  );
  if (!hasHome || !checks.some(isWorkingOverlay))
    return { canRun: 'no', verdict: `Jobs cannot run here; missing: ${names}` };
  const as = mode === 'root' ? 'by root' : 'without privilege';
  if (missed.length === 0) return { canRun: 'yes', verdict: `Jobs can run here, ${as}` };
  return { canRun: 'with limits', verdict: `Jobs can run here, ${as}; limited by: ${names}` };
}
//# sourceMappingURL=verdict.js.map
