/** Which control group hierarchies there are, and where this process is in each. */
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
/** By what is mounted (proc_pid_mountinfo(5)) and where this process is in it (cgroups(7)). */
export async function readHierarchies() {
  const [mounts, groups] = await Promise.all([
    readFile('/proc/self/mountinfo', 'utf8'),
    readFile('/proc/self/cgroup', 'utf8'),
  ]);
  return mounts.split('\n').flatMap((line) => {
    const mounted = parseMount(line);
    if (mounted === undefined) return [];
    const version = mounted.type === 'cgroup2' ? 2 : 1;
    const own = findOwnGroup(groups, version, mounted.options);
    return own === undefined ? [] : [hierarchyOf(mounted, version, own)];
  });
}
function parseMount(line) {
  const [before = '', after = ''] = line.split(' - ');
  const [, , , root = '', mountPoint = ''] = before.split(' ').map(unescapeOctal);
  const [type = '', , options = ''] = after.split(' ');
  return type === 'cgroup' || type === 'cgroup2'
    ? { root, mountPoint, type, options: options.split(',') }
    : undefined;
}
function unescapeOctal(text) {
  return text.replaceAll(/\\([0-7]{3})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 8)));
}
function findOwnGroup(groups, version, options) {
  for (const line of groups.split('\n')) {
    const [id, controllers = '', ...path] = line.split(':');
    if (
      version === 2
        ? id === '0'
        : controllers.split(',').some((name) => name !== '' && options.includes(name))
    )
      return path.join(':');
  }
  return undefined;
}
function hierarchyOf({ root, mountPoint, options }, version, own) {
  const inside = relative(root, own);
  const path = inside.startsWith('..') ? undefined : join(mountPoint, inside);
  return { version, controllers: version === 1 ? options : [], path, mountPoint };
}
//# sourceMappingURL=hierarchies.js.map
