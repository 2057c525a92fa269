/** `layover layer`: its subcommands. What they print is in layer-text.ts. */

import type { Command } from 'commander';
import { quoteRaw } from '../../base/bytes-path.js';
import { jsonText } from '../../base/json-text.js';
import type { ExportReport, Layers } from '../../sandbox/store/layers.js';
import { EXIT_LAYOVER_FAILED, type SetStatus } from '../exit-code.js';
import { say, writeLines } from '../output.js';
import { ProgressLine } from '../progress.js';
import { printable } from '../text.js';
import { parseText, usageError } from '../values.js';
import { addExportCommand } from './layer-export.js';
import { addImportCommand } from './layer-import.js';

const HELP = `
A NAME stands for a chain of layers, the last committed on top; sha256:ID is one layer alone.

Examples:
  layover commit j-0mfz1k2ab3c4de --layer app:v2
  layover run --lower app:v2 -- ./check
  layover layer history app:v2
  layover layer rm app:v1 && layover gc`;

/** `layover layer`. */
export function addLayerCommand(program: Command, setStatus: SetStatus): void {
  const layer = program
    .command('layer')
    .description('list, look at, name, check and import layers')
    .usage('COMMAND')
    .helpCommand('help [command]', "show a command's help")
    .helpOption('-h, --help', 'show this')
    .addHelpText('after', HELP)
    .exitOverride();
  addLs(layer, setStatus);
  addInspect(layer, setStatus);
  addHistory(layer, setStatus);
  addTag(layer, setStatus);
  addRm(layer, setStatus);
  addVerify(layer, setStatus);
  addImportCommand(layer, setStatus);
  addExportCommand(layer, setStatus);
}

function addLs(layer: Command, setStatus: SetStatus): void {
  layer
    .command('ls')
    .description('list names, and layers without one')
    .option(
      '--size',
      'also how much content is its own, what it takes on disk, and what of either another layer has too',
    )
    .option('--all', 'also the names that pipelines keep their layers by')
    .option('--json', 'one object a line')
    .helpOption('-h, --help', 'show this')
    .action(async ({ size, json, all }: { size?: true; json?: true; all?: true }) => {
      await withLayers(async (layers) => {
        const { layerRows, renderLayers, renderSizes } = await import('../layer-text.js');
        const sizes = size ? await layers.measure() : undefined;
        const every = layerRows(layers, sizes);
        const rows = every.filter(({ name }) => all || !name?.startsWith('layover/'));
        if (json) await writeLines(rows.map((row) => jsonText(row)));
        else if (rows.length > 0) await writeLines(renderLayers(rows));
        else say('There are no layers yet: layover commit JOB --layer NAME makes one.');
        if (sizes !== undefined && sizes.length > 0) say(renderSizes(sizes, layers.list()));
      });
      setStatus(0);
    });
}

function addInspect(layer: Command, setStatus: SetStatus): void {
  layer
    .command('inspect')
    .description('print what a name or a layer is, as JSON')
    .argument('<name>')
    .option('--docker', 'in the form of `docker image inspect`')
    .helpOption('-h, --help', 'show this')
    .action(async (name: string, { docker }: { docker?: true }) => {
      await withLayers(async (layers) => {
        const { chainToDocker, chainToJson } = await import('../layer-text.js');
        const info = layers.inspect(parseText(name, 'NAME'));
        const value = docker ? [chainToDocker(info, await digestsOf(layers, name))] : chainToJson(info);
        await writeLines([jsonText(value, 2)]);
      });
      setStatus(0);
    });
}

async function digestsOf(layers: Layers, name: string): Promise<ExportReport> {
  using progress = new ProgressLine('Reading layers');
  return await layers.digests(name, { onProgress: progress.update });
}

function addHistory(layer: Command, setStatus: SetStatus): void {
  layer
    .command('history')
    .description('list the layers of a chain, the topmost first, and what made them')
    .argument('<name>')
    .helpOption('-h, --help', 'show this')
    .action(async (name: string) => {
      await withLayers(async (layers) => {
        const { renderHistory } = await import('../layer-text.js');
        await writeLines(renderHistory(layers.inspect(parseText(name, 'NAME'))));
      });
      setStatus(0);
    });
}

function addTag(layer: Command, setStatus: SetStatus): void {
  layer
    .command('tag')
    .description('give a chain, or a layer, one more name')
    .argument('<name>', 'a name, or sha256:ID')
    .argument('<new-name>')
    .helpOption('-h, --help', 'show this')
    .action(async (name: string, added: string) => {
      await withLayers((layers) => layers.tag(parseText(name, 'NAME'), parseText(added, 'NEW-NAME')));
      setStatus(0);
    });
}

function addRm(layer: Command, setStatus: SetStatus): void {
  layer
    .command('rm')
    .description('take names away; `layover gc` then removes the layers nothing needs')
    .argument('<name...>')
    .helpOption('-h, --help', 'show this')
    .action(async (names: string[]) => {
      await withLayers((layers) => {
        for (const name of names) layers.removeName(parseText(name, 'NAME'));
      });
      setStatus(0);
    });
}

function addVerify(layer: Command, setStatus: SetStatus): void {
  layer
    .command('verify')
    .description('read layers again, every byte, and name what is not as it was committed')
    .argument('[name...]', 'default: all')
    .helpOption('-h, --help', 'show this')
    .action(async (names: string[]) => {
      let status = 0;
      await withLayers(async (layers) => {
        const ids = idsOf(layers, names);
        for (const id of ids) if (!(await verifyOne(layers, id))) status = EXIT_LAYOVER_FAILED;
        say(`layover: ${ids.length === 1 ? '1 layer' : `${ids.length} layers`} verified`);
      });
      setStatus(status);
    });
}

async function verifyOne(layers: Layers, id: string): Promise<boolean> {
  using _progress = new ProgressLine('Verifying');
  const damage = await layers.verify(id);
  for (const { path, problem } of damage) {
    const where = path === undefined ? '' : ` ${quoteRaw(path)}`;
    say(`sha256:${id.slice(0, 12)}:${where} ${printable(problem)}`);
  }
  return damage.length === 0;
}

function idsOf(layers: Layers, names: readonly string[]): string[] {
  if (names.length === 0) return layers.ids();
  const ids = names.flatMap((name) => layers.inspect(parseText(name, 'NAME')).layers.map(({ id }) => id));
  if (ids.length === 0) throw usageError('There is no layer in what was named');
  return [...new Set(ids)];
}

async function withLayers(use: (layers: Layers) => void | Promise<void>): Promise<void> {
  const { openForCommand } = await import('../open.js');
  await using layover = await openForCommand();
  await use(layover.layers);
}
