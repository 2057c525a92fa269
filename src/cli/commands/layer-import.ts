import type { Command } from 'commander';
import { jsonPath, quoteRaw, type RawPath } from '../../base/bytes-path.js';
import { formatSize } from '../../base/units.js';
import type { PathLike } from '../../sandbox/definition/spec.js';
import type { ImportFormat, ImportLimits, ImportOptions, ImportReport } from '../../sandbox/store/layers.js';
import type { SetStatus } from '../exit-code.js';
import { valueOption } from '../option-kinds.js';
import { say, writeLines } from '../output.js';
import { ProgressLine } from '../progress.js';
import { quoteWord, wordToPath } from '../raw-words.js';
import { InterruptAbort } from '../signals.js';
import { printable } from '../text.js';
import { parseBytes, parseChoice, parseCount, parseText, usageError } from '../values.js';

const HELP = `
SOURCE is a directory, the tar of one layer (plain, gzip or zstd), an archive of \`docker save\`, an OCI layout, or
- for standard input; its content says which. All of it is verified before anything of it is there.

Examples:
  layover layer import ./rootfs --name base
  docker save app:v2 | layover layer import -
  layover layer import ./layout --ref v2 --platform linux/arm64 --name app:v2-arm`;

interface Words {
  readonly name?: string;
  readonly as?: ImportFormat;
  readonly platform?: string;
  readonly ref?: string;
  readonly devices?: true;
  readonly maxBytes?: number;
  readonly maxEntries?: number;
  readonly maxRatio?: number;
  readonly maxDepth?: number;
  readonly json?: true;
}

/** `layover layer import`. */
export function addImportCommand(layer: Command, setStatus: SetStatus): void {
  const command = layer
    .command('import')
    .description('bring in a directory, a tar or an image, as layers with a name')
    .argument('<source>')
    .addOption(valueOption('--name <name>', 'what to call it; default: what the image is called', parseText))
    .addOption(
      valueOption('--platform <os/arch>', "of an image for several; default this machine's", parseText),
    )
    .addOption(valueOption('--ref <name>', 'which image, where there are several', parseText))
    .addOption(
      valueOption(
        '--as <format>',
        'take it for a directory, layer or image, whatever it looks like',
        parseFormat,
      ),
    )
    .option('--devices', 'with its device nodes, which are left out otherwise')
    .addOption(valueOption('--max-bytes <size>', 'the most of file content; default 64G', parseBytes))
    .addOption(
      valueOption('--max-entries <n>', 'the most files, directories and so on; default 1000000', parseCount),
    )
    .addOption(
      valueOption('--max-ratio <n>', 'the most that packed bytes may grow by; default 200', parseCount),
    )
    .addOption(
      valueOption('--max-depth <n>', 'the most directories one in another; default 1024', parseCount),
    )
    .option('--json', 'print what was imported as JSON')
    .helpOption('-h, --help', 'show this')
    .addHelpText('after', HELP);
  command.action(async (word: string, words: Words) => {
    const source = parseSource(word);
    const report = await importSource(source, optionsOf(words));
    if (words.json) await writeLines([JSON.stringify(reportToJson(report))]);
    else for (const line of renderImport(report, quoteWord(word))) say(line);
    setStatus(0);
  });
}

async function importSource(source: PathLike, options: ImportOptions): Promise<ImportReport> {
  const { openForCommand } = await import('../open.js');
  await using layover = await openForCommand();
  using interrupt = new InterruptAbort();
  using progress = new ProgressLine('Importing', formatSize);
  return await layover.layers.import(source, {
    ...options,
    signal: interrupt.signal,
    onProgress: progress.update,
  });
}

function parseSource(word: string): PathLike {
  if (word === '')
    throw usageError('SOURCE is an empty word', 'Name a directory, a file, or - for standard input.');
  if (word !== '-') return wordToPath(word);
  if (process.stdin.isTTY !== true) return word;
  throw usageError(
    'Standard input is a terminal',
    'Send an archive into it: docker save app | layover layer import -',
  );
}

function parseFormat(word: string, flag: string): ImportFormat {
  return parseChoice<ImportFormat>(word, flag, ['directory', 'layer', 'image']);
}

function optionsOf({ as: format, name, platform, ref, devices, ...words }: Words): ImportOptions {
  const given: Array<[keyof ImportLimits, number | undefined]> = [
    ['bytes', words.maxBytes],
    ['entries', words.maxEntries],
    ['ratio', words.maxRatio],
    ['depth', words.maxDepth],
  ];
  const limits = Object.fromEntries(given.filter(([, value]) => value !== undefined));
  return { name, format, platform, ref, limits, ...(devices && { devices: 'keep' }) };
}

const NOTES_SHOWN = 10;

function renderImport(report: ImportReport, source: string): string[] {
  const { name, layers, newLayers, entries, bytes, platform, notes, noteCount } = report;
  const count = layers.length === 1 ? '1 layer' : `${layers.length} layers`;
  const isOld = newLayers === layers.length ? '' : `, ${layers.length - newLayers} there before`;
  const machine = platform === undefined ? '' : `, ${printable(platform)}`;
  const more = noteCount - Math.min(notes.length, NOTES_SHOWN);
  return [
    `layover: imported ${source} as ${name}: ${count}${isOld}, ${entries === 1 ? '1 entry' : `${entries} entries`} (${formatSize(bytes)})${machine}`,
    ...notes.slice(0, NOTES_SHOWN).map(({ path, what }) => `  ${quoteRaw(path)} ${printable(what)}`),
    ...(more > 0 ? [`  and ${more} more; --json lists them`] : []),
    ...(layers.length > 0 ? [`  next: layover run --lower ${name} -- COMMAND`] : []),
  ];
}

function reportToJson({ notes, ...report }: ImportReport): object {
  return { ...report, notes: notes.map(({ path, what }) => ({ ...jsonPath(path as RawPath), what })) };
}
