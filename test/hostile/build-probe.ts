import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

/** Builds a static program from a C file of this folder, at `path`. */
export async function buildProbe(source: string, path: string): Promise<void> {
  const file = fileURLToPath(new URL(source, import.meta.url));
  await execa('cc', ['-std=gnu17', '-O1', '-static', '-Wall', '-Wextra', '-Werror', '-o', path, file]);
}
