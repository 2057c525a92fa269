import { quoteRaw } from '../base/bytes-path.js';
import { LayoverError, messageOf } from '../base/errors.js';
import { removeAt } from '../tree/remove.js';
/** Removes what stands at `path` of the target, with all below it. Absent is fine; a mount inside is an error. */
export function deleteEntry(target, path, options) {
  const place = target.findPlace(path);
  if (place !== undefined) deletePlace(target, { ...place, path }, options);
}
/** The same where the place is known already. */
export function deletePlace(target, at, options) {
  const { dirfd, name, path } = at;
  target.forget(path);
  try {
    // The flags are the host's own protection: a file it made immutable stays.
    removeAt(dirfd, name, { ...options, label: path, respectsFlags: true });
  } catch (cause) {
    if (!(cause instanceof LayoverError) || cause.code !== 'LAYOVER_TREE_CHANGED') throw cause;
    const message = `${quoteRaw(path)} in ${quoteRaw(target.path)} cannot be removed: ${messageOf(cause)}`;
    throw new LayoverError('LAYOVER_COMMIT_TARGET', message, { cause, hint: cause.hint });
  }
}
//# sourceMappingURL=delete-entry.js.map
