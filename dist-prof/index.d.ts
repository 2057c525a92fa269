/** The public API. */
export { type ErrorCode, type ErrorDetails, LayoverError, SetupError } from './base/errors.js';
export type { Profile, Step, StepOwner } from './base/timeline.js';
export type { CommitReport } from './commit/report.js';
export type { UndoReport } from './commit/undo.js';
export type { Change, ChangeKind } from './diff/change.js';
export type { ChangeSummary } from './diff/summarize.js';
export type { ErrorOrigin, Outcome, ThrownError, Usage } from './jail/outcome.js';
export type { Fallback, IsolationReceipt, Receipt } from './jail/receipt.js';
export type {
  BindSpec,
  LimitSpec,
  PathLike,
  RunningJob,
  RunSpec,
  TerminalSpec,
  TmpfsSpec,
} from './sandbox/definition/spec.js';
export type { WorkerContext, WorkerSpec } from './sandbox/definition/worker-spec.js';
export type { JobTask } from './sandbox/life/submit.js';
export { type Layover, type OpenOptions, openLayover } from './sandbox/open.js';
export type { Commits } from './sandbox/result/commits.js';
export type { Job, JobResult, Settled } from './sandbox/result/job.js';
export type {
  ChooseOptions,
  CommitLayerOptions,
  CommitTarOptions,
  CommitToOptions,
  ReadOptions,
} from './sandbox/result/job-options.js';
export type { JobRecord } from './sandbox/state/job-record.js';
export type { UnreadableJob } from './sandbox/state/jobs.js';
export type {
  ChainInfo,
  ChainLink,
  Collected,
  Damage,
  DevicePolicy,
  ImportFormat,
  ImportLimits,
  ImportNote,
  ImportOptions,
  ImportReport,
  LayerRecord,
  LayerRef,
  LayerSize,
  Layers,
} from './sandbox/store/layers.js';
export type { PlanLine } from './sandbox/trees/commit-directory.js';
export type { LayerReport } from './sandbox/trees/commit-place.js';
export type { FailureMode, PressureOptions, SchedulerEvent, SchedulerOptions } from './scheduler/options.js';
export {
  type PressureLimits,
  type PressureReading,
  type PressureState,
  readPressure,
} from './scheduler/pressure.js';
export type { Resources } from './scheduler/resources.js';
export { Scheduler } from './scheduler/scheduler.js';
export type {
  AttemptEnd,
  Condition,
  Retry,
  RetryReason,
  RunContext,
  SkipReason,
  Stop,
  Task,
  TaskEnd,
  TaskHandle,
  TaskState,
  Verdict,
} from './scheduler/task.js';
export type { Entry, EntryType } from './tree/entry.js';
