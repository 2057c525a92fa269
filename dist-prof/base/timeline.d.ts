/** Whose step it was: the program that called, the runner in it, the keeper, a job's init, or its command. */
export type StepOwner = 'caller' | 'runner' | 'keeper' | 'init' | 'command';
/** Steps of one owner follow each other, or lie within each other; those of several overlap. */
export interface Step {
  readonly by: StepOwner;
  readonly name: string;
  /** On this process's clock: `performance.now()`. */
  readonly startMs: number;
  readonly durationMs: number;
}
/** Where the time of a job went, as plain data. */
export interface Profile {
  /** On the clock of `Step.startMs`: when its turn came. */
  readonly startMs: number;
  readonly steps: readonly Step[];
}
/** Where the time of something goes. Whoever is given none measures nothing: see `measured`. */
export declare class Timeline {
  #private;
  /** So far; steps in the order of their starts, of two that start together the longer one first. */
  get profile(): Profile;
  add(...steps: readonly Step[]): void;
  /** Begins a step of the runner's, which ends when the answer is called. */
  begin(name: string): () => void;
}
/** Does `work`, as a step of `timeline` where there is one. Answers as `work` does, with a promise where it gives one. */
export declare function measured<T>(timeline: Timeline | undefined, name: string, work: () => T): T;
