/** `layover layer`: its subcommands. What they print is in layer-text.ts. */
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

import { quoteRaw } from '../../base/bytes-path.js';
import { jsonText } from '../../base/json-text.js';
import { EXIT_LAYOVER_FAILED } from '../exit-code.js';
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
export function addLayerCommand(program, setStatus) {
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
function addLs(layer, setStatus) {
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
    .action(async ({ size, json, all }) => {
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
function addInspect(layer, setStatus) {
  layer
    .command('inspect')
    .description('print what a name or a layer is, as JSON')
    .argument('<name>')
    .option('--docker', 'in the form of `docker image inspect`')
    .helpOption('-h, --help', 'show this')
    .action(async (name, { docker }) => {
      await withLayers(async (layers) => {
        const { chainToDocker, chainToJson } = await import('../layer-text.js');
        const info = layers.inspect(parseText(name, 'NAME'));
        const value = docker ? [chainToDocker(info, await digestsOf(layers, name))] : chainToJson(info);
        await writeLines([jsonText(value, 2)]);
      });
      setStatus(0);
    });
}
async function digestsOf(layers, name) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const progress = __addDisposableResource(env_1, new ProgressLine('Reading layers'), false);
    return await layers.digests(name, { onProgress: progress.update });
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources(env_1);
  }
}
function addHistory(layer, setStatus) {
  layer
    .command('history')
    .description('list the layers of a chain, the topmost first, and what made them')
    .argument('<name>')
    .helpOption('-h, --help', 'show this')
    .action(async (name) => {
      await withLayers(async (layers) => {
        const { renderHistory } = await import('../layer-text.js');
        await writeLines(renderHistory(layers.inspect(parseText(name, 'NAME'))));
      });
      setStatus(0);
    });
}
function addTag(layer, setStatus) {
  layer
    .command('tag')
    .description('give a chain, or a layer, one more name')
    .argument('<name>', 'a name, or sha256:ID')
    .argument('<new-name>')
    .helpOption('-h, --help', 'show this')
    .action(async (name, added) => {
      await withLayers((layers) => layers.tag(parseText(name, 'NAME'), parseText(added, 'NEW-NAME')));
      setStatus(0);
    });
}
function addRm(layer, setStatus) {
  layer
    .command('rm')
    .description('take names away; `layover gc` then removes the layers nothing needs')
    .argument('<name...>')
    .helpOption('-h, --help', 'show this')
    .action(async (names) => {
      await withLayers((layers) => {
        for (const name of names) layers.removeName(parseText(name, 'NAME'));
      });
      setStatus(0);
    });
}
function addVerify(layer, setStatus) {
  layer
    .command('verify')
    .description('read layers again, every byte, and name what is not as it was committed')
    .argument('[name...]', 'default: all')
    .helpOption('-h, --help', 'show this')
    .action(async (names) => {
      let status = 0;
      await withLayers(async (layers) => {
        const ids = idsOf(layers, names);
        for (const id of ids) if (!(await verifyOne(layers, id))) status = EXIT_LAYOVER_FAILED;
        say(`layover: ${ids.length === 1 ? '1 layer' : `${ids.length} layers`} verified`);
      });
      setStatus(status);
    });
}
async function verifyOne(layers, id) {
  const env_2 = { stack: [], error: void 0, hasError: false };
  try {
    const _progress = __addDisposableResource(env_2, new ProgressLine('Verifying'), false);
    const damage = await layers.verify(id);
    for (const { path, problem } of damage) {
      const where = path === undefined ? '' : ` ${quoteRaw(path)}`;
      say(`sha256:${id.slice(0, 12)}:${where} ${printable(problem)}`);
    }
    return damage.length === 0;
  } catch (e_2) {
    env_2.error = e_2;
    env_2.hasError = true;
  } finally {
    __disposeResources(env_2);
  }
}
function idsOf(layers, names) {
  if (names.length === 0) return layers.ids();
  const ids = names.flatMap((name) => layers.inspect(parseText(name, 'NAME')).layers.map(({ id }) => id));
  if (ids.length === 0) throw usageError('There is no layer in what was named');
  return [...new Set(ids)];
}
async function withLayers(use) {
  const env_3 = { stack: [], error: void 0, hasError: false };
  try {
    const { openForCommand } = await import('../open.js');
    const layover = __addDisposableResource(env_3, await openForCommand(), true);
    await use(layover.layers);
  } catch (e_3) {
    env_3.error = e_3;
    env_3.hasError = true;
  } finally {
    const result_1 = __disposeResources(env_3);
    if (result_1) await result_1;
  }
}
//# sourceMappingURL=layer.js.map
