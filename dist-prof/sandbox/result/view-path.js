import { rawFromText } from '../../base/bytes-path.js';
import { LayoverError } from '../../base/errors.js';
/** A path of the view, however it is written: `/a/b/`, `a/b`, `./a/b`. */
export function viewPath(text) {
  const parts = rawFromText(text)
    .split('/')
    .filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) {
    throw new LayoverError(
      'LAYOVER_USAGE',
      `A path in the view must not contain "..": ${JSON.stringify(text)}`,
    );
  }
  return parts.join('/');
}
//# sourceMappingURL=view-path.js.map
