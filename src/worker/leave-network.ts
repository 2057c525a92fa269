/**
 * Puts a thread into a network namespace of its own, with nothing in it but `lo`. Sockets are made by the thread itself, so
 * all of its job's are in there: TCP, UDP, abstract Unix sockets, c-ares' own, and those of its children and native
 * modules. The one thing that is not is getaddrinfo(3), which Node calls in the threads that all of the process share: it
 * would ask the host's resolver for any name that a job makes up. So names are refused here.
 */
import dns, { type LookupAddress } from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { isIP } from 'node:net';
import { CLONE_NEWNET } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { MountError } from './mounts.js';

type Call = (...args: unknown[]) => unknown;
type Done = (error: Error | null, address?: unknown, family?: number) => void;

export function leaveNetwork(): void {
  try {
    syscalls.unshare(CLONE_NEWNET);
    syscalls.raiseLoopback();
  } catch (cause) {
    throw new MountError('unshare-network', cause);
  }
  const calls = dns as unknown as Record<string, Call>;
  const promises = dns.promises as unknown as Record<string, Call>;
  const [lookup, lookupAsync] = [calls['lookup'] as Call, promises['lookup'] as Call];
  calls['lookup'] = (name, ...args) => {
    const refusal = refuse(name, 'getaddrinfo');
    if (refusal === undefined) return lookup(name, ...args);
    const done = args.at(-1) as Done;
    process.nextTick(() => done(refusal));
    return {};
  };
  promises['lookup'] = async (name, ...args) => {
    const refusal = refuse(name, 'getaddrinfo');
    if (refusal) throw refusal;
    return (await lookupAsync(name, ...args)) as LookupAddress;
  };
  const service = (address: unknown): Error => refuse(address, 'getnameinfo', true) as Error;
  calls['lookupService'] = (address, _port, done) => process.nextTick(() => (done as Done)(service(address)));
  promises['lookupService'] = async (address) => await Promise.reject(service(address));
  syncBuiltinESMExports();
}

/** Addresses, and the thread's own name, need no network. */
function refuse(name: unknown, syscall: string, isAlways = false): Error | undefined {
  const text = String(name);
  if (!isAlways && (typeof name !== 'string' || name === '' || name === 'localhost' || isIP(text) !== 0))
    return undefined;
  const error = new Error(`${syscall} ENOTFOUND ${text}: the job has no network`);
  return Object.assign(error, { code: 'ENOTFOUND', errno: -3008, syscall, hostname: text });
}
