import type { RunConfig } from '../image-config.js';

/** How the image is to be run, where that is not as the name in the store has it. */
export interface RunChoice {
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly entrypoint?: readonly string[] | undefined;
  readonly cmd?: readonly string[] | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly workdir?: string | undefined;
  readonly user?: string | undefined;
}

/**
 * The stored configuration with the choice on top. Variables and labels are added one by one; a new entrypoint drops
 * the old command, which was its arguments. What a stored one has beyond this stays.
 */
export function chooseRun(stored: RunConfig | null | undefined, choice: RunChoice): RunConfig {
  const { env = {}, entrypoint, cmd, labels = {}, workdir, user } = choice;
  const base: RunConfig = { ...stored };
  const labelled = { ...base.Labels, ...labels };
  return withoutEmpty({
    ...base,
    Env: mergeEnv(base.Env ?? [], env),
    Entrypoint: entrypoint ?? base.Entrypoint,
    Cmd: cmd ?? (entrypoint === undefined ? base.Cmd : undefined),
    Labels: sortKeys(labelled),
    WorkingDir: workdir ?? base.WorkingDir,
    User: user ?? base.User,
  });
}

/** As Docker writes null for it, or nothing. */
function withoutEmpty(config: RunConfig): RunConfig {
  const isSet = (value: unknown): boolean =>
    value !== undefined && value !== null && (typeof value !== 'object' || Object.keys(value).length > 0);
  return Object.fromEntries(Object.entries(config).filter(([, value]) => isSet(value)));
}

/** A variable that is there keeps its place. */
function mergeEnv(stored: readonly string[], added: Readonly<Record<string, string>>): string[] {
  const variables = new Map(stored.map((line) => [nameOf(line), line]));
  for (const [name, value] of Object.entries(added)) variables.set(name, `${name}=${value}`);
  return [...variables.values()];
}

function nameOf(line: string): string {
  const cut = line.indexOf('=');
  return cut < 0 ? line : line.slice(0, cut);
}

function sortKeys(record: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
