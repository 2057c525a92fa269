/** What a package's `exports` shows of it to `require`: https://nodejs.org/api/packages.html#package-entry-points */

const CONDITIONS: ReadonlySet<string> = new Set(['node', 'require', 'module-sync', 'node-addons', 'default']);

/** `subpath` as in the map: `.` or `./sub`. The path within the package; undefined where it shows nothing there. */
export function resolveExports(exported: unknown, subpath: string): string | undefined {
  const map = isMap(exported) ? exported : { '.': exported };
  if (subpath in map) return targetOf(map[subpath], '');
  const patterns = Object.keys(map).filter((key) => key.includes('*'));
  const best = patterns
    .filter((key) => matchOf(key, subpath) !== undefined)
    .sort((one, other) => other.indexOf('*') - one.indexOf('*'))[0];
  return best === undefined ? undefined : targetOf(map[best], matchOf(best, subpath) ?? '');
}

function isMap(exported: unknown): exported is Record<string, unknown> {
  return (
    typeof exported === 'object' &&
    exported !== null &&
    Object.keys(exported).some((key) => key.startsWith('.'))
  );
}

function matchOf(pattern: string, subpath: string): string | undefined {
  const [before = '', after = ''] = pattern.split('*');
  const isMatch = subpath.length >= pattern.length && subpath.startsWith(before) && subpath.endsWith(after);
  return isMatch ? subpath.slice(before.length, subpath.length - after.length) : undefined;
}

/** The first condition that is met says it, be it that there is nothing. */
function targetOf(target: unknown, match: string): string | undefined {
  if (typeof target === 'string') return target.startsWith('./') ? target.replaceAll('*', match) : undefined;
  if (typeof target !== 'object' || target === null) return undefined;
  const choices = Array.isArray(target)
    ? (target as unknown[])
    : Object.entries(target).flatMap(([condition, value]: [string, unknown]) =>
        CONDITIONS.has(condition) ? [value] : [],
      );
  for (const choice of choices) {
    const found = targetOf(choice, match);
    if (found !== undefined || choice === null) return found;
  }
  return undefined;
}
