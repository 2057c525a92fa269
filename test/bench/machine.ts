import { statfs } from 'node:fs/promises';
import { cpus, loadavg, release, tmpdir, totalmem } from 'node:os';
import { execa } from 'execa';

/** What figures are worth nothing without. */
export interface Machine {
  readonly kernel: string;
  readonly cpu: string;
  readonly cpuCount: number;
  readonly memoryBytes: number;
  readonly node: string;
  /** The file system that uppers lie on. */
  readonly fileSystem: string;
  readonly user: 'root' | 'ordinary';
  /** Over the last minute, before anything was measured. */
  readonly loadAverage: number;
  readonly commit: string;
  /** Of the peers that are installed. */
  readonly versions: Readonly<Record<string, string>>;
}

const PEERS = ['bwrap', 'crun', 'runc', 'podman', 'unshare', 'rsync', 'tar', 'umoci', 'gcc', 'git', 'npm'];

export async function readMachine(): Promise<Machine> {
  const all = cpus();
  return {
    kernel: release(),
    cpu: all[0]?.model.trim() ?? 'unknown',
    cpuCount: all.length,
    memoryBytes: totalmem(),
    node: process.version,
    fileSystem: nameFileSystem((await statfs(tmpdir())).type),
    user: process.getuid?.() === 0 ? 'root' : 'ordinary',
    loadAverage: loadavg()[0] ?? 0,
    commit: await firstLine('git', ['describe', '--always', '--dirty']),
    versions: await readVersions(),
  };
}

/** The magic numbers are those of statfs(2). */
function nameFileSystem(type: number): string {
  const names: Readonly<Record<number, string>> = {
    0xef53: 'ext4',
    0x01021994: 'tmpfs',
    0x58465342: 'xfs',
    0x9123683e: 'btrfs',
    0x794c7630: 'overlayfs',
  };
  return names[type] ?? `0x${type.toString(16)}`;
}

async function readVersions(): Promise<Record<string, string>> {
  const versions: Record<string, string> = {};
  for (const name of PEERS) {
    const version = /\d+\.\d[\w.+~-]*/.exec(await firstLine(name, ['--version']))?.[0];
    if (version !== undefined) versions[name] = version;
  }
  return versions;
}

/** Empty where the program cannot be run. */
async function firstLine(program: string, words: readonly string[]): Promise<string> {
  const { stdout } = await execa(program, words, { reject: false, stderr: 'ignore' });
  return stdout?.split('\n', 1)[0] ?? '';
}

export function describeMachine(machine: Machine): string {
  const { kernel, cpu, cpuCount, memoryBytes, node, fileSystem, user } = machine;
  const memory = `${(memoryBytes / 2 ** 30).toFixed(0)} GiB`;
  return `Linux ${kernel}, ${cpuCount} x ${cpu}, ${memory}, Node ${node}, uppers on ${fileSystem}, as ${user === 'root' ? 'root' : 'an ordinary user'}`;
}

export function describeVersions({ versions, commit }: Machine): string {
  const peers = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [`layover ${commit || 'of no commit'}`, ...peers].join(', ');
}

/** Others were at work: the figures are rough then. */
export function isBusy({ loadAverage, cpuCount }: Machine): boolean {
  return loadAverage > cpuCount / 4;
}
