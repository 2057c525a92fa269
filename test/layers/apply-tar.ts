import { execa } from 'execa';

// The meaning of a layer's tar (OCI image-spec layer.md), worked out apart from anything of ours.
const SCRIPT = `
import json, os, shutil, stat, sys, tarfile

def remove(path):
  if os.path.isdir(path) and not os.path.islink(path): shutil.rmtree(path)
  elif os.path.lexists(path): os.unlink(path)

def nanoseconds(member):
  text = member.pax_headers.get('mtime', str(int(member.mtime)))
  sign = -1 if text.startswith('-') else 1
  whole, _, fraction = text.lstrip('-').partition('.')
  return sign * (int(whole) * 10**9 + int(fraction.ljust(9, '0')[:9]))

def dress(member, path):
  os.chown(path, member.uid, member.gid, follow_symlinks=False)
  for key, value in member.pax_headers.items():
    if key.startswith('SCHILY.xattr.'):
      os.setxattr(path, os.fsencode(key[len('SCHILY.xattr.'):]), value.encode('utf-8', 'surrogateescape'), follow_symlinks=False)
  if not member.issym(): os.chmod(path, member.mode)
  if not member.isdir(): os.utime(path, ns=(0, nanoseconds(member)), follow_symlinks=False)

def make(tar, member, path, root):
  if member.isdir():
    if not os.path.isdir(path) or os.path.islink(path):
      remove(path)
      os.mkdir(path)
    for key in os.listxattr(path): os.removexattr(path, key)
    return
  remove(path)
  if member.islnk(): os.link(os.path.join(root, os.fsencode(member.linkname)), path, follow_symlinks=False)
  elif member.issym(): os.symlink(os.fsencode(member.linkname), path)
  elif member.isfifo(): os.mkfifo(path)
  elif member.ischr(): os.mknod(path, stat.S_IFCHR, os.makedev(member.devmajor, member.devminor))
  else:
    with open(path, 'xb') as out: shutil.copyfileobj(tar.extractfile(member), out)

for name, root in json.load(sys.stdin):
  root, seen = os.fsencode(root), set()
  with tarfile.open(name, encoding='utf-8', errors='surrogateescape') as tar:
    for member in tar:
      parent, _, base = os.fsencode(member.name).rpartition(b'/')
      where = os.path.join(root, parent)
      if base.startswith(b'.wh.'):
        victim = os.path.join(where, base[4:])
        assert base != b'.wh..wh..opq' and victim not in seen, member.name
        remove(victim)
        continue
      path = root if member.name == '.' else os.path.join(where, base)
      seen.add(path)
      make(tar, member, path, root)
      if not member.islnk(): dress(member, path)
`;

/** Applies each tar to the tree beside it, as its reader has to. */
export async function applyTars(pairs: ReadonlyArray<readonly [tar: string, root: string]>): Promise<void> {
  await execa('python3', ['-c', SCRIPT], { input: JSON.stringify(pairs), env: { PYTHONUTF8: '1' } });
}
