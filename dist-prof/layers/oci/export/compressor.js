import { spawn } from 'node:child_process';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { hasErrno, LayoverError } from '../../../base/errors.js';

// What Docker and most builders use. Another level would give other bytes for the same layer.
const GZIP_LEVEL = 6;
export function startGzip() {
  const stream = createGzip({ level: GZIP_LEVEL });
  return { input: stream, output: stream, done: finished(stream), close: () => void stream.destroy() };
}
// The program's own default, one thread: several cut the data elsewhere, and so give other bytes.
const ZSTD_ARGUMENTS = ['-q', '-c', '-3', '--single-thread'];
const PATH = '/usr/local/bin:/usr/bin:/bin';
/** The program zstd, since the zlib of Node 20 has none. LAYOVER_UNSUPPORTED where it is missing. */
export function startZstd() {
  const child = spawn('zstd', ZSTD_ARGUMENTS, { stdio: ['pipe', 'pipe', 'pipe'], env: { PATH } });
  const said = [];
  child.stderr.on('data', (chunk) => said.push(chunk));
  const done = new Promise((resolve, reject) => {
    child.once('error', (error) => reject(explainStart(error)));
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(zstdFailed(signal ?? `exit status ${code}`, Buffer.concat(said).toString()));
    });
  });
  return { input: child.stdin, output: child.stdout, done, close: () => void child.kill('SIGKILL') };
}
function zstdFailed(how, said) {
  const message = `The program zstd ended with ${how}: ${said.trim() || 'it said nothing'}`;
  return new LayoverError('LAYOVER_UNSUPPORTED', message, { hint: 'Take gzip instead.' });
}
function explainStart(cause) {
  if (!hasErrno(cause, 'ENOENT')) return cause;
  return new LayoverError('LAYOVER_UNSUPPORTED', 'The program zstd is not on this machine', {
    cause,
    hint: 'Install it (Debian: apt-get install zstd), or take gzip.',
  });
}
//# sourceMappingURL=compressor.js.map
