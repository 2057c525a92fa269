import { hostPath } from '../../base/bytes-path.js';
import { LayoverError } from '../../base/errors.js';
import type { ExportTarget } from '../../layers/oci/export/export-chain.js';
import type { PathLike } from '../definition/spec.js';

/** A file, replaced all at once, or an open descriptor such as that of standard output. */
export type FileOrDescriptor = PathLike | number;

/** Where a chain goes, in which form. */
export type ExportTo =
  /** An OCI layout in a directory, made if it is not there; other images in it stay. `tag` defaults to the name's. */
  | { readonly oci: PathLike; readonly tag?: string | undefined }
  /** An OCI layout as one tar. */
  | { readonly ociArchive: FileOrDescriptor; readonly tag?: string | undefined }
  /** What `docker load` takes. */
  | { readonly docker: FileOrDescriptor }
  /** The tar of the topmost layer; of all of them merged with `flat`. */
  | { readonly tar: FileOrDescriptor };

const DEFAULT_TAG = 'latest';
const TAG_PATTERN = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
// What Docker calls a reference: components of letters and digits, with single separators between.
const REPOSITORY_PATTERN =
  /^(?:[a-z0-9][a-z0-9.-]*:[0-9]{1,5}\/)?[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*)*$/;

/** `name`: what the chain is called in the store; undefined for a single layer. */
export function targetOf(to: ExportTo, name?: string): ExportTarget {
  if ('tar' in to) return { kind: 'tar', output: outputOf(to.tar) };
  if ('oci' in to) return { kind: 'layout', directory: hostPath(to.oci), tag: tagOf(to.tag, name) };
  if ('ociArchive' in to) {
    return { kind: 'archive', output: outputOf(to.ociArchive), tag: tagOf(to.tag, name) };
  }
  const repoTags = name === undefined ? [] : [requireRepository(name)];
  return { kind: 'archive', output: outputOf(to.docker), tag: tagOf(undefined, name), repoTags };
}

function outputOf(file: FileOrDescriptor): Extract<ExportTarget, { kind: 'tar' }>['output'] {
  return typeof file === 'number' ? file : hostPath(file);
}

function tagOf(tag: string | undefined, name: string | undefined): string {
  const chosen = tag ?? splitName(name ?? '').tag;
  if (TAG_PATTERN.test(chosen)) return chosen;
  throw new LayoverError('LAYOVER_USAGE', `${JSON.stringify(chosen)} is no tag of an image`, {
    hint: 'Up to 128 letters, digits and . _ -, the first no dot or dash: v1, latest.',
  });
}

function requireRepository(name: string): string {
  const { repository, tag } = splitName(name);
  if (REPOSITORY_PATTERN.test(repository)) return `${repository}:${tag}`;
  throw new LayoverError('LAYOVER_USAGE', `docker load takes no image called ${JSON.stringify(repository)}`, {
    hint: `Give it another name first: layover layer tag ${name} NEW-NAME.`,
  });
}

function splitName(name: string): { repository: string; tag: string } {
  const cut = name.lastIndexOf(':');
  // Before a slash it stands for a registry's port.
  return cut < name.lastIndexOf('/') || cut < 0
    ? { repository: name, tag: DEFAULT_TAG }
    : { repository: name.slice(0, cut), tag: name.slice(cut + 1) };
}
