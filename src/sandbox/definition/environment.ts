import { rawFromText } from '../../base/bytes-path.js';
import { LayoverError } from '../../base/errors.js';
import type { Definition } from './definition.js';
import type { RunSpec } from './spec.js';

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const NAME_PATTERN = /^[A-Za-z_][A-Za-z0-9_]*$/;

export interface EnvironmentRequest {
  readonly spec: RunSpec;
  readonly definition: Definition;
  readonly user: { readonly uid: number };
}

/**
 * A job's environment, `KEY=value`: a few names every program expects, what the definition and the caller pass on
 * from here by name, then what they set. Nothing else of this process's environment reaches a job.
 */
export function planEnvironment({ spec, definition, user }: EnvironmentRequest): string[] {
  const isRoot = user.uid === 0;
  const base = {
    PATH,
    HOME: isRoot ? '/root' : '/',
    USER: isRoot ? 'root' : String(user.uid),
    LANG: 'C.UTF-8',
  };
  const terminal = spec.terminal === undefined ? {} : { TERM: process.env['TERM'] ?? 'xterm' };
  const passed = [...(definition.env?.pass ?? []), ...(spec.passEnv ?? [])].map(
    (name) => [name, process.env[name]] as const,
  );
  const all: Record<string, string | undefined> = {
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

export function isVariableName(name: string): boolean {
  return NAME_PATTERN.test(name);
}

function checkName(name: string): string {
  if (isVariableName(name)) return name;
  throw new LayoverError(
    'LAYOVER_USAGE',
    `An environment variable's name is letters, digits and "_", got ${JSON.stringify(name)}`,
  );
}
