import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FILES_EACH = 100;

/** Files of random bytes, a hundred to a directory. */
export async function fillTree(
  root: string,
  { files, bytes }: { files: number; bytes: number },
): Promise<void> {
  for (let at = 0; at < files; at += 1) {
    const directory = join(root, `d${Math.floor(at / FILES_EACH)}`);
    if (at % FILES_EACH === 0) await mkdir(directory, { recursive: true });
    await writeFile(join(directory, `f${at % FILES_EACH}`), randomBytes(bytes));
  }
}

/** Empty files, a hundred to a directory. */
export function makeEntries(root: string, count: number): void {
  for (let at = 0; at < count; at += 1) {
    const directory = join(root, `d${Math.floor(at / FILES_EACH)}`);
    if (at % FILES_EACH === 0) mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, `f${at % FILES_EACH}`), '');
  }
}
