/** A chain with everything that a layer can hold, for exports to carry. */
import { mkdir } from 'node:fs/promises';
import { hostPath, ROOT_PATH } from '#src/base/bytes-path.js';
import type { ChainLink } from '#src/layers/record.js';
import { getRef } from '#src/layers/refs.js';
import { directoriesOf } from '#src/layers/resolve-layer.js';
import type { LayerStore } from '#src/layers/store.js';
import type { TempDir } from '../../../fixtures/temp.js';
import {
  block,
  character,
  directory,
  fifo,
  file,
  link,
  symlink,
  type TreeSpec,
  type TreeValue,
  tree,
} from '../../../fixtures/tree.js';
import { commitPart, openStore } from '../../store-fixture.js';

export interface ChainOptions {
  /** Names that are no UTF-8, which not every tool can read. */
  readonly binaryNames?: boolean;
}

export interface MadeChain {
  readonly store: LayerStore;
  readonly name: string;
  readonly chain: readonly ChainLink[];
  /** What a job would have as its lowers. */
  readonly directories: readonly string[];
}

const CAPABILITY = Buffer.from('0100000200040000000000000000000000000000', 'hex');
const LONG = `${'long-'.repeat(24)}name`;
const OPAQUE = { 'trusted.overlay.opaque': 'y' };
const deleted = (): TreeValue => character(0, 0);
const at = (seconds: number, nanoseconds = 0): { mtimeNs: bigint } => ({
  mtimeNs: BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds),
});

const BASE: TreeSpec = {
  '': directory({ ...at(1_000), mode: 0o755 }),
  'etc/': directory({ ...at(1_001), mode: 0o750, uid: 3, gid: 4 }),
  'etc/gone': 'x',
  'etc/kept': file('kept', { ...at(2_000, 5), mode: 0o600, uid: 1_000, gid: 3_000_000 }),
  'opaque/old': 'old',
  'opaque/sub/old': 'old',
  'opaque/sub/both': 'below',
  'turns/into/file': 'x',
  'was-file': 'x',
  'links/a': file('linked', at(3_000)),
  'links/b': link('links/a'),
  'links/c': link('links/a'),
  'deleted-directory/deep/file': 'x',
  'before-epoch': file('', { mtimeNs: -1_500_000_000n }),
  null: character(1, 3, { mode: 0o666 }),
  disk: block(7, 300),
};

const FIRST: TreeSpec = {
  '': directory({ ...at(1_100), mode: 0o711 }),
  'etc/': directory({ ...at(1_101), mode: 0o755 }),
  'etc/gone': deleted(),
  'etc/sudo': file('s', { mode: 0o4755, ...at(5_000, 123_456_789) }),
  'etc/ping': file('p', {
    mode: 0o755,
    xattrs: { 'security.capability': CAPABILITY, 'user.note': 'a=b\nc' },
  }),
  'opaque/': directory({ xattrs: OPAQUE }),
  'opaque/new': 'new',
  'opaque/sub/both': 'above',
  turns: file('a file now', at(6_000)),
  'was-file/': directory({ mode: 0o1777, xattrs: OPAQUE }),
  'was-file/inside': 'x',
  'links/a': file('changed', at(3_001)),
  'deleted-directory': deleted(),
  [`${LONG}/${LONG}`]: file('x'.repeat(70_000), at(7_000)),
  ümlaut: symlink('/etc/kept'),
  dangling: symlink(`${LONG}/${LONG}/${LONG}`, at(8_000, 1)),
  pipe: fifo({ mode: 0o640, uid: 5 }),
  'empty/': directory({ xattrs: { 'user.k': Buffer.from([0, 1, 255]) } }),
};

const SECOND: TreeSpec = {
  '': directory({ ...at(1_200), mode: 0o755 }),
  'etc/gone': file('back', at(9_000)),
  'opaque/new': deleted(),
  'links/d': file('four', at(4_000)),
  'z/': directory(at(10)),
  'z/also': link('links/d'),
};

/** Two layers on a directory of the user's, named `rich:v1`. */
export async function makeRichChain(
  dir: TempDir,
  { binaryNames = false }: ChainOptions = {},
): Promise<MadeChain> {
  const store = await openStore(dir);
  const base = await makeTree(dir, 'base', BASE);
  await commitOver(dir, store, { name: 'first', spec: FIRST, lowers: [base] });
  const second: TreeSpec = binaryNames
    ? [...Object.entries(SECOND), [Buffer.from([0x66, 0xff, 0xfe]), file('bytes', at(11, 1))]]
    : SECOND;
  const lowers = directoriesOf(store, getRef(store, 'first').chain);
  await commitOver(dir, store, { name: 'rich:v1', spec: second, lowers });
  const { chain } = getRef(store, 'rich:v1');
  const directories = directoriesOf(store, chain).map((path) => Buffer.from(path, 'latin1').toString());
  return { store, name: 'rich:v1', chain, directories };
}

async function commitOver(
  dir: TempDir,
  store: LayerStore,
  { name, spec, lowers }: { name: string; spec: TreeSpec; lowers: readonly string[] },
): Promise<void> {
  const upper = await makeTree(dir, `upper-${name}`, spec);
  const part = {
    at: ROOT_PATH,
    lowers: lowers.map((path) => hostPath(path)),
    upper: hostPath(upper),
    marks: 'trusted' as const,
  };
  commitPart(store, part, name);
}

async function makeTree(dir: TempDir, name: string, spec: TreeSpec): Promise<string> {
  const path = dir.join(name);
  await mkdir(path, { mode: 0o755 });
  return await tree(path, spec);
}
