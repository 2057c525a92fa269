import { LayoverError } from '../base/errors.js';
import { findNearest } from '../base/nearest.js';

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

/** A place among `concurrency`; every request has one. */
const PLACE = 'place';

/** What there is and what of it is free. Amounts are whole, so that what is given back adds up. */
export class ResourcePool {
  readonly #total: ReadonlyMap<string, number>;
  readonly #free: Map<string, number>;
  readonly #requests = new Map<string, Request>();

  constructor(concurrency: number, resources: Resources = {}) {
    this.#total = new Map([[PLACE, concurrency], ...amountsOf(resources, 'The resources in all')]);
    this.#free = new Map(this.#total);
  }

  /** LAYOVER_SCHEDULE where that is more than there is in all, so that it could never run. */
  plan(resources: Resources, task: string): Request {
    const amounts: Array<readonly [string, number]> = [[PLACE, 1]];
    for (const [resource, amount] of amountsOf(resources, task)) {
      const total = this.#total.get(resource);
      if (total === undefined && resource.startsWith(TOKEN)) throw this.#unknownToken(task, resource);
      if (total !== undefined && amount > total) throw tooBig(task, resource, { amount, total });
      if (total !== undefined && amount > 0) amounts.push([resource, amount]);
    }
    return this.#intern({ amounts, cost: Math.max(1, resources.cpus ?? 1) });
  }

  get hasPlace(): boolean {
    return this.#freeOf(PLACE) > 0;
  }

  /** Whether it can be taken now, and leaves what is claimed. */
  fits({ amounts }: Request, claim?: Claim): boolean {
    return amounts.every(
      ([resource, amount]) => this.#freeOf(resource) - (claim?.of(resource) ?? 0) >= amount,
    );
  }

  lacking({ amounts }: Request): string[] {
    return amounts.filter(([resource, amount]) => this.#freeOf(resource) < amount).map(([name]) => name);
  }

  take({ amounts }: Request): void {
    for (const [resource, amount] of amounts) this.#free.set(resource, this.#freeOf(resource) - amount);
  }

  give({ amounts }: Request): void {
    for (const [resource, amount] of amounts) this.#free.set(resource, this.#freeOf(resource) + amount);
  }

  #freeOf(resource: string): number {
    return this.#free.get(resource) ?? 0;
  }

  #intern(request: Request): Request {
    const key = JSON.stringify([request.amounts, request.cost]);
    const known = this.#requests.get(key);
    if (known) return known;
    if (this.#requests.size >= INTERNED_MAX) this.#requests.clear(); // a request that is made twice costs speed only
    this.#requests.set(key, request);
    return request;
  }

  #unknownToken(task: string, resource: string): LayoverError {
    const known = [...this.#total.keys()].filter((name) => name.startsWith(TOKEN)).map(nameOf);
    const nearest = findNearest(nameOf(resource), known);
    const hint = nearest ? `Did you mean ${nearest}?` : `There are: ${known.join(', ') || 'none'}`;
    return new LayoverError('LAYOVER_SCHEDULE', `${task} asks for an unknown ${resource}`, { hint });
  }
}

/** What is set aside for one task: of each resource that it was ever seen to lack, all that it asks for. */
export class Claim {
  readonly #request: Request;
  readonly #amounts = new Map<string, number>();

  constructor(request: Request) {
    this.#request = request;
  }

  /** Never shrinks: what came free once stays set aside while the rest is waited for. */
  add(lacking: readonly string[]): void {
    for (const [resource, amount] of this.#request.amounts) {
      if (lacking.includes(resource)) this.#amounts.set(resource, amount);
    }
  }

  of(resource: string): number {
    return this.#amounts.get(resource) ?? 0;
  }
}

const TOKEN = 'token ';
const THOUSANDTHS = 1_000;
const INTERNED_MAX = 10_000;

function nameOf(resource: string): string {
  return resource.slice(TOKEN.length);
}

function amountsOf(
  { cpus, memoryBytes, diskBytes, tokens = {} }: Resources,
  what: string,
): Array<[string, number]> {
  const given: Array<[string, number | undefined]> = [
    ['cpus', cpus],
    ['memoryBytes', memoryBytes],
    ['diskBytes', diskBytes],
    ...Object.entries(tokens).map(([name, count]): [string, number] => [`${TOKEN}${name}`, count]),
  ];
  return given.flatMap(([resource, amount]) =>
    amount === undefined ? [] : [[resource, checkAmount(resource, amount, what)]],
  );
}

function checkAmount(resource: string, amount: number, what: string): number {
  const whole = resource === 'cpus' ? Math.round(amount * THOUSANDTHS) : amount;
  if (Number.isSafeInteger(whole) && whole >= 0) return whole;
  const kind = resource === 'cpus' ? 'a number' : 'a whole number';
  throw new LayoverError('LAYOVER_USAGE', `${what}: ${resource} must be ${kind} from 0, got ${amount}`);
}

function tooBig(
  task: string,
  resource: string,
  { amount, total }: { amount: number; total: number },
): LayoverError {
  const scale = resource === 'cpus' ? THOUSANDTHS : 1;
  return new LayoverError(
    'LAYOVER_SCHEDULE',
    `${task} asks for ${amount / scale} ${resource}, and there are ${total / scale} in all: it could never run`,
  );
}
