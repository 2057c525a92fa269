import { readFile } from 'node:fs/promises';
/** core(5): a pattern that starts with `|` hands a crash's memory to a program of the host, whatever namespaces it is in. */
export async function checkCorePattern() {
  const pattern = (await readFile('/proc/sys/kernel/core_pattern', 'utf8')).trim();
  const check = { name: 'core dumps', group: 'host' };
  if (!pattern.startsWith('|'))
    return { ...check, status: 'ok', detail: `written to ${JSON.stringify(pattern)}, in the job's own view` };
  return {
    ...check,
    status: 'limited',
    detail: `piped to ${JSON.stringify(pattern.slice(1).split(' ')[0])} of the host, as root`,
    remedy: 'sysctl kernel.core_pattern=core',
    affects: 'keeping what a crashing job holds in memory inside it',
  };
}
//# sourceMappingURL=host.js.map
