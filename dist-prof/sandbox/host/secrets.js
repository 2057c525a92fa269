/** What no job over the machine's own root gets to see, whatever is on this machine: credentials, and other people's homes. */
import { readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { fsPath, isBelow, rawFromBytes } from '../../base/bytes-path.js';

const IN_A_HOME = [
  '.ssh',
  '.gnupg',
  '.aws',
  '.azure',
  '.config/gcloud',
  '.config/gh',
  '.config/git/credentials',
  '.config/containers/auth.json',
  '.config/op',
  '.config/rclone',
  '.kube',
  '.docker/config.json',
  '.netrc',
  '.npmrc',
  '.yarnrc.yml',
  '.pypirc',
  '.git-credentials',
  '.cargo/credentials',
  '.cargo/credentials.toml',
  '.gem/credentials',
  '.m2/settings.xml',
  '.gradle/gradle.properties',
  '.terraform.d/credentials.tfrc.json',
  '.vault-token',
  '.password-store',
  '.local/share/keyrings',
  '.mozilla',
  '.config/google-chrome',
  '.config/chromium',
  '.bash_history',
  '.zsh_history',
  '.python_history',
  '.node_repl_history',
];
const ON_THE_MACHINE = [
  '/etc/shadow',
  '/etc/shadow-',
  '/etc/gshadow',
  '/etc/gshadow-',
  '/etc/security/opasswd',
  '/etc/ssl/private',
  '/etc/krb5.keytab',
  '/etc/NetworkManager/system-connections',
  '/etc/wireguard',
  '/etc/openvpn',
  '/etc/rancher',
  '/etc/kubernetes',
  '/etc/ssh/ssh_host_rsa_key',
  '/etc/ssh/ssh_host_ecdsa_key',
  '/etc/ssh/ssh_host_ed25519_key',
  '/var/lib/docker',
  '/var/lib/containers',
  '/var/lib/kubelet',
  '/var/spool/mail',
  '/var/mail',
];
/** Real paths of what there is of it on this machine. */
export function findSecrets({ inUse }) {
  const own = ownHome();
  const isInUse = (home) => inUse.some((path) => isBelow(path, home));
  const homes = findHomes();
  const others = homes.filter((home) => home !== own && !isInUse(home) && !isBelow(own, home));
  const open = [...homes.filter((home) => !others.includes(home)), own];
  const inHomes = open.flatMap((home) => IN_A_HOME.map((name) => fsPath(`${home}/${name}`)));
  const found = [...inHomes, ...ON_THE_MACHINE].flatMap((path) => realPath(path) ?? []);
  return outermost([...others, ...found]);
}
/** `~` and `~/x` with the caller's home. */
export function expandHome(path) {
  return /^~(\/|$)/.test(path) ? `${homeWord()}${path.slice(1)}` : path;
}
/** The caller's, by its real path; `/` where there is none. */
export function ownHome() {
  return realPath(homeWord()) ?? '/';
}
function homeWord() {
  try {
    return homedir();
  } catch {
    return '/'; // an id without a home
  }
}
// A daemon's "home" is a part of the system: only people's are hidden.
const FIRST_PERSON = 1_000;
function findHomes() {
  const people = readPasswd().filter(({ uid }) => uid === 0 || (uid >= FIRST_PERSON && uid < 65_534));
  const homes = people.flatMap(({ home }) => realPath(home) ?? []);
  return [...new Set(homes)].filter((home) => home === '/root' || home.split('/').length > 2);
}
function readPasswd() {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([, , uid, , , home = '']) => ({ uid: Number(uid), home }))
    .filter(({ home }) => home.startsWith('/'));
}
function realPath(path) {
  try {
    return rawFromBytes(realpathSync.native(path, { encoding: 'buffer' }));
  } catch {
    return undefined; // absent, or behind a directory that the caller cannot enter and so no job of theirs
  }
}
function outermost(paths) {
  const all = [...new Set(paths)];
  return all.filter((path) => !all.some((other) => other !== path && isBelow(path, other)));
}
//# sourceMappingURL=secrets.js.map
