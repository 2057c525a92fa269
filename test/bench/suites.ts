import type { Suite } from './suite.js';
import { commitSuite } from './suites/commit.js';
import { isolationSuite } from './suites/isolation.js';
import { launchSuite } from './suites/launch.js';
import { layersSuite } from './suites/layers.js';
import { scheduleSuite } from './suites/schedule.js';
import { workersSuite } from './suites/workers.js';

/** All there are, in the order of the report. */
export const SUITES: readonly Suite[] = [
  launchSuite,
  isolationSuite,
  scheduleSuite,
  workersSuite,
  commitSuite,
  layersSuite,
];
