/**
 * Makes one file of the command line: dist/cli/main.js, compiled already, takes in every module that it imports, and the
 * packages that commands need at their start. Node opens, checks and links each module on its own, and a command
 * would have some 200. What one command alone needs (packages below, workers) is still loaded when it comes to that.
 *
 * The library is not touched. dist/cli/main.js.map leads back to the sources: see src/cli/own-stack.ts.
 */
import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const DIST = fileURLToPath(new URL('../dist', import.meta.url));
const PROGRAM = join(DIST, 'cli/main.js');
// Heavy, and each imported only where it is needed.
const LOADED_LATER = ['diff', 'execa', 'node-diff3', 'piscina', 'tmp-promise', 'yaml', 'zod'];

/** Modules find the files beside them by where they stood before. */
const keepPlaces = {
  name: 'keep places',
  setup({ onLoad }) {
    onLoad({ filter: /\.js$/ }, async ({ path }) => {
      if (!path.startsWith(`${DIST}/`)) return undefined;
      const place = JSON.stringify(relative(dirname(PROGRAM), path));
      const text = await readFile(path, 'utf8');
      return {
        contents: text.replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`),
        loader: 'js',
      };
    });
  },
};

await build({
  entryPoints: [PROGRAM],
  outfile: PROGRAM,
  allowOverwrite: true,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: 'linked',
  sourcesContent: false,
  external: LOADED_LATER,
  plugins: [keepPlaces],
  // commander is no ES module, and asks for Node's own modules.
  banner: {
    js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
