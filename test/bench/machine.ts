import { cpus, release, totalmem } from 'node:os';

/** What figures are worth nothing without. */
export interface Machine {
  readonly kernel: string;
  readonly cpu: string;
  readonly cpuCount: number;
  readonly memoryBytes: number;
  readonly node: string;
}

export function readMachine(): Machine {
  const all = cpus();
  return {
    kernel: release(),
    cpu: all[0]?.model.trim() ?? 'unknown',
    cpuCount: all.length,
    memoryBytes: totalmem(),
    node: process.version,
  };
}

export function describeMachine({ kernel, cpu, cpuCount, memoryBytes, node }: Machine): string {
  return `Linux ${kernel}, ${cpuCount} x ${cpu}, ${(memoryBytes / 2 ** 30).toFixed(0)} GiB, Node ${node}`;
}
