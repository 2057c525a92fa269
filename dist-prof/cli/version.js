import { readFileSync } from 'node:fs';
/** The version of this layover. */
export function readVersion() {
  const file = new URL('../../package.json', import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')).version;
}
//# sourceMappingURL=version.js.map
