var __addDisposableResource =
  (this && this.__addDisposableResource) ||
  function (env, value, async) {
    if (value !== null && value !== void 0) {
      if (typeof value !== 'object' && typeof value !== 'function') throw new TypeError('Object expected.');
      var dispose, inner;
      if (async) {
        if (!Symbol.asyncDispose) throw new TypeError('Symbol.asyncDispose is not defined.');
        dispose = value[Symbol.asyncDispose];
      }
      if (dispose === void 0) {
        if (!Symbol.dispose) throw new TypeError('Symbol.dispose is not defined.');
        dispose = value[Symbol.dispose];
        if (async) inner = dispose;
      }
      if (typeof dispose !== 'function') throw new TypeError('Object not disposable.');
      if (inner)
        dispose = function () {
          try {
            inner.call(this);
          } catch (e) {
            return Promise.reject(e);
          }
        };
      env.stack.push({ value: value, dispose: dispose, async: async });
    } else if (async) {
      env.stack.push({ async: true });
    }
    return value;
  };
var __disposeResources =
  (this && this.__disposeResources) ||
  (function (SuppressedError) {
    return function (env) {
      function fail(e) {
        env.error = env.hasError
          ? new SuppressedError(e, env.error, 'An error was suppressed during disposal.')
          : e;
        env.hasError = true;
      }
      var r,
        s = 0;
      function next() {
        while ((r = env.stack.pop())) {
          try {
            if (!r.async && s === 1) return ((s = 0), env.stack.push(r), Promise.resolve().then(next));
            if (r.dispose) {
              var result = r.dispose.call(r.value);
              if (r.async)
                return (
                  (s |= 2),
                  Promise.resolve(result).then(next, function (e) {
                    fail(e);
                    return next();
                  })
                );
            } else s |= 1;
          } catch (e) {
            fail(e);
          }
        }
        if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
        if (env.hasError) throw env.error;
      }
      return next();
    };
  })(
    typeof SuppressedError === 'function'
      ? SuppressedError
      : function (error, suppressed, message) {
          var e = new Error(message);
          return ((e.name = 'SuppressedError'), (e.error = error), (e.suppressed = suppressed), e);
        },
  );

import { jsonPath, quoteRaw } from '../../base/bytes-path.js';
import { formatSize } from '../../base/units.js';
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
/** `layover layer import`. */
export function addImportCommand(layer, setStatus) {
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
  command.action(async (word, words) => {
    const source = parseSource(word);
    const report = await importSource(source, optionsOf(words));
    if (words.json) await writeLines([JSON.stringify(reportToJson(report))]);
    else for (const line of renderImport(report, quoteWord(word))) say(line);
    setStatus(0);
  });
}
async function importSource(source, options) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const { openForCommand } = await import('../open.js');
    const layover = __addDisposableResource(env_1, await openForCommand(), true);
    const interrupt = __addDisposableResource(env_1, new InterruptAbort(), false);
    const progress = __addDisposableResource(env_1, new ProgressLine('Importing', formatSize), false);
    return await layover.layers.import(source, {
      ...options,
      signal: interrupt.signal,
      onProgress: progress.update,
    });
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    const result_1 = __disposeResources(env_1);
    if (result_1) await result_1;
  }
}
function parseSource(word) {
  if (word === '')
    throw usageError('SOURCE is an empty word', 'Name a directory, a file, or - for standard input.');
  if (word !== '-') return wordToPath(word);
  if (process.stdin.isTTY !== true) return word;
  throw usageError(
    'Standard input is a terminal',
    'Send an archive into it: docker save app | layover layer import -',
  );
}
function parseFormat(word, flag) {
  return parseChoice(word, flag, ['directory', 'layer', 'image']);
}
function optionsOf({ as: format, name, platform, ref, devices, ...words }) {
  const given = [
    ['bytes', words.maxBytes],
    ['entries', words.maxEntries],
    ['ratio', words.maxRatio],
    ['depth', words.maxDepth],
  ];
  const limits = Object.fromEntries(given.filter(([, value]) => value !== undefined));
  return { name, format, platform, ref, limits, ...(devices && { devices: 'keep' }) };
}
const NOTES_SHOWN = 10;
function renderImport(report, source) {
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
function reportToJson({ notes, ...report }) {
  return { ...report, notes: notes.map(({ path, what }) => ({ ...jsonPath(path), what })) };
}
//# sourceMappingURL=layer-import.js.map
