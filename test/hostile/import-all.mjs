// Imports every file of a directory in turn, with one runner, and says what became of each.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const [dist, home, folder] = process.argv.slice(2);
const { openLayover } = await import(`${dist}/sandbox/open.js`);
const layover = await openLayover({ home });
for (const file of (await readdir(folder)).sort()) {
  const options = { name: `t/${file}`, format: 'layer' };
  const outcome = await layover.layers.import(join(folder, file), options).then(
    ({ layers, notes }) => ({ layers, notes }),
    ({ code, message, hint, stack }) => ({ code, message, hint, stack }),
  );
  console.log(JSON.stringify({ file, ...outcome }));
}
await layover.close();
