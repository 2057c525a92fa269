/**
 * Frames between the runner and the keeper; src/native/keeper/protocol.h is the other side of this file.
 * Numbers are little-endian; a frame is a 12-byte header (length, type, reserved, job) and its payload.
 */
import { hostPath, ROOT_PATH } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import { S_IFDIR, S_IFLNK, S_IFREG } from '../native/constants.js';
import type { Mount, Stub } from '../overlay/mount.js';
import type {
  CommandSpec,
  Confinement,
  EndPlan,
  JailSpec,
  LaunchSpec,
  Rlimit,
  ScratchSpec,
} from './launch-spec.js';

export const PROTOCOL_VERSION = 7;
export const FRAME_LENGTH_MAX: number = 4 << 20;
export const HEADER_LENGTH = 12;
export const HELLO_ROOTLESS = 1;

export const REQUEST = {
  hello: 1,
  mapped: 2,
  spawn: 3,
  signal: 4,
  scratch: 5,
  drop: 6,
  timeout: 7,
  start: 8,
} as const;

const FIELD = {
  arg: 1,
  env: 2,
  cwd: 3,
  hostname: 4,
  idMap: 5,
  user: 6,
  flags: 7,
  attachPoint: 8,
  mount: 9,
  target: 10,
  source: 11,
  lower: 12,
  option: 13,
  daemonArg: 14,
  layerId: 15,
  stub: 16,
  filter: 32,
  filterCheck: 33,
  cgroup: 20,
  cgroupBirth: 21,
  rlimit: 22,
  end: 23,
} as const;

const SPAWN = {
  networkHost: 1,
  tty: 2,
  mapLayers: 4,
  layersByName: 8,
  landlock: 256,
  filterInit: 512,
  profile: 1024,
  held: 2048,
} as const;
const MOUNT_KIND = { overlay: 1, bind: 2, tmpfs: 3, proc: 4, dev: 5, hide: 6, fuse: 7, image: 8 } as const;
const MOUNT_FLAG = { readOnly: 1, recursive: 2, idmap: 4 } as const;

export function encodeFrame(type: number, job: number, payload: Buffer = Buffer.alloc(0)): Buffer {
  if (payload.length > FRAME_LENGTH_MAX) {
    throw new LayoverError(
      'LAYOVER_USAGE',
      `The job's description is ${payload.length} bytes long; ${FRAME_LENGTH_MAX} is the most`,
      {
        hint: 'Shorten the arguments or the environment, or put them into a file.',
      },
    );
  }
  const header = Buffer.alloc(HEADER_LENGTH);
  header.writeUInt32LE(payload.length, 0);
  header.writeUInt16LE(type, 4);
  header.writeUInt32LE(job, 8);
  return Buffer.concat([header, payload]);
}

export function numbers(...values: readonly number[]): Buffer {
  const bytes = Buffer.allocUnsafe(values.length * 4);
  values.forEach((value, index) => {
    bytes.writeUInt32LE(value, index * 4);
  });
  return bytes;
}

const FIELD_HEADER_LENGTH = 8;

/** A field with room for `length` bytes, which the caller fills: some sixty of them make a job, each one piece. */
function emptyField(tag: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(FIELD_HEADER_LENGTH + length);
  bytes.writeUInt32LE(tag, 0); // the upper half is the reserved number, 0
  bytes.writeUInt32LE(length, 4);
  return bytes;
}

function field(tag: number, content: Buffer): Buffer {
  const bytes = emptyField(tag, content.length);
  content.copy(bytes, FIELD_HEADER_LENGTH);
  return bytes;
}

function text(tag: number, raw: string): Buffer {
  if (raw.includes('\0')) {
    throw new LayoverError(
      'LAYOVER_USAGE',
      `A NUL byte cannot be passed to a command: ${JSON.stringify(raw.slice(0, 80))}`,
    );
  }
  const bytes = emptyField(tag, raw.length + 1);
  bytes.write(raw, FIELD_HEADER_LENGTH, 'latin1');
  bytes[FIELD_HEADER_LENGTH + raw.length] = 0;
  return bytes;
}

function texts(tag: number, raws: readonly string[] = []): Buffer[] {
  return raws.map((raw) => text(tag, raw));
}

function flagsOf(spec: JailSpec, isHeld: boolean): number {
  return (
    (spec.network === 'host' ? SPAWN.networkHost : 0) |
    (spec.hasTerminal ? SPAWN.tty : 0) |
    (spec.mapsLayers ? SPAWN.mapLayers : 0) |
    (spec.layersBy === 'name' ? SPAWN.layersByName : 0) |
    (spec.usesLandlock === true ? SPAWN.landlock : 0) |
    (spec.filter?.fitsInit === true ? SPAWN.filterInit : 0) |
    (spec.isProfiled === true ? SPAWN.profile : 0) |
    (isHeld ? SPAWN.held : 0)
  );
}

function mountFlags(mount: Mount): number {
  if (mount.kind === 'tmpfs') return mount.isReadOnly ? MOUNT_FLAG.readOnly : 0;
  if (mount.kind !== 'bind') return 0;
  return (
    (mount.isReadOnly ? MOUNT_FLAG.readOnly : 0) |
    (mount.isRecursive ? MOUNT_FLAG.recursive : 0) |
    (mount.isMapped ? MOUNT_FLAG.idmap : 0)
  );
}

function mountFields(mount: Mount): Buffer[] {
  switch (mount.kind) {
    case 'overlay':
      return [
        text(FIELD.source, mount.directory),
        ...texts(FIELD.lower, mount.lowers),
        ...texts(FIELD.option, mount.options),
        ...mount.stubs.map(encodeStub),
      ];
    case 'fuse':
      return [
        text(FIELD.source, mount.directory),
        ...texts(FIELD.lower, mount.lowers),
        ...texts(FIELD.daemonArg, mount.daemon),
      ];
    case 'bind':
      return [text(FIELD.source, mount.source)];
    case 'tmpfs':
      return texts(FIELD.option, mount.options);
    case 'proc':
      return texts(FIELD.option, mount.masks);
    case 'dev':
      return texts(FIELD.option, mount.sharedMemory);
    case 'hide':
      return [];
  }
}

const STUB_TYPE = { directory: S_IFDIR, file: S_IFREG, symlink: S_IFLNK } as const;

function encodeStub({ path, type, target = ROOT_PATH, mode, uid, gid }: Stub): Buffer {
  const head = numbers(STUB_TYPE[type] | mode, uid, gid);
  return field(FIELD.stub, Buffer.concat([head, Buffer.from(`${path}\0${target}\0`, 'latin1')]));
}

function encodeMount(mount: Mount): Buffer {
  const head = numbers(MOUNT_KIND[mount.kind], mountFlags(mount));
  return field(FIELD.mount, Buffer.concat([head, text(FIELD.target, mount.target), ...mountFields(mount)]));
}

export function encodeScratch(scratch: ScratchSpec): Buffer {
  const isImage = 'image' in scratch;
  const head = numbers(isImage ? MOUNT_KIND.image : MOUNT_KIND.tmpfs, 0);
  const rest = isImage ? [text(FIELD.source, hostPath(scratch.image))] : texts(FIELD.option, scratch.options);
  return Buffer.concat([head, text(FIELD.target, ROOT_PATH), ...rest]);
}

function encodeFilter(filter: LaunchSpec['filter']): Buffer[] {
  if (filter === undefined) return [];
  const checks = filter.checks.map(({ number, errno }) => field(FIELD.filterCheck, numbers(number, errno)));
  return [field(FIELD.filter, filter.program), ...checks];
}

const RLIM_INFINITY = 0xffff_ffff_ffff_ffffn;

function encodeRlimit({ resource, soft, hard }: Rlimit): Buffer {
  const bytes = Buffer.alloc(24);
  const bigOf = (value: number): bigint =>
    value === Number.POSITIVE_INFINITY ? RLIM_INFINITY : BigInt(value);
  bytes.writeUInt32LE(resource, 0);
  bytes.writeBigUInt64LE(bigOf(soft), 8);
  bytes.writeBigUInt64LE(bigOf(hard), 16);
  return field(FIELD.rlimit, bytes);
}

function encodeConfinement({ joins, birth, rlimits }: Confinement): Buffer[] {
  return [
    ...texts(FIELD.cgroup, joins),
    ...(birth === undefined ? [] : [text(FIELD.cgroupBirth, birth)]),
    ...rlimits.map(encodeRlimit),
  ];
}

/** The kernel's clock takes no more than 32 bits of them here: some 49 days. */
const TIMEOUT_MAX_MS = 0xffff_ffff;

function encodeEnd({ timeoutMs, graceMs, patienceMs }: EndPlan): Buffer {
  const timeout = timeoutMs === undefined ? 0 : Math.min(Math.max(Math.round(timeoutMs), 1), TIMEOUT_MAX_MS);
  return field(FIELD.end, numbers(timeout, graceMs, patienceMs));
}

export function encodeLaunch(spec: LaunchSpec): Buffer {
  return Buffer.concat([...commandFields(spec), ...jailFields(spec, false)]);
}

/** A job whose command `encodeStart` brings. */
export function encodeHeld(spec: JailSpec): Buffer {
  return Buffer.concat(jailFields(spec, true));
}

export function encodeStart(command: CommandSpec): Buffer {
  return Buffer.concat(commandFields(command));
}

function commandFields({ args, env, cwd, end }: CommandSpec): Buffer[] {
  return [
    ...texts(FIELD.arg, args),
    ...texts(FIELD.env, env),
    text(FIELD.cwd, cwd),
    ...(end === undefined ? [] : [encodeEnd(end)]),
  ];
}

function jailFields(spec: JailSpec, isHeld: boolean): Buffer[] {
  return [
    ...(spec.hostname === undefined ? [] : [text(FIELD.hostname, spec.hostname)]),
    text(FIELD.idMap, spec.idMap),
    field(FIELD.user, numbers(spec.user.uid, spec.user.gid)),
    text(FIELD.attachPoint, spec.attachPoint),
    field(FIELD.layerId, numbers(spec.layerId)),
    field(FIELD.flags, numbers(flagsOf(spec, isHeld))),
    ...encodeFilter(spec.filter),
    ...(spec.confinement === undefined ? [] : encodeConfinement(spec.confinement)),
    ...spec.mounts.map(encodeMount),
  ];
}
