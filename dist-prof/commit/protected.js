/**
 * Places of a host from which somebody else's programs take orders: what a job leaves there is run later, outside of any
 * sandbox. They count at any depth, in any case: a home directory or a repository may lie anywhere in a target.
 */
import { joinRaw, quoteRaw } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';

const PLACES = [
  {
    what: 'git runs or obeys it',
    pattern: at('[^/]*\\.git/(.*/)?(hooks(/.*)?|config|config\\.worktree|info/attributes|commondir|gitdir)'),
  },
  { what: 'Mercurial obeys it', pattern: at('\\.hg/hgrc') },
  { what: 'direnv runs it', pattern: at('\\.envrc') },
  {
    what: 'shells run it when they start',
    pattern: at(
      '\\.(bashrc|bash_(profile|login|logout|aliases)|profile|zshrc|zshenv|zprofile|zlogin|zlogout|cshrc|tcshrc|login|logout|kshrc|mkshrc|xprofile|xinitrc|xsessionrc)|\\.config/fish/(config\\.fish|conf\\.d/.*)|etc/(profile|profile\\.d/.*|bash\\.bashrc|bashrc|environment|zsh/.*|csh\\.(cshrc|login))',
    ),
  },
  {
    what: 'it lets people in',
    pattern: at('\\.ssh/(authorized_keys2?|rc|config|environment)|etc/ssh/.*|authorized_keys'),
  },
  { what: 'sudo obeys it', pattern: at('etc/(sudoers|sudoers\\.d/.*|doas\\.conf)|sudoers') },
  { what: 'cron runs it', pattern: at('etc/(crontab|anacrontab|cron\\.[^/]+(/.*)?)|var/spool/(cron|at)/.*') },
  {
    what: 'systemd or the desktop runs it',
    pattern: at(
      '(etc|lib|usr/lib|usr/local/lib|run|\\.config|\\.local/share)/systemd/(system|user|system-generators|user-generators)(\\.control)?/.*|[^/]+\\.(service|timer|socket|path)\\.d/.*|etc/init\\.d/.*|etc/rc\\.local|(\\.config|etc/xdg)/autostart/.*',
    ),
  },
  {
    what: 'every program obeys it',
    pattern: at('etc/(ld\\.so\\.(preload|conf|conf\\.d/.*)|pam\\.conf|pam\\.d/.*)'),
  },
];
/** Git reads a file of this name, or a symlink, as the place of a repository. */
const GIT_LINK = at('\\.git');
function at(pattern) {
  return new RegExp(`(^|/)(${pattern})$`, 'i');
}
/** Why a path of a host is protected, or undefined where it is not. */
export function findProtection(path, { isDirectory }) {
  if (GIT_LINK.test(path)) return isDirectory ? undefined : 'git follows it to a repository';
  return PLACES.find(({ pattern }) => pattern.test(path))?.what;
}
/** Throws `LAYOVER_COMMIT_REFUSED` where one of the changes is of a protected path. */
export function refuseProtected(selected, target) {
  const found = selected.flatMap(({ path, change }) => {
    const full = joinRaw(target.slice(1), path);
    const why = findProtection(full, { isDirectory: change.after?.type === 'directory' });
    return why === undefined ? [] : [`${quoteRaw(change.path)}: ${why}`];
  });
  if (found.length === 0) return;
  const what = found.length === 1 ? 'a protected path' : `${found.length} protected paths`;
  throw new LayoverError('LAYOVER_COMMIT_REFUSED', `The job changed ${what}; nothing was committed`, {
    details: found,
    hint: 'Read them with `layover diff JOB --patch`; leave them out with --except, or take them with --allow-protected.',
  });
}
//# sourceMappingURL=protected.js.map
