// Writes sandboxes/schema/*.json from the schemas in the code, where they are not that; part of the build.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { SCHEMA_FILES, writeSchema } from '../dist/pipeline/json-schema.js';

const folder = new URL('../sandboxes/schema/', import.meta.url);
await mkdir(folder, { recursive: true });
for (const name of SCHEMA_FILES) {
  const file = new URL(`${name}.json`, folder);
  const [text, present] = await Promise.all([writeSchema(name), readFile(file, 'utf8').catch(() => '')]);
  if (text !== present) await writeFile(file, text);
}
