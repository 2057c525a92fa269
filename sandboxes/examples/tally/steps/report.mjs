import { readFile, stat, writeFile } from 'node:fs/promises';

/** Gathers what the other jobs left in `out` into one file. */
export default async function report({ title }) {
  const lines = async (file) => (await readFile(file, 'utf8')).trim().split('\n');
  const tests = (await Promise.all(['table', 'text', 'rank'].map((name) => lines(`out/${name}.txt`)))).flat();
  const top = (await lines('out/top.txt')).map((line) => {
    const [count, word] = line.split(' ');
    return { word, count: Number(count) };
  });
  const { size } = await stat('out/tally');
  await writeFile('out/report.json', `${JSON.stringify({ title, bytes: size, tests, top }, undefined, 2)}\n`);
  console.log(`${title}: ${tests.length} tests, the most frequent word is "${top[0].word}"`);
}
