import { renameSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type HostPath, type JsonPath, jsonPath, type RawPath, rawFromJson } from '../../base/bytes-path.js';
import { hasErrno, LayoverError } from '../../base/errors.js';
import type { EffectRules } from '../../commit/rules.js';
import type { ChangeSummary } from '../../diff/summarize.js';
import type { Outcome, Usage } from '../../jail/outcome.js';
import { readOutcome, type StoredOutcome, storeOutcome } from '../../jail/outcome-json.js';
import type { Receipt } from '../../jail/receipt.js';
import type { MarkStyle, Part } from '../../overlay/part.js';
import type { JobSandbox } from '../life/job-again.js';

/** A kept job as `job.json` has it. Written once, when the job has ended: a directory without it is no job. */
export interface JobRecord {
  readonly id: string;
  readonly createdAt: string;
  readonly command: readonly RawPath[];
  readonly outcome: Outcome;
  readonly usage: Usage;
  readonly changes: ChangeSummary;
  /** Its uppers are as they were made: there is nothing to read in them. */
  readonly isUntouched: boolean;
  readonly receipt: Receipt;
  readonly parts: readonly Part[];
  /** Paths in the view that layover itself made, to mount on. */
  readonly mountPoints: readonly RawPath[];
  /** For another command over the same upper; only of a job that ran a command. */
  readonly sandbox?: JobSandbox | undefined;
  /** What a commit may hold, as the definition had it. */
  readonly rules?: EffectRules | undefined;
}

const VERSION = 1;

interface StoredPart {
  readonly at: JsonPath;
  readonly lowers: readonly JsonPath[];
  readonly upper: JsonPath;
  readonly marks: MarkStyle;
  readonly lowerMarks?: MarkStyle;
  readonly root?: NonNullable<Part['root']>;
}

interface Stored extends Omit<JobRecord, 'command' | 'parts' | 'mountPoints' | 'outcome'> {
  readonly version: number;
  readonly outcome: StoredOutcome;
  readonly command: readonly JsonPath[];
  readonly parts: readonly StoredPart[];
  readonly mountPoints: readonly JsonPath[];
}

/** All at once: a reader sees no record or the whole one. */
export function writeRecord(directory: string, record: JobRecord): void {
  const stored: Stored = {
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
export async function findRecord(directory: string): Promise<JobRecord | undefined> {
  const file = join(directory, 'job.json');
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (hasErrno(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  });
  return text === undefined ? undefined : parseRecord(text, file);
}

/** The record in the text of `file`, which errors name. */
export function parseRecord(text: string, file: string): JobRecord {
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
      lowers: part.lowers.map(rawFromJson) as HostPath[],
      upper: rawFromJson(part.upper) as HostPath,
      marks: part.marks,
      ...(part.lowerMarks && { lowerMarks: part.lowerMarks }),
      ...(part.root && { root: part.root }),
    })),
  };
}

function parseJson(text: string, file: string): Stored {
  try {
    return JSON.parse(text) as Stored;
  } catch (cause) {
    throw new LayoverError('LAYOVER_HOME', `${file} is not JSON`, {
      cause,
      hint: `Discard the job: it cannot be read.`,
    });
  }
}
