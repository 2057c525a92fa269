// Well-known packages doing real work on the view, as worker jobs.
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';

const sources = '/src';

export async function fsExtra() {
  const { default: fse } = await import('fs-extra');
  await fse.copy('/src', '/copied', { filter: (name) => !name.endsWith('.md') });
  await fse.outputJson('/deep/er/data.json', { a: 1 });
  await fse.move('/src/old.md', '/moved.md');
  await fse.remove('/src/gone');
  await fse.ensureLink('/src/a.ts', '/linked');
  fse.emptyDirSync('/src/empty-me');
  return await fse.readJson('/deep/er/data.json');
}

export async function gracefulFs() {
  const { default: gfs } = await import('graceful-fs');
  await new Promise((resolve, reject) =>
    gfs.writeFile('/graceful', 'x', (error) => (error ? reject(error) : resolve())),
  );
  const stream = gfs.createWriteStream('/streamed');
  stream.end('streamed');
  await once(stream, 'close');
  return await new Promise((resolve, reject) =>
    gfs.readdir(sources, (error, names) => (error ? reject(error) : resolve(names.sort()))),
  );
}

export async function globs() {
  const { glob, globSync } = await import('glob');
  const { default: fast } = await import('fast-glob');
  fs.writeFileSync('/src/new.ts', '');
  fs.rmSync('/src/b.ts');
  const options = { cwd: sources };
  return {
    glob: (await glob('**/*.ts', options)).sort(),
    globSync: globSync('**/*.ts', options).sort(),
    fast: (await fast('**/*.ts', options)).sort(),
    fastSync: fast.sync('**/*.ts', options).sort(),
  };
}

export async function typescript() {
  const { default: ts } = await import('typescript-api');
  const program = ts.createProgram(['/src/a.ts'], {
    outDir: '/compiled',
    declaration: true,
    module: ts.ModuleKind.ES2022,
    target: ts.ScriptTarget.ES2022,
    types: [],
  });
  const { emitSkipped, diagnostics } = program.emit();
  const all = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
  return { emitSkipped, messages: all.map(({ messageText }) => String(messageText)) };
}

export async function esbuild() {
  const { build, stop } = await import('esbuild');
  const { errors } = await build({
    entryPoints: ['/src/a.ts'],
    bundle: true,
    format: 'esm',
    outfile: '/bundled.js',
    absWorkingDir: '/src',
  });
  await stop();
  return errors;
}

export async function rollup() {
  const { rollup: bundle } = await import('rollup');
  const made = await bundle({ input: '/src/main.js' });
  const { output } = await made.write({ dir: '/rolled', format: 'esm', sourcemap: true });
  await made.close();
  return output.map(({ fileName }) => fileName).sort();
}

export async function terser() {
  const { minify } = await import('terser');
  const input = await fs.promises.readFile('/src/main.js', 'utf8');
  const { code = '' } = await minify(input, { module: true, toplevel: true });
  await fs.promises.writeFile(path.join('/', 'main.min.js'), code);
  return code.length < input.length;
}
