// Loader hooks: every module but ours gets the door to the addon with a countdown in it, which kills the process
// before the call that LAYOVER_KILL_AT counts to. The calls that change nothing on disk do not count.
import { register } from 'node:module';

register(
  `data:text/javascript,${encodeURIComponent(`
    export async function resolve(specifier, context, next) {
      const found = await next(specifier, context);
      if (!found.url.endsWith('/native/syscalls.js')) return found;
      return { ...found, url: ${JSON.stringify(new URL('counting-syscalls.mjs', import.meta.url).href)} + '?real=' + encodeURIComponent(found.url) };
    }
  `)}`,
);
