/**
 * Objects whose properties are put back to what they were. What a job did may have changed anything that the work here
 * could be done with, up to how a loop over an array goes: so it uses only what it found before, and counts by itself.
 */
const { ownKeys, getOwnPropertyDescriptor, defineProperty, deleteProperty, isExtensible, get, set } = Reflect;
const { is } = Object;

type Key = string | symbol;

interface Kept {
  readonly object: object;
  readonly keys: readonly Key[];
  readonly descriptors: readonly PropertyDescriptor[];
  /** Of accessors that are read and written like a variable. */
  readonly values: ReadonlyArray<readonly [key: Key, value: unknown]>;
}

/** `variables`: accessors that stand for a value, which is put back too. */
export function keep(object: object, variables: readonly Key[] = []): Kept {
  const keys = ownKeys(object).filter((key) => !isPassing(key));
  return {
    object,
    keys,
    descriptors: keys.map((key) => getOwnPropertyDescriptor(object, key) ?? {}),
    values: variables.filter((key) => keys.includes(key)).map((key) => [key, get(object, key)] as const),
  };
}

/** Answers with the names of what cannot be put back; undefined where nothing was changed. */
export function restoreAll(all: readonly Kept[]): string[] | undefined {
  const stuck: string[] = [];
  let isChanged = false;
  for (let at = 0; at < all.length; at += 1) {
    const kept = all[at] as Kept;
    if (isSame(kept)) continue;
    isChanged = true;
    putBack(kept, stuck);
  }
  return isChanged ? stuck : undefined;
}

// `exitCode` is reset by its setter; what begins with an underscore is Node's own.
function isPassing(key: Key): boolean {
  switch (key) {
    case 'exitCode':
    case '_exiting':
    case '_eventsCount':
    case '_events':
    case '_maxListeners':
    case 'domain':
      return true;
    default:
      return false;
  }
}

function isSame({ object, keys, descriptors, values }: Kept): boolean {
  const now = ownKeys(object);
  let count = 0;
  for (let at = 0; at < now.length; at += 1) {
    const key = now[at] as Key;
    if (isPassing(key)) continue;
    if (key !== keys[count] || !isSameProperty(getOwnPropertyDescriptor(object, key), descriptors[count]))
      return false;
    count += 1;
  }
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] as readonly [Key, unknown];
    if (get(object, value[0]) !== value[1]) return false;
  }
  return count === keys.length && isExtensible(object);
}

function isSameProperty(now: PropertyDescriptor | undefined, was: PropertyDescriptor | undefined): boolean {
  if (now === undefined || was === undefined) return false;
  if (now.configurable !== was.configurable || now.writable !== was.writable) return false;
  return is(now.value, was.value) && now.get === was.get && now.set === was.set;
}

function putBack({ object, keys, descriptors, values }: Kept, stuck: string[]): void {
  if (!isExtensible(object)) stuck[stuck.length] = 'a frozen object';
  removeNew(object, keys, stuck);
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at] as Key;
    const was = descriptors[at] as PropertyDescriptor;
    if (isSameProperty(getOwnPropertyDescriptor(object, key), was)) continue;
    if (!defineProperty(object, key, was)) stuck[stuck.length] = nameOf(key);
  }
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] as readonly [Key, unknown];
    if (get(object, value[0]) !== value[1]) set(object, value[0], value[1]);
  }
}

function removeNew(object: object, keys: readonly Key[], stuck: string[]): void {
  const now = ownKeys(object);
  for (let at = 0; at < now.length; at += 1) {
    const key = now[at] as Key;
    if (isPassing(key) || hasKey(keys, key)) continue;
    if (!deleteProperty(object, key)) stuck[stuck.length] = nameOf(key);
  }
}

function hasKey(keys: readonly Key[], key: Key): boolean {
  for (let at = 0; at < keys.length; at += 1) if (keys[at] === key) return true;
  return false;
}

function nameOf(key: Key): string {
  return typeof key === 'symbol' ? 'a symbol' : `${key}`;
}
