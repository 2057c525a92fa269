export declare class KeptState {
  #private;
  /** What is now is what is gone back to. */
  constructor();
  /** Global variables, the process, and what answering needs. Answers with the names of what could not be put back. */
  restoreFirst(): string[];
  restoreRest(): string[];
}
