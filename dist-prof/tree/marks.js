import { S_IFCHR, S_IFMT } from '../native/constants.js';

const RULES = {
  trusted: { own: ['trusted.overlay.'], escapes: true },
  user: { own: ['user.overlay.'], escapes: true },
  fuse: {
    own: ['user.fuseoverlayfs.', 'trusted.overlay.', 'user.overlay.', 'user.containers.override_stat'],
    escapes: false,
  },
  plain: { own: [], escapes: false },
};
const ESCAPE = 'overlay.';
const NO_MARKS = { opaque: false, metacopy: false, whiteout: false };
/** Splits attributes as they lie on disk into those the job sees, sorted, and the overlay's marks. */
export function splitXattrs(onDisk, style) {
  const { own, escapes } = RULES[style];
  if (!onDisk.some(([name]) => own.some((prefix) => name.startsWith(prefix))))
    return { xattrs: onDisk, marks: NO_MARKS };
  const xattrs = [];
  const marks = new Map();
  for (const [name, value] of onDisk) {
    const prefix = own.find((candidate) => name.startsWith(candidate));
    const rest = prefix === undefined ? undefined : name.slice(prefix.length);
    if (rest === undefined) xattrs.push([name, value]);
    else if (escapes && rest.startsWith(ESCAPE))
      xattrs.push([`${prefix}${rest.slice(ESCAPE.length)}`, value]);
    else marks.set(prefix === 'user.overlay.' && !escapes ? `lower-${rest}` : rest, value);
  }
  xattrs.sort(([left], [right]) => (left < right ? -1 : 1));
  return { xattrs, marks: readMarks(marks) };
}
function readMarks(marks) {
  const redirect = marks.get('redirect');
  return {
    opaque: isYes(marks.get('opaque')),
    ...(isYes(marks.get('lower-opaque')) && { lowerOpaque: true }),
    metacopy: marks.has('metacopy'),
    whiteout: marks.has('whiteout'),
    ...(redirect && { redirect: Buffer.from(redirect).toString('latin1') }),
  };
}
function isYes(value) {
  return value?.length === 1 && value[0] === 'y'.charCodeAt(0);
}
/** Whether an object of this style's trees only says that a name is deleted. */
export function isWhiteout(stat) {
  return (stat.mode & S_IFMT) === S_IFCHR && stat.rdevMajor === 0 && stat.rdevMinor === 0;
}
/** The mark that an attribute on disk is, without its prefix; undefined where it is the job's own. */
export function overlayMarkOf(name, style) {
  const prefix = `${style}.overlay.`;
  if (!name.startsWith(prefix)) return undefined;
  const rest = name.slice(prefix.length);
  return rest.startsWith(ESCAPE) ? undefined : rest;
}
/** The name under which a job's attribute lies on disk in a layer of this style. */
export function escapeXattr(name, style) {
  const prefix = `${style}.overlay.`;
  if (!name.startsWith(prefix)) return name;
  return `${prefix}${ESCAPE}${name.slice(prefix.length)}`;
}
/** The attribute of a directory that hides what lies below it. */
export function opaqueMark(style) {
  return [`${style}.overlay.opaque`, Buffer.from('y')];
}
//# sourceMappingURL=marks.js.map
