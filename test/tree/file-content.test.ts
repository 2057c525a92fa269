import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { hostPath, type RawPath } from '#src/base/bytes-path.js';
import { syscalls } from '#src/native/syscalls.js';
import { openFile } from '#src/tree/file-content.js';
import { openTree } from '#src/tree/open.js';
import { tempDir } from '../fixtures/temp.js';

// The kernel says ENXIO to whoever opens a socket: anything but the refusal would show that it was tried.
test('openFile opens nothing but a regular file, even to have a look', async () => {
  await using dir = await tempDir();
  await writeFile(dir.join('file'), 'x');
  await execa('mkfifo', [dir.join('fifo')]);
  await using server = createServer();
  await new Promise<void>((resolve) => server.listen(dir.join('socket'), resolve));
  const root = openTree(hostPath(dir.path));
  const openIt = (name: string): number => {
    const stat = syscalls.stat(root, name as RawPath);
    return openFile(root, name as RawPath, stat);
  };
  try {
    syscalls.close(openIt('file'));
    for (const name of ['fifo', 'socket'])
      expect(() => openIt(name), name).toThrow(expect.objectContaining({ code: 'LAYOVER_TREE_CHANGED' }));
    const [socket, file] = ['socket', 'file'].map((name) => syscalls.stat(root, name as RawPath));
    const claimed = { ...socket, mode: file?.mode ?? 0 } as NonNullable<typeof file>;
    expect(() => openFile(root, 'socket' as RawPath, claimed)).toThrow(/ENXIO/);
  } finally {
    syscalls.close(root);
  }
});
