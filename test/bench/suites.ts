import type { Suite } from './suite.js';
import { commitSuite } from './suites/commit.js';
import { growthChangesSuite, growthLowersSuite, growthTreeSuite } from './suites/growth.js';
import { hostLaunchSuite } from './suites/host-launch.js';
import { isolationSuite } from './suites/isolation.js';
import { launchSuite } from './suites/launch.js';
import { launchLargeSuite } from './suites/launch-large.js';
import { launchRateSuite } from './suites/launch-rate.js';
import { layersSuite } from './suites/layers.js';
import { memorySuite } from './suites/memory.js';
import { profileSuite } from './suites/profile.js';
import { scheduleSuite } from './suites/schedule.js';
import { workSuites } from './suites/work/work.js';
import { workersSuite } from './suites/workers.js';

/** All there are, in the order of the report. */
export const SUITES: readonly Suite[] = [
  launchSuite,
  launchRateSuite,
  launchLargeSuite,
  hostLaunchSuite,
  profileSuite,
  growthLowersSuite,
  growthTreeSuite,
  growthChangesSuite,
  ...workSuites,
  memorySuite,
  isolationSuite,
  scheduleSuite,
  workersSuite,
  { seconds: 40, setUpSeconds: 10, ...commitSuite },
  { seconds: 70, setUpSeconds: 25, ...layersSuite },
];
