import { renameSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jsonPath, rawFromJson } from '../../base/bytes-path.js';
import { hasErrno, LayoverError } from '../../base/errors.js';
import { readOutcome, storeOutcome } from '../../jail/outcome-json.js';

const VERSION = 1;
/** All at once: a reader sees no record or the whole one. */
export function writeRecord(directory, record) {
  const stored = {
    version: VERSION,
    ...record,
    outcome: storeOutcome(record.outcome),
    command: record.command.map(jsonPath),
    mountPoints: record.mountPoints.map(jsonPath),
    parts: record.parts.map((part) => ({
      ...part,
      at: jsonPath(part.at),
      lowers: part.lowers.map(jsonPath),
      upper: jsonPath(part.upper),
    })),
  };
  const temporary = join(directory, '.job.json');
  writeFileSync(temporary, `${JSON.stringify(stored, undefined, 1)}\n`, { mode: 0o600 });
  renameSync(temporary, join(directory, 'job.json'));
}
/** Undefined where there is no record: the job runs, or died. */
export async function findRecord(directory) {
  const file = join(directory, 'job.json');
  const text = await readFile(file, 'utf8').catch((error) => {
    if (hasErrno(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  });
  return text === undefined ? undefined : parseRecord(text, file);
}
/** The record in the text of `file`, which errors name. */
export function parseRecord(text, file) {
  const stored = parseJson(text, file);
  if (stored.version !== VERSION) {
    throw new LayoverError(
      'LAYOVER_HOME',
      `${file} is of version ${stored.version}; this layover reads ${VERSION}`,
    );
  }
  const { version: _version, ...rest } = stored;
  return {
    ...rest,
    outcome: readOutcome(stored.outcome),
    command: stored.command.map(rawFromJson),
    mountPoints: stored.mountPoints.map(rawFromJson),
    parts: stored.parts.map((part) => ({
      at: rawFromJson(part.at),
      lowers: part.lowers.map(rawFromJson),
      upper: rawFromJson(part.upper),
      marks: part.marks,
      ...(part.lowerMarks && { lowerMarks: part.lowerMarks }),
      ...(part.root && { root: part.root }),
    })),
  };
}
function parseJson(text, file) {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new LayoverError('LAYOVER_HOME', `${file} is not JSON`, {
      cause,
      hint: `Discard the job: it cannot be read.`,
    });
  }
}
//# sourceMappingURL=job-record.js.map
