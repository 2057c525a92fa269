import { LayoverError } from '../base/errors.js';
import { findNearest } from '../base/nearest.js';

/** A place among `concurrency`; every request has one. */
const PLACE = 'place';
/** What there is and what of it is free. Amounts are whole, so that what is given back adds up. */
export class ResourcePool {
  #total;
  #free;
  #requests = new Map();
  constructor(concurrency, resources = {}) {
    this.#total = new Map([[PLACE, concurrency], ...amountsOf(resources, 'The resources in all')]);
    this.#free = new Map(this.#total);
  }
  /** LAYOVER_SCHEDULE where that is more than there is in all, so that it could never run. */
  plan(resources, task) {
    const amounts = [[PLACE, 1]];
    for (const [resource, amount] of amountsOf(resources, task)) {
      const total = this.#total.get(resource);
      if (total === undefined && resource.startsWith(TOKEN)) throw this.#unknownToken(task, resource);
      if (total !== undefined && amount > total) throw tooBig(task, resource, { amount, total });
      if (total !== undefined && amount > 0) amounts.push([resource, amount]);
    }
    return this.#intern({ amounts, cost: Math.max(1, resources.cpus ?? 1) });
  }
  get hasPlace() {
    return this.#freeOf(PLACE) > 0;
  }
  /** Whether it can be taken now, and leaves what is claimed. */
  fits({ amounts }, claim) {
    return amounts.every(
      ([resource, amount]) => this.#freeOf(resource) - (claim?.of(resource) ?? 0) >= amount,
    );
  }
  lacking({ amounts }) {
    return amounts.filter(([resource, amount]) => this.#freeOf(resource) < amount).map(([name]) => name);
  }
  take({ amounts }) {
    for (const [resource, amount] of amounts) this.#free.set(resource, this.#freeOf(resource) - amount);
  }
  give({ amounts }) {
    for (const [resource, amount] of amounts) this.#free.set(resource, this.#freeOf(resource) + amount);
  }
  #freeOf(resource) {
    return this.#free.get(resource) ?? 0;
  }
  #intern(request) {
    const key = JSON.stringify([request.amounts, request.cost]);
    const known = this.#requests.get(key);
    if (known) return known;
    if (this.#requests.size >= INTERNED_MAX) this.#requests.clear(); // a request that is made twice costs speed only
    this.#requests.set(key, request);
    return request;
  }
  #unknownToken(task, resource) {
    const known = [...this.#total.keys()].filter((name) => name.startsWith(TOKEN)).map(nameOf);
    const nearest = findNearest(nameOf(resource), known);
    const hint = nearest ? `Did you mean ${nearest}?` : `There are: ${known.join(', ') || 'none'}`;
    return new LayoverError('LAYOVER_SCHEDULE', `${task} asks for an unknown ${resource}`, { hint });
  }
}
/** What is set aside for one task: of each resource that it was ever seen to lack, all that it asks for. */
export class Claim {
  #request;
  #amounts = new Map();
  constructor(request) {
    this.#request = request;
  }
  /** Never shrinks: what came free once stays set aside while the rest is waited for. */
  add(lacking) {
    for (const [resource, amount] of this.#request.amounts) {
      if (lacking.includes(resource)) this.#amounts.set(resource, amount);
    }
  }
  of(resource) {
    return this.#amounts.get(resource) ?? 0;
  }
}
const TOKEN = 'token ';
const THOUSANDTHS = 1_000;
const INTERNED_MAX = 10_000;
function nameOf(resource) {
  return resource.slice(TOKEN.length);
}
function amountsOf({ cpus, memoryBytes, diskBytes, tokens = {} }, what) {
  const given = [
    ['cpus', cpus],
    ['memoryBytes', memoryBytes],
    ['diskBytes', diskBytes],
    ...Object.entries(tokens).map(([name, count]) => [`${TOKEN}${name}`, count]),
  ];
  return given.flatMap(([resource, amount]) =>
    amount === undefined ? [] : [[resource, checkAmount(resource, amount, what)]],
  );
}
function checkAmount(resource, amount, what) {
  const whole = resource === 'cpus' ? Math.round(amount * THOUSANDTHS) : amount;
  if (Number.isSafeInteger(whole) && whole >= 0) return whole;
  const kind = resource === 'cpus' ? 'a number' : 'a whole number';
  throw new LayoverError('LAYOVER_USAGE', `${what}: ${resource} must be ${kind} from 0, got ${amount}`);
}
function tooBig(task, resource, { amount, total }) {
  const scale = resource === 'cpus' ? THOUSANDTHS : 1;
  return new LayoverError(
    'LAYOVER_SCHEDULE',
    `${task} asks for ${amount / scale} ${resource}, and there are ${total / scale} in all: it could never run`,
  );
}
//# sourceMappingURL=resources.js.map
