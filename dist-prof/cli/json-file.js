import { access, constants, lstat, rename, rm, stat, writeFile } from 'node:fs/promises';
import { fsPath, hostPath, quoteRaw, splitRaw } from '../base/bytes-path.js';
import { hasErrno, LayoverError, messageOf } from '../base/errors.js';
import { jsonText } from '../base/json-text.js';
/** Throws where a result could not be written later: before a job has run for hours. */
export async function checkJsonFile(path) {
  const file = hostPath(path);
  try {
    const present = await stat(fsPath(file)).catch(() => undefined);
    if (present?.isDirectory()) throw new Error('it is a directory');
    await access(fsPath(present === undefined ? parentOf(file) : file), constants.W_OK);
  } catch (cause) {
    throw fileError(file, cause);
  }
}
/** A new file, or a regular one, is replaced all at once; a link, a pipe or a device is written to as it is. */
export async function writeJsonFile(path, value) {
  const file = hostPath(path);
  const text = `${jsonText(value)}\n`;
  try {
    if (await isReplaceable(file)) await replaceFile(file, text);
    else await writeFile(fsPath(file), text);
  } catch (cause) {
    throw fileError(file, cause);
  }
}
async function isReplaceable(file) {
  try {
    return (await lstat(fsPath(file))).isFile();
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return true;
    throw error;
  }
}
async function replaceFile(file, text) {
  const { name } = splitRaw(file);
  const temporary = fsPath(`${parentOf(file)}/.${name.slice(0, 100)}.${process.pid}`);
  try {
    await writeFile(temporary, text, { flag: 'wx' });
    await rename(temporary, fsPath(file));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
function parentOf(file) {
  return splitRaw(file).parent || '/';
}
function fileError(file, cause) {
  return new LayoverError(
    'LAYOVER_USAGE',
    `The result cannot be written to ${quoteRaw(file)}: ${messageOf(cause)}`,
    {
      cause,
      hint: 'Give --json a file in a directory you can write to, or - for standard output.',
    },
  );
}
//# sourceMappingURL=json-file.js.map
