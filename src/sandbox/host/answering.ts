import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fsPath, type HostPath, textFromRaw } from '../../base/bytes-path.js';
import { hasErrno, messageOf } from '../../base/errors.js';

const PATIENCE_MS = 2_000;

/** Why a mount cannot be looked into: its server has lost it or, of FUSE, does not answer. Undefined where it can. */
export function findMountProblem(at: HostPath, type: string): string | undefined {
  const text = textFromRaw(at);
  if (/^fuse(\.|$)/.test(type) && text !== undefined && isSilent(text)) {
    return `${type} did not answer within ${PATIENCE_MS / 1_000} s`;
  }
  try {
    statSync(fsPath(at));
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

/** Whoever asks waits for as long as the server likes, and cannot give up: so it is another process that asks. */
function isSilent(path: string): boolean {
  const { error } = spawnSync('stat', ['--', path], {
    stdio: 'ignore',
    timeout: PATIENCE_MS,
    killSignal: 'SIGKILL',
  });
  return hasErrno(error, 'ETIMEDOUT');
}
