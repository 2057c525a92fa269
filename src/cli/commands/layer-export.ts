import type { Command } from 'commander';
import type { ExportTo } from '../../sandbox/store/export-target.js';
import type { ExportReport } from '../../sandbox/store/layers.js';
import type { SetStatus } from '../exit-code.js';
import { exportToJson, renderExport } from '../export-text.js';
import {
  addImageOptions,
  type ImageOptions,
  parseOutput,
  parsePlaceAndTag,
  settingsOf,
} from '../image-options.js';
import { valueOption } from '../option-kinds.js';
import { say, writeLines } from '../output.js';
import { ProgressLine } from '../progress.js';
import { InterruptAbort } from '../signals.js';
import { parseText, usageError } from '../values.js';

const HELP = `
FILE may be - for standard output. An image has all layers of NAME's chain, plain directories in it included; --tar has the
topmost alone, unless --flat. The same chain gives the same bytes; SOURCE_DATE_EPOCH, where it is set, is the latest time in
them and the one the image was made at. An existing layout keeps its other tags.

Examples:
  layover layer export team/app:v2 --oci ./images:v2 --entrypoint /usr/bin/app
  layover layer export team/app:v2 --docker - | docker load
  layover layer export team/app:v2 --oci-archive app.tar:v2 --compression zstd
  layover layer export team/app:v2 --tar rootfs.tar --flat`;

interface Options extends ImageOptions {
  readonly oci?: ExportTo;
  readonly ociArchive?: ExportTo;
  readonly docker?: ExportTo;
  readonly tar?: ExportTo;
  readonly json?: true;
}

type Form = readonly [flags: string, description: string, parse: (word: string, flag: string) => ExportTo];

const FORMS: readonly Form[] = [
  ['--oci <dir:tag>', "add it to an OCI layout; TAG defaults to the name's", parseLayout],
  ['--oci-archive <file:tag>', 'write an OCI layout as one tar', parseArchive],
  ['--docker <file>', 'write what docker load takes', (word, flag) => ({ docker: parseOutput(word, flag) })],
  ['--tar <file>', 'write the tar of the topmost layer', (word, flag) => ({ tar: parseOutput(word, flag) })],
];

/** `layover layer export`. */
export function addExportCommand(layer: Command, setStatus: SetStatus): void {
  const command = layer
    .command('export')
    .description('write a chain as an OCI image, for docker load, or as a tar')
    .usage('NAME (--oci DIR:TAG | --oci-archive FILE:TAG | --docker FILE | --tar FILE) [options]')
    .argument('<name>', 'a name, or sha256:ID for one layer alone')
    .addHelpText('after', HELP);
  const names = ['oci', 'ociArchive', 'docker', 'tar'];
  for (const [index, [flags, description, parse]] of FORMS.entries()) {
    command.addOption(valueOption(flags, description, parse).conflicts(names.slice(index + 1)));
  }
  addImageOptions(command);
  command
    .option('--json', 'the digests, and what was left out, as one object')
    .helpOption('-h, --help', 'show this');
  command.action(async (name: string, options: Options) => {
    const to = targetOf(options);
    const report = await exportLayers(parseText(name, 'NAME'), to, options);
    if (options.json) await writeLines([JSON.stringify(exportToJson(report))]);
    else for (const line of renderExport(name, to, report)) say(line);
    setStatus(0);
  });
}

async function exportLayers(name: string, to: ExportTo, options: Options): Promise<ExportReport> {
  const { openForCommand } = await import('../open.js');
  await using layover = await openForCommand();
  using interrupt = new InterruptAbort();
  using progress = new ProgressLine('Exporting');
  const task = { signal: interrupt.signal, onProgress: progress.update };
  return await layover.layers.export(name, { to, ...settingsOf(options), ...task });
}

function targetOf({ oci, ociArchive, docker, tar, json }: Options): ExportTo {
  const to = oci ?? ociArchive ?? docker ?? tar;
  if (to === undefined) {
    throw usageError('layer export needs --oci DIR:TAG, --oci-archive FILE:TAG, --docker FILE or --tar FILE');
  }
  if (json && Object.values(to).includes(process.stdout.fd)) {
    throw usageError('--json and the export cannot both go to standard output');
  }
  return to;
}

function parseLayout(word: string, flag: string): ExportTo {
  const { place, tag } = parsePlaceAndTag(word, flag);
  return { oci: place, tag };
}

function parseArchive(word: string, flag: string): ExportTo {
  const { place, tag } = parsePlaceAndTag(word, flag);
  return { ociArchive: place === '-' ? parseOutput('-', flag) : place, tag };
}
