// Writes sandboxes/schema/*.json from the schemas in the code: after a build, whenever they change.
import { mkdir, writeFile } from 'node:fs/promises';
import { SCHEMA_FILES, writeSchema } from '../dist/pipeline/json-schema.js';

const folder = new URL('../sandboxes/schema/', import.meta.url);
await mkdir(folder, { recursive: true });
for (const name of SCHEMA_FILES) await writeFile(new URL(`${name}.json`, folder), await writeSchema(name));
