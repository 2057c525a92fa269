import { describe, expect, test } from 'vitest';
import { file, type TreeSpec } from '../fixtures/tree.js';
import { openJobs } from './jobs.js';

const exported = {
  '.': { import: './index.mjs', require: './index.cjs' },
  './sub': { node: { require: './lib/sub.cjs', default: './lib/sub.mjs' } },
  './features/*': './lib/feature-*.cjs',
};

/** An application with a package of its own, all of it in the view alone. */
const APP: TreeSpec = {
  'app/main.mjs': file(`
    import { writeFile, readFile as read } from 'node:fs/promises';
    import fs, { readdirSync } from 'node:fs';
    import name, { kind } from 'pkg';
    import sub from 'pkg/sub';
    import data from './data.json' with { type: 'json' };
    await writeFile('/written', 'by a module');
    const later = await import('./later.mjs');
    export const seen = {
      url: import.meta.url, name, kind, sub, data, later: later.default,
      files: [await read('/written', 'utf8'), fs.existsSync('/written'), readdirSync('/app').includes('data.json')],
    };`),
  'app/later.mjs': file("export default 'later';"),
  'app/by-name.mjs': file("export { default } from '#own';"),
  'app/own.mjs': file("export default 'own import';"),
  'app/package.json': file('{ "name": "app", "imports": { "#own": "./own.mjs" } }'),
  'app/data.json': file('{ "a": [1] }'),
  'app/main.cjs': file(
    "const { readFileSync } = require('node:fs'); module.exports = [__filename, require('./data.json').a, readFileSync(__dirname + '/data.json', 'utf8').length];",
  ),
  'app/node_modules/pkg/package.json': file(JSON.stringify({ name: 'pkg', exports: exported })),
  'app/node_modules/pkg/index.mjs': file("export default 'pkg'; export const kind = 'import';"),
  'app/node_modules/pkg/index.cjs': file("exports.kind = 'require';"),
  'app/node_modules/pkg/lib/sub.mjs': file("export default 'sub, imported';"),
  'app/node_modules/pkg/lib/sub.cjs': file("module.exports = 'sub, required';"),
  'app/node_modules/pkg/lib/feature-one.cjs': file("module.exports = 'one';"),
  'app/node_modules/pkg/hidden.cjs': file("module.exports = 'hidden';"),
};

const REQUIRED = {
  common: ['/app/main.cjs', [1], 12],
  package: { kind: 'require' },
  subpath: 'sub, required',
  pattern: 'one',
  json: { a: [1] },
};

describe('code of the view', () => {
  for (const isolation of ['thread', 'process'] as const) {
    test(`is loaded as Node loads it, whatever its kind: ${isolation}`, async () => {
      await using jobs = await openJobs({ lower: APP, spec: { isolation } });
      const job = await jobs.run('loadModules');
      expect(job.outcome).toEqual({
        kind: 'returned',
        value: {
          module: {
            url: 'file:///app/main.mjs',
            name: 'pkg',
            kind: 'import',
            sub: 'sub, imported',
            data: { a: [1] },
            later: 'later',
            files: ['by a module', true, true],
          },
          byName: 'own import',
          missing: 'ERR_MODULE_NOT_FOUND',
          ...REQUIRED,
          hidden: 'ERR_PACKAGE_PATH_NOT_EXPORTED',
        },
      });
    });
  }

  test('is required in the portable runner, and cannot be imported there', async () => {
    await using jobs = await openJobs({ lower: APP, spec: { isolation: 'portable' } });
    const job = await jobs.run('loadModules');
    expect(job.outcome).toEqual({
      kind: 'returned',
      value: {
        module: 'ERR_MODULE_NOT_FOUND',
        byName: 'ERR_MODULE_NOT_FOUND',
        missing: 'ERR_MODULE_NOT_FOUND',
        ...REQUIRED,
        hidden: 'MODULE_NOT_FOUND',
      },
    });
  });
});
