import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { SCHEMA_FILES, writeSchema } from '#src/pipeline/json-schema.js';

for (const name of SCHEMA_FILES) {
  test(`the schema of ${name} files for editors is that of the code, which the build sees to`, async () => {
    const shipped = await readFile(new URL(`../../sandboxes/schema/${name}.json`, import.meta.url), 'utf8');
    expect(shipped).toBe(await writeSchema(name));
    expect(JSON.parse(shipped)).toMatchObject({ type: 'object', additionalProperties: false });
  });
}
