/**
 * Sandbox definitions: YAML files, shipped in `sandboxes/` or the user's own. The schema is strict, and an error
 * names the line and the column. zod and yaml are loaded only where a definition is asked for.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Document, LineCounter } from 'yaml';
import type { ZodError, ZodType } from 'zod';
import { hasErrno, LayoverError } from '../base/errors.js';
import type { LimitSpec } from './spec.js';

export interface Definition {
  readonly description?: string | undefined;
  /** Directories, or `host`: this machine's own root, of which `expose` names what is shown. */
  readonly lowers?: readonly string[] | undefined;
  /** With `host`: the paths shown, read-only. */
  readonly expose?: readonly string[] | undefined;
  readonly hide?: readonly string[] | undefined;
  /** Where the project's folder is shown. */
  readonly project?: string | undefined;
  readonly network?: 'none' | 'host' | undefined;
  /** The filter of system calls: `default`, `off`, or the file of a seccomp.json. */
  readonly seccomp?: string | undefined;
  readonly env?:
    | {
        readonly pass?: readonly string[] | undefined;
        readonly set?: Readonly<Record<string, string>> | undefined;
      }
    | undefined;
  readonly limits?: LimitSpec | undefined;
  /** What must be enforced; a machine that lacks it refuses to start the job. */
  readonly require?: readonly Requirement[] | undefined;
}

const REQUIREMENTS = ['userns', 'network-none', 'kernel-overlay', 'seccomp', 'landlock', 'limits'] as const;

export type Requirement = (typeof REQUIREMENTS)[number];

/** What a job has that names no definition: the lowers given, and nothing else. */
export const BARE: Definition = { project: '/work' };

const SHIPPED = ['bare', 'build'] as const;

/** A shipped definition by name, or the user's by path: whatever has a slash or ends in .yaml is a path. */
export async function readDefinition(name: string): Promise<Definition> {
  const isFile = name.includes('/') || /\.ya?ml$/.test(name);
  if (!isFile && !SHIPPED.some((shipped) => shipped === name)) {
    throw new LayoverError('LAYOVER_DEFINITION', `There is no sandbox ${JSON.stringify(name)}`, {
      hint: `Shipped are ${SHIPPED.join(', ')}; a file of your own is given by its path, ./${name}.yaml.`,
    });
  }
  const file = isFile ? name : fileURLToPath(new URL(`../../sandboxes/${name}.yaml`, import.meta.url));
  return await parseDefinition(await readText(file), file);
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const reason = hasErrno(cause, 'ENOENT') ? 'does not exist' : String(cause);
    throw new LayoverError('LAYOVER_DEFINITION', `The sandbox definition ${file} ${reason}`, { cause });
  }
}

/** Checks the text of a definition; `file` names it in errors. */
export async function parseDefinition(text: string, file: string): Promise<Definition> {
  const { LineCounter: Counter, parseDocument } = await import('yaml');
  const lines = new Counter();
  const document = parseDocument(text, { lineCounter: lines, strict: true, uniqueKeys: true });
  const [broken] = document.errors;
  if (broken)
    throw definitionError(file, positionOf(lines, broken.pos[0]), broken.message.split('\n')[0] ?? '');
  const schema = await definitionSchema();
  const checked = schema.safeParse(document.toJS() ?? {});
  if (checked.success) return checked.data;
  throw schemaError({ file, document, lines }, checked.error);
}

async function definitionSchema(): Promise<ZodType<Definition>> {
  const { z } = await import('zod');
  return z.strictObject({
    description: z.string().optional(),
    lowers: z.array(z.string().min(1)).optional(),
    expose: z.array(z.string().startsWith('/')).optional(),
    hide: z.array(z.string().startsWith('/')).optional(),
    project: z.string().startsWith('/').optional(),
    network: z.enum(['none', 'host']).optional(),
    seccomp: z.string().min(1).optional(),
    env: z
      .strictObject({
        pass: z.array(z.string()).optional(),
        set: z.record(z.string(), z.string()).optional(),
      })
      .optional(),
    limits: z
      .strictObject({
        memory: z.union([z.string(), z.number()]).optional(),
        cpus: z.number().optional(),
        pids: z.number().optional(),
        disk: z.union([z.string(), z.number()]).optional(),
        files: z.number().optional(),
        timeout: z.string().optional(),
        output: z.string().optional(),
      })
      .optional(),
    require: z.array(z.enum(REQUIREMENTS)).optional(),
  });
}

interface Source {
  readonly file: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

/** The first problem, where it stands: for an unknown key the key itself, else the value. */
function schemaError({ file, document, lines }: Source, error: ZodError): LayoverError {
  const [issue] = error.issues;
  if (issue === undefined) return definitionError(file, positionOf(lines, 0), 'not a definition');
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
  const where = path.length > 0 ? `${path.map(String).join('.')}: ` : '';
  return definitionError(file, positionOf(lines, offsetOf(document, path)), `${where}${issue.message}`);
}

/** Where the innermost node on `path` stands: a missing value is shown at what should hold it. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true) as
      | { range?: [number, number, number] }
      | undefined;
    if (node?.range) return node.range[0];
  }
  return 0;
}

function positionOf(lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `${line}:${col}`;
}

function definitionError(file: string, position: string, problem: string): LayoverError {
  return new LayoverError('LAYOVER_DEFINITION', `${file}:${position}: ${problem}`);
}
