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

import { exportToJson, renderExport } from '../export-text.js';
import { addImageOptions, parseOutput, parsePlaceAndTag, settingsOf } from '../image-options.js';
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
const FORMS = [
  ['--oci <dir:tag>', "add it to an OCI layout; TAG defaults to the name's", parseLayout],
  ['--oci-archive <file:tag>', 'write an OCI layout as one tar', parseArchive],
  ['--docker <file>', 'write what docker load takes', (word, flag) => ({ docker: parseOutput(word, flag) })],
  ['--tar <file>', 'write the tar of the topmost layer', (word, flag) => ({ tar: parseOutput(word, flag) })],
];
/** `layover layer export`. */
export function addExportCommand(layer, setStatus) {
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
  command.action(async (name, options) => {
    const to = targetOf(options);
    const report = await exportLayers(parseText(name, 'NAME'), to, options);
    if (options.json) await writeLines([JSON.stringify(exportToJson(report))]);
    else for (const line of renderExport(name, to, report)) say(line);
    setStatus(0);
  });
}
async function exportLayers(name, to, options) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const { openForCommand } = await import('../open.js');
    const layover = __addDisposableResource(env_1, await openForCommand(), true);
    const interrupt = __addDisposableResource(env_1, new InterruptAbort(), false);
    const progress = __addDisposableResource(env_1, new ProgressLine('Exporting'), false);
    const task = { signal: interrupt.signal, onProgress: progress.update };
    return await layover.layers.export(name, { to, ...settingsOf(options), ...task });
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    const result_1 = __disposeResources(env_1);
    if (result_1) await result_1;
  }
}
function targetOf({ oci, ociArchive, docker, tar, json }) {
  const to = oci ?? ociArchive ?? docker ?? tar;
  if (to === undefined) {
    throw usageError('layer export needs --oci DIR:TAG, --oci-archive FILE:TAG, --docker FILE or --tar FILE');
  }
  if (json && Object.values(to).includes(process.stdout.fd)) {
    throw usageError('--json and the export cannot both go to standard output');
  }
  return to;
}
function parseLayout(word, flag) {
  const { place, tag } = parsePlaceAndTag(word, flag);
  return { oci: place, tag };
}
function parseArchive(word, flag) {
  const { place, tag } = parsePlaceAndTag(word, flag);
  return { ociArchive: place === '-' ? parseOutput('-', flag) : place, tag };
}
//# sourceMappingURL=layer-export.js.map
