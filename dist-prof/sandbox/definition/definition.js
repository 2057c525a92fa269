export const REQUIREMENTS = ['userns', 'network-none', 'kernel-overlay', 'seccomp', 'landlock', 'limits'];
/** What a job has that names no definition: the lowers given, and nothing else. */
export const BARE = { project: '/work' };
/** Whether the job is shown this machine's own root. */
export function showsMachine({ lowers = [], expose }) {
  return lowers.includes('host') && expose === undefined;
}
//# sourceMappingURL=definition.js.map
