import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
/** What lies in a log's file. */
export async function* readLog(path) {
  const handle = await open(path).catch(() => undefined); // a stream that had no output has no file
  if (handle) yield* createReadStream('', { fd: handle });
}
//# sourceMappingURL=job-log.js.map
