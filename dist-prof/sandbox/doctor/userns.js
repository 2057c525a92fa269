import { readFile } from 'node:fs/promises';
import { KEEPER_PATH } from '../../jail/keeper.js';

const SUSPECTS = [
  {
    file: '/proc/sys/user/max_user_namespaces',
    value: /^0$/,
    modes: ['root', 'rootless'],
    cause: 'user.max_user_namespaces is 0',
    remedy: 'sysctl user.max_user_namespaces=15000',
  },
  {
    file: '/proc/sys/kernel/unprivileged_userns_clone',
    value: /^0$/,
    modes: ['rootless'],
    cause: 'kernel.unprivileged_userns_clone is 0',
    remedy: 'sysctl kernel.unprivileged_userns_clone=1',
  },
  {
    file: '/proc/sys/kernel/apparmor_restrict_unprivileged_userns',
    value: /^[12]$/,
    modes: ['rootless'],
    cause: 'AppArmor restricts unprivileged user namespaces',
    remedy:
      `an AppArmor profile: echo 'abi <abi/4.0>, profile layover ${KEEPER_PATH} flags=(unconfined) { userns, }'` +
      ' > /etc/apparmor.d/layover && apparmor_parser -r /etc/apparmor.d/layover' +
      ', or for every program: sysctl kernel.apparmor_restrict_unprivileged_userns=0',
  },
];
/** Why user namespaces are refused: the setting that says so, else the likeliest cause by the error. */
export async function explainUserns(mode, errno) {
  for (const suspect of SUSPECTS) {
    const value = await readSetting(suspect.file);
    if (suspect.modes.includes(mode) && value !== undefined && suspect.value.test(value)) return suspect;
  }
  if (errno === 'EINVAL' || errno === 'ENOSYS') {
    return {
      cause: 'the kernel has none, or a container hides the call',
      remedy: 'a kernel with CONFIG_USER_NS=y and the other CONFIG_*_NS',
    };
  }
  if (await hasSystemCallFilter()) {
    const remedy =
      'start the container with a seccomp profile that allows clone3, unshare, setns and mount (docker run --security-opt seccomp=FILE)';
    return { cause: 'a filter on system calls is in force here, as in a container', remedy };
  }
  if (mode === 'root')
    return { cause: 'root lacks CAP_SYS_ADMIN here', remedy: 'start the container with --cap-add SYS_ADMIN' };
  return { cause: 'a security module or a limit forbids them', remedy: undefined };
}
async function readSetting(file) {
  return await readFile(file, 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  );
}
async function hasSystemCallFilter() {
  return /^Seccomp:\s*2$/m.test(await readFile('/proc/self/status', 'utf8'));
}
//# sourceMappingURL=userns.js.map
