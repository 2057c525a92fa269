export interface Work {
  readonly name: string;
  readonly description: string;
  readonly seconds: number;
  /** Makes the project in an empty folder. */
  prepare(project: string): Promise<void>;
  /** Run in the project; the first is in PATH. */
  readonly command: readonly string[];
  /** Directories of the host that the project has links to. */
  readonly binds?: readonly string[];
}

export const ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/tmp', CI: 'true', LC_ALL: 'C' };
