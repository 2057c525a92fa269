import type { Groups, JobGroup, Refusal } from './group.js';
/** Where no group can be made. */
export declare class NoGroups implements Groups {
  #private;
  readonly kind = 'none';
  constructor(refusal: Refusal);
  refusalOf(): Refusal;
  make(): JobGroup | undefined;
  listNames(): string[];
  sweep(): Promise<void>;
  close(): void;
}
