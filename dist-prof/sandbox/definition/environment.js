import { rawFromText } from '../../base/bytes-path.js';
import { LayoverError } from '../../base/errors.js';

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const NAME_PATTERN = /^[A-Za-z_][A-Za-z0-9_]*$/;
/**
 * A job's environment, `KEY=value`: a few names every program expects, what the definition and the caller pass on
 * from here by name, then what they set. Nothing else of this process's environment reaches a job.
 */
export function planEnvironment({ spec, definition, user }) {
  const isRoot = user.uid === 0;
  const base = {
    PATH,
    HOME: isRoot ? '/root' : '/',
    USER: isRoot ? 'root' : String(user.uid),
    LANG: 'C.UTF-8',
  };
  const terminal = spec.terminal === undefined ? {} : { TERM: process.env['TERM'] ?? 'xterm' };
  const passed = [...(definition.env?.pass ?? []), ...(spec.passEnv ?? [])].map((name) => [
    name,
    process.env[name],
  ]);
  const all = {
    ...base,
    ...terminal,
    ...Object.fromEntries(passed.filter(([, value]) => value !== undefined)),
    ...definition.env?.set,
    ...spec.env,
  };
  return Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [`${checkName(name)}=${rawFromText(value)}`],
  );
}
export function isVariableName(name) {
  return NAME_PATTERN.test(name);
}
function checkName(name) {
  if (isVariableName(name)) return name;
  throw new LayoverError(
    'LAYOVER_USAGE',
    `An environment variable's name is letters, digits and "_", got ${JSON.stringify(name)}`,
  );
}
//# sourceMappingURL=environment.js.map
