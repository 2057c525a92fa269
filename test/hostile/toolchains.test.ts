import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { type Layover, openLayover } from '#src/sandbox/open.js';
import { collect } from '../e2e/session.js';
import { isRoot, skipUnless } from '../fixtures/requirements.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';

let dir: TempDir;
let layover: Layover;

const FILES: Readonly<Record<string, string>> = {
  'threads.mjs': `import { Worker } from 'node:worker_threads';
    const answers = await Promise.all([1, 2, 3].map((n) => new Promise((resolve, reject) =>
      new Worker('require("worker_threads").parentPort.postMessage(' + n + ')', { eval: true }).on('message', resolve).on('error', reject))));
    const { execFileSync } = await import('node:child_process');
    const { createServer } = await import('node:net');
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    server.close();
    console.log(answers.join(), execFileSync('/bin/echo', ['child']).toString().trim());`,
  'main.c': '#include <stdio.h>\nint main(void) { puts("compiled"); return 0; }\n',
  Makefile: 'all: main\n\t./main\nmain: main.c\n\tgcc -O1 -o $@ $<\n',
  'threads.py': `import threading, subprocess, multiprocessing, socket, tempfile
seen = []
threads = [threading.Thread(target=seen.append, args=(n,)) for n in range(4)]
[t.start() for t in threads]; [t.join() for t in threads]
with multiprocessing.Pool(2) as pool: squares = pool.map(abs, [-1, -2])
pair = socket.socketpair(); pair[0].send(b'x'); pair[1].recv(1)
print(sorted(seen), squares, subprocess.run(['echo', 'child'], capture_output=True, text=True).stdout.strip())
`,
};

/** A program, what it is given, and what it then prints. */
const TOOLS: ReadonlyArray<readonly [program: string, script: string, output: RegExp]> = [
  ['node', 'node threads.mjs', /^1,2,3 child$/m],
  ['npm', 'npm --version', /^\d+\.\d+/m],
  ['gcc', 'gcc -o out main.c && ./out', /^compiled$/m],
  ['make', 'make -j2', /^compiled$/m],
  [
    'git',
    'git init -q . && git -c user.name=a -c user.email=a@b add -A && git -c user.name=a -c user.email=a@b commit -qm one && git log --oneline && git gc -q && git fsck',
    / one$/m,
  ],
  ['python3', '/usr/bin/python3 threads.py', /^\[0, 1, 2, 3\] \[1, 2\] child$/m],
  [
    'tar',
    'mkdir t && cp main.c t && ln -s main.c t/link && tar -cf t.tar t && rm -r t && tar -xpf t.tar && tar -czf t.tgz t && readlink t/link',
    /^main\.c$/m,
  ],
  ['script', 'script -qec "test -t 0 && tty && stty size" /dev/null', /^\/dev\/pts\/\d+/m],
  ['strace', 'strace -f -o trace echo traced && grep -c execve trace', /^traced$/m],
  ['setpriv', 'setpriv --reuid 7 --regid 7 --clear-groups id -u', /^7$/m],
];

beforeAll(async () => {
  dir = await tempDir({ isTraversable: true });
  await mkdir(dir.join('project'));
  for (const [name, text] of Object.entries(FILES)) await writeFile(dir.join('project', name), text);
  layover = await openLayover({ home: dir.join('home') });
});

afterAll(async () => {
  await layover.close();
  await dir[Symbol.asyncDispose]();
});

describe('under the filter of system calls', () => {
  for (const [program, script, output] of TOOLS) {
    const hasIds = isRoot || program !== 'setpriv';
    const needs = hasIds ? `needs ${program}` : 'needs root, for another user id';
    skipUnless(hasIds && existsSync(`/usr/bin/${program}`), needs)(`${program} works`, async () => {
      const [stdout, stderr] = [collect(), collect()];
      const project = dir.join('project');
      const command = ['sh', '-c', script];
      const job = await layover.run({
        sandbox: 'build',
        project,
        command,
        stdout: stdout.stream,
        stderr: stderr.stream,
      });
      await job.discard();
      expect({ outcome: job.outcome, stdout: stdout.text(), stderr: stderr.text() }).toMatchObject({
        outcome: { kind: 'exited', exitCode: 0 },
        stdout: expect.stringMatching(output),
      });
      expect(job.result.receipt.seccomp).toMatchObject({ digest: expect.stringMatching(/^sha256:/) });
    });
  }
});
