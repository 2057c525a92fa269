import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { reasonOf } from '../harness.js';

/** A folder to measure in, gone when it is disposed. */
export interface OwnDisk extends AsyncDisposable {
  readonly path: string;
  /** What it is, where that is not what was wanted. */
  readonly notes: readonly string[];
}

// It is sparse.
const SIZE = 12 * 1024 ** 3;
const BYTES_PER_INODE = 8_192;
const MAKER = 'mkfs.ext4';

/**
 * A new ext4 in an image. On a disk in use a benchmark of new files measures what others do: a sync writes theirs too, and
 * ext4 passes over each inode that was given up in the last minutes, one by one, so that making 10,000 files takes from
 * 0.1 to 2 seconds, by what was removed and where. Without root it is a temporary folder all the same, with a note.
 */
export async function openOwnDisk(): Promise<OwnDisk> {
  const image = await mkdtemp(join(tmpdir(), 'layover-bench-image-'));
  const path = await mkdtemp(join(tmpdir(), 'layover-bench-'));
  const remove = async (): Promise<void> => {
    for (const folder of [path, image]) await rm(folder, { recursive: true, force: true });
  };
  try {
    await mountNew(join(image, 'ext4'), path);
  } catch (error) {
    const notes = [`In a temporary folder, not on a file system of its own: ${reasonOf(error)}`];
    return { path, notes, [Symbol.asyncDispose]: remove };
  }
  return {
    path,
    notes: [],
    async [Symbol.asyncDispose]() {
      await execa('umount', [path]);
      await remove();
    },
  };
}

async function mountNew(file: string, path: string): Promise<void> {
  if (process.getuid?.() !== 0) throw new Error('a mount takes root');
  await writeFile(file, '');
  await truncate(file, SIZE);
  // With all its tables written: a kernel that does so later would do it while something is measured.
  const lazy = 'lazy_itable_init=0,lazy_journal_init=0';
  await execa(MAKER, ['-q', '-F', '-i', String(BYTES_PER_INODE), '-E', lazy, file]);
  await execa('mount', ['-o', 'loop', file, path]);
}
