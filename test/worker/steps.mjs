// Functions that tests run as worker jobs. Each does one thing that a test looks for.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import dns from 'node:dns';
import { once } from 'node:events';
import fs from 'node:fs';
import fsp from 'node:fs/promises';
import http from 'node:http';
import { createRequire } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

export default async function echo(params, { root }) {
  return { params, root, cwd: process.cwd() };
}

/** Every way of reaching a file, each on a file of its own. */
export async function everyWay(_params, { root }) {
  const at = (name) => path.join(root, name);
  fs.writeFileSync(at('sync'), 'sync');
  await fsp.writeFile(at('promise'), 'promise');
  await promisify(fs.writeFile)(at('callback'), 'callback');
  const handle = await fsp.open(at('handle'), 'w', 0o640);
  await handle.writeFile('handle');
  await handle.close();
  const stream = fs.createWriteStream(at('stream'));
  stream.end('stream');
  await once(stream, 'close');
  await fsp.appendFile(at('lower'), '+');
  const again = await fsp.open(at('lower'), 'r+');
  await again.write('-', 0);
  await again.close();
  await fsp.cp(at('folder'), at('copied'), { recursive: true });
  await fsp.rm(at('gone'));
  await fsp.rename(at('old'), at('new'));
  await fsp.symlink('/lower', at('link'));
  const read = [];
  for await (const chunk of fs.createReadStream(at('link'), { start: 1, end: 3 })) read.push(chunk);
  const names = (await fsp.readdir(root)).filter((name) => !name.startsWith('.'));
  const listed = [];
  for await (const entry of await fsp.opendir(at('copied'))) listed.push(entry.name);
  return {
    names: names.sort(),
    listed: listed.sort(),
    range: Buffer.concat(read).toString(),
    real: await fsp.realpath(at('link')),
    native: await promisify(fs.realpath.native)(at('link')),
    exists: [fs.existsSync(at('gone')), await promisify(fs.exists)(at('new'))],
    relative: await fsp.readFile('lower', 'utf8'),
    blob: await (await fs.openAsBlob(at('sync'))).text(),
  };
}

/** Reads a file of the host, by an absolute path, in each way there is. */
export async function readHost({ file }) {
  const ways = {
    sync: async () => fs.readFileSync(file, 'utf8'),
    promise: () => fsp.readFile(file, 'utf8'),
    callback: () => promisify(fs.readFile)(file, 'utf8'),
    handle: async () => await (await fsp.open(file)).readFile('utf8'),
    child: async () => execFileSync('/bin/cat', [file], { encoding: 'utf8' }),
  };
  const results = {};
  for (const [name, way] of Object.entries(ways)) {
    results[name] = await way().then(
      () => 'read',
      (error) => error.code,
    );
  }
  return results;
}

export async function print({ count }) {
  for (let index = 0; index < count; index += 1) console.log(`out ${index}`);
  console.error('err');
  process.stdout.write('no newline');
}

export async function flood() {
  for (;;) process.stdout.write('x'.repeat(65_536));
}

export async function logs(_params, { log }) {
  log('a line', { with: 1 });
}

export async function runChild({ script, stdio = 'pipe' }) {
  const child = spawn('/bin/sh', ['-c', script], { stdio });
  const chunks = [];
  child.stdout?.on('data', (chunk) => chunks.push(chunk));
  const [code] = await once(child, 'close');
  return { code, out: Buffer.concat(chunks).toString() };
}

export async function runChildSync({ script }) {
  const { status } = spawnSync('/bin/sh', ['-c', script], { stdio: 'inherit' });
  return status;
}

export async function leaveChild({ script }) {
  const child = spawn('/bin/sh', ['-c', script], { stdio: 'ignore', detached: true });
  child.unref();
  return child.pid;
}

export async function throwIt() {
  const cause = new Error('the cause');
  throw Object.assign(new RangeError('the message', { cause }), { code: 'E_OWN', details: { a: [1] } });
}

export async function throwText() {
  await Promise.reject('just text');
}

export async function throwLater() {
  setTimeout(() => {
    throw new Error('later');
  }, 5);
  await new Promise(() => undefined);
}

export async function reject() {
  void Promise.reject(new Error('nobody waits'));
  await sleep(1_000);
}

export async function exit({ code }) {
  process.exit(code);
}

export async function killSelf({ signal }) {
  process.kill(process.pid, signal);
}

export async function eatHeap() {
  const kept = [];
  for (;;) kept.push(new Array(100_000).fill({}));
}

export async function waitForNothing() {
  await new Promise(() => undefined);
}

/** Writes to where a process answers, and is ended before it does. */
export async function forge() {
  fs.writeSync(1, 'no answer at all');
  process.kill(process.pid, 'SIGKILL');
}

/** What the process is in. */
export async function describeProcess() {
  const status = fs.readFileSync('/proc/self/status', 'utf8');
  const names = ['user', 'mnt', 'pid', 'net', 'ipc', 'uts'];
  return {
    noNewPrivileges: /NoNewPrivs:\t(\d)/.exec(status)?.[1],
    seccomp: /Seccomp:\t(\d)/.exec(status)?.[1],
    interfaces: Object.keys(os.networkInterfaces()),
    namespaces: Object.fromEntries(names.map((name) => [name, fs.readlinkSync(`/proc/self/ns/${name}`)])),
    parent: process.ppid,
  };
}

export async function spin() {
  for (;;);
}

export async function waitForever() {
  await new Promise((resolve) => setInterval(resolve, 60_000).ref() && undefined);
}

export async function listen(_params, { signal }) {
  await once(signal, 'abort').catch(() => undefined);
  fs.writeFileSync('/heard', '');
  return 'heard';
}

export async function returns({ what }) {
  const values = {
    map: new Map([['a', 1n]]),
    bytes: new Uint8Array([1, 2, 3]),
    undefined,
    function: () => undefined,
    large: 'x'.repeat(9 << 20),
  };
  return values[what];
}

/** Leaves all kinds of things behind. */
export async function litter({ kinds }) {
  const ways = {
    global: () => {
      globalThis.litter = 1;
      globalThis.URL = 2;
    },
    environment: () => {
      process.env.LITTER = '1';
    },
    builtin: () => {
      fs.readFileSync = () => 'littered';
      path.join = () => '/littered';
    },
    intrinsic: () => {
      Array.prototype.litter = 1;
    },
    listener: () => process.on('exit', () => undefined),
    interval: () => setInterval(() => fs.writeFileSync('/littered', ''), 1),
    quietInterval: () => setInterval(() => fs.writeFileSync('/littered', ''), 1).unref(),
    descriptor: () => fs.openSync('/lower', 'r'),
    handle: async () => {
      globalThis.process.litterHandle = await fsp.open('/lower');
    },
    cwd: () => process.chdir('/folder'),
    exitCode: () => {
      process.exitCode = 3;
    },
    stdout: () => {
      process.stdout.write = () => true;
      console.log = () => undefined;
    },
    file: () => fs.writeFileSync('/tmp/litter', ''),
  };
  for (const kind of kinds) await ways[kind]();
}

/** What of another job's can be seen. */
export async function look() {
  console.log('looked');
  const before = fs.existsSync('/littered');
  await sleep(20);
  return {
    global: [globalThis.litter, typeof URL],
    environment: [process.env.LITTER, process.env.OWN],
    builtin: [fs.readFileSync('/lower', 'utf8'), path.join('a', 'b')],
    intrinsic: [].litter,
    listeners: process.listenerCount('exit'),
    cwd: process.cwd(),
    exitCode: process.exitCode,
    files: [before, fs.existsSync('/littered'), fs.readdirSync('/tmp')],
    tmpdir: os.tmpdir(),
    handle: process.litterHandle,
  };
}

/** Loads code from the view. */
export async function loadFromView() {
  const { default: module } = await import(path.join('/code', 'module.mjs'));
  const common = createRequire('/code/')('./common.cjs');
  return [module, common];
}

export async function readAndWrite({ count = 10 } = {}) {
  for (let index = 0; index < count; index += 1) {
    await fsp.readFile('/lower', 'utf8');
    await fsp.writeFile(`/written-${index}`, `content ${index}`);
  }
}

export async function writeAndHang() {
  fs.writeFileSync('/lower', 'overwritten');
  for (let index = 0; ; index += 1) fs.writeFileSync(`/hang-${index % 100}`, 'x'.repeat(10_000));
}

/** Leaves one file, prints, and answers with what it saw. */
export async function own({ index }) {
  await fsp.writeFile(`/own-${index}`, String(index));
  console.log(index);
  process.stdout.write(`${index}\n`);
  await sleep(1);
  console.log(index);
  return {
    files: (await fsp.readdir('/')).filter((name) => name.startsWith('own-')),
    env: process.env.INDEX,
    global: typeof globalThis.litter,
    path: path.join('a', 'b'),
  };
}

/** What a job reaches over the network: a server of the host's, by each way there is, and one of its own. */
export async function reach({ port, abstract, name }) {
  const connect = (...args) =>
    new Promise((resolve, reject) => {
      const socket = net.connect(...args, () => resolve(socket.destroy()));
      socket.on('error', reject);
    });
  const own = http.createServer((_request, response) => response.end('own'));
  await new Promise((resolve) => own.listen(0, '127.0.0.1', resolve));
  const fetched = async (at) =>
    await (await fetch(`http://127.0.0.1:${at}`, { headers: { connection: 'close' } })).text();
  const ways = {
    fetch: () => fetched(port),
    tcp: () => connect(port, '127.0.0.1'),
    abstract: () => connect(abstract),
    name: () => dns.promises.lookup(name),
    nameOfSocket: () => connect(port, name),
    localhost: () => dns.promises.lookup('localhost'),
    own: () => fetched(own.address().port),
    child: async () =>
      execFileSync('/bin/cat', ['/proc/self/net/dev'], { encoding: 'utf8' })
        .match(/\w+(?=:)/g)
        .join(),
  };
  const results = {};
  for (const [key, way] of Object.entries(ways)) {
    results[key] = await way().then(
      (value) => (typeof value === 'string' ? value : 'reached'),
      (error) => error.code ?? error.cause?.code,
    );
  }
  own.closeAllConnections();
  await new Promise((resolve) => own.close(resolve));
  return results;
}

/** Whatever its type. @returns {Error} */
const anything = (value) => value;

/** What a careless or a hostile function does to its thread. */
const odd = {
  throwUndefined: () => {
    throw anything(undefined);
  },
  throwUnreadable: () => {
    const trap = () => {
      throw new Error('trap');
    };
    throw anything(new Proxy({}, { get: trap, has: trap, ownKeys: trap, getPrototypeOf: trap }));
  },
  throwGetters: () => {
    const error = new RangeError('x');
    const get = () => {
      throw new Error('no');
    };
    Object.defineProperty(error, 'message', { get });
    throw Object.defineProperty(error, 'bad', { get, enumerable: true });
  },
  throwWithOwnStack: () => {
    Error.prepareStackTrace = () => {
      throw new Error('prepare');
    };
    throw new RangeError('message');
  },
  throwCycle: () => {
    const error = new Error('a');
    error.cause = error;
    throw error;
  },
  throwHuge: () => {
    throw Object.assign(new Error('x'.repeat(10_000_000)), { big: 'y'.repeat(10_000_000) });
  },
  exitInFinally: () => {
    try {
      throw new Error('lost');
    } finally {
      process.exit(3);
    }
  },
  rejectAndReturn: () => {
    void Promise.reject(new Error('nobody waits'));
    return 'returned';
  },
  loopOfPromises: () => {
    void (async () => {
      for (;;) await Promise.resolve();
    })();
    return 'returned';
  },
  loopOfImmediates: () => {
    const again = () => {
      console.log('still there');
      setImmediate(again);
    };
    setImmediate(again);
    return 'returned';
  },
  // A signal that nobody minds: were it not kept from them, it would reach every process of the machine.
  signalParent: () => process.kill(process.ppid, 'SIGWINCH'),
  signalAll: () => process.kill(-1, 'SIGWINCH'),
  closeOthers: () => {
    const closed = [];
    for (let fd = 0; fd < 64; fd += 1) {
      try {
        fs.closeSync(fd);
        closed.push(fd);
      } catch {}
    }
    return closed;
  },
  closeTwice: () => {
    const fd = fs.openSync('/lower');
    fs.closeSync(fd);
    fs.closeSync(fd);
  },
  breakPrototypes: () => {
    Object.prototype.litter = 'everywhere';
    MessagePort.prototype.postMessage = () => undefined;
    Array.prototype.push = () => {
      throw new Error('push');
    };
    Object.getPrototypeOf([][Symbol.iterator]()).next = () => ({ done: true });
    Promise.prototype.then = () => {
      throw new Error('then');
    };
    Buffer.concat = () => Buffer.from('garbage');
    Object.getPrototypeOf(Uint8Array.prototype).set = () => undefined;
    JSON.stringify = () => 'garbage';
    return 'returned';
  },
  breakGlobals: () => {
    for (const name of ['console', 'Buffer', 'setImmediate', 'Promise', 'process'])
      globalThis[name] = undefined;
    return 'returned';
  },
  freeze: () => {
    for (const one of [Object.prototype, Array.prototype, Map.prototype, globalThis]) Object.freeze(one);
    return 'returned';
  },
  stuckGlobal: () => {
    Object.defineProperty(globalThis, 'litter', { value: 1 });
    return 'returned';
  },
  stuckPrototype: () => {
    Object.defineProperty(Date.prototype, 'litter', { value: 1 });
    return 'returned';
  },
  hook: async () => {
    const { createHook } = await import('node:async_hooks');
    createHook({ init: () => undefined }).enable();
  },
  watch: () => void fs.watch('/', () => undefined).unref(),
  nested: () => {
    let value = {};
    for (let depth = 0; depth < 100_000; depth += 1) value = { value };
    return value;
  },
  neverThen: () => ({ then: () => undefined }),
  logOdd: (log) => {
    const cycle = { map: new Map() };
    cycle.map.set(cycle, cycle);
    log(cycle, new Proxy({}, {}), Symbol('s'), 1n, null, undefined, () => 1);
    return 'returned';
  },
  changeUmask: () => process.umask(0o77),
};

export async function beOdd({ what }, { log }) {
  return await odd[what](log);
}

/** What another job may have left of the language itself. */
export async function lookAtLanguage() {
  const values = [1, 2];
  values.push(3);
  return {
    litter: [{}.litter, new Date().litter, typeof globalThis.litter],
    frozen: [Object.isFrozen(Array.prototype), Object.isExtensible(globalThis)],
    spread: [...values, ...new Uint8Array([4])],
    buffer: Buffer.concat([Buffer.from('a')]).toString(),
    json: JSON.stringify({ a: 1 }),
    port: typeof new MessageChannel().port1.postMessage(0),
    umask: process.umask(),
    then: await Promise.resolve('then'),
  };
}

/** Leaves something that writes on, each in its way. */
export async function writeOn({ what }) {
  const ways = {
    handle: async () => {
      const handle = await fsp.open('/written', 'w');
      for (let count = 0; count < 64; count += 1) void handle.write(Buffer.alloc(1 << 20, count));
      globalThis.process.writingHandle = handle;
    },
    stream: () => fs.createWriteStream('/written').write(Buffer.alloc(32 << 20, 1)),
    timer: () => setInterval(() => fs.appendFileSync('/written', 'more'), 1).unref(),
    child: () => {
      const script = 'while :; do echo more >>/written; done';
      spawn('/bin/sh', ['-c', script], { detached: true, stdio: 'ignore' }).unref();
    },
  };
  fs.writeFileSync('/written', '');
  await ways[what]();
  while (fs.statSync('/written').size === 0) await sleep(1);
}

/** Loads an application of the view's, in each way there is; what it was. */
export async function loadModules() {
  const at = (name) => path.join('/app', name);
  const load = createRequire(at('main.cjs'));
  const ways = {
    module: async () => (await import(at('main.mjs'))).seen,
    byName: async () => (await import(at('by-name.mjs'))).default,
    missing: async () => await import(at('not-there.mjs')),
    common: () => load('./main.cjs'),
    package: () => load('pkg'),
    subpath: () => load('pkg/sub'),
    pattern: () => load('pkg/features/one'),
    json: () => load('./data.json'),
    hidden: () => load('pkg/hidden.cjs'),
  };
  const results = {};
  for (const [name, way] of Object.entries(ways)) {
    try {
      results[name] = await way();
    } catch (error) {
      results[name] = error.code ?? error.message;
    }
  }
  return results;
}
