/** What a task holds while it runs, or what there is of it in all. */
export interface Resources {
  /** Processors' worth of time, to a thousandth. */
  readonly cpus?: number | undefined;
  readonly memoryBytes?: number | undefined;
  readonly diskBytes?: number | undefined;
  /** Things only so many may use at once, by a name of one's own: `{ gpu: 1 }`. */
  readonly tokens?: Readonly<Record<string, number>> | undefined;
}
/** What a task asks for, as far as it is counted. Equal requests are one object. */
export interface Request {
  /** Whole numbers, above 0. */
  readonly amounts: ReadonlyArray<readonly [resource: string, amount: number]>;
  /** What a while of it costs its class: processors, at least one. */
  readonly cost: number;
}
/** What there is and what of it is free. Amounts are whole, so that what is given back adds up. */
export declare class ResourcePool {
  #private;
  constructor(concurrency: number, resources?: Resources);
  /** LAYOVER_SCHEDULE where that is more than there is in all, so that it could never run. */
  plan(resources: Resources, task: string): Request;
  get hasPlace(): boolean;
  /** Whether it can be taken now, and leaves what is claimed. */
  fits({ amounts }: Request, claim?: Claim): boolean;
  lacking({ amounts }: Request): string[];
  take({ amounts }: Request): void;
  give({ amounts }: Request): void;
}
/** What is set aside for one task: of each resource that it was ever seen to lack, all that it asks for. */
export declare class Claim {
  #private;
  constructor(request: Request);
  /** Never shrinks: what came free once stays set aside while the rest is waited for. */
  add(lacking: readonly string[]): void;
  of(resource: string): number;
}
