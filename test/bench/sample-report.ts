/** Made-up figures for the tests of what is made of figures. */
import type { Measured } from './harness.js';
import type { Report, SuiteReport } from './report.js';
import { percentile } from './statistics.js';

export function measuredOf(name: string, samples: readonly number[], rest: Partial<Measured> = {}): Measured {
  const [p50, p95] = [percentile(samples, 0.5), percentile(samples, 0.95)];
  return { name, yardstick: 'a', samples, p50, p95, ratio: 1, interval: { low: 1, high: 1 }, ...rest };
}

export function suiteOf(
  suite: string,
  measured: readonly Measured[],
  rest: Partial<SuiteReport> = {},
): SuiteReport {
  const nothing = { gaps: [], notes: [], failures: [], judgments: [] };
  return { suite, description: `what ${suite} does`, unit: 'ms', measured, ...nothing, ...rest };
}

export function reportOf(...suites: readonly SuiteReport[]): Report {
  return {
    machine: {
      kernel: '6.1',
      cpu: 'Some CPU',
      cpuCount: 2,
      memoryBytes: 2 ** 33,
      node: 'v20.0.0',
      fileSystem: 'ext4',
      user: 'root',
      loadAverage: 0,
      commit: 'abcdef0',
      versions: { bwrap: '0.8.0' },
    },
    date: '2026-01-02T03:04:05.678Z',
    command: 'npm run bench',
    tookSeconds: 60,
    suites,
  };
}
