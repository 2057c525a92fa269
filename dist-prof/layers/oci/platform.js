import { arch } from 'node:process';
import { LayoverError } from '../../base/errors.js';

/** What Go, and so every image, calls processors that Node calls otherwise. */
const ARCHITECTURES = { x64: 'amd64', ia32: '386', ppc64: 'ppc64le' };
/** This machine's. */
export function ownPlatform() {
  return { architecture: ARCHITECTURES[arch] ?? arch, os: 'linux' };
}
/** `OS/ARCHITECTURE[/VARIANT]`, as `linux/arm64` or `linux/arm/v7`; otherwise LAYOVER_USAGE. */
export function parsePlatform(text) {
  const [os = '', architecture = '', variant, ...rest] = text.split('/');
  const parts = [os, architecture, ...(variant === undefined ? [] : [variant])];
  if (rest.length === 0 && parts.every((part) => /^[a-z0-9._-]+$/.test(part))) {
    return { architecture, os, ...(variant !== undefined && { variant }) };
  }
  const message = `A platform is OS/ARCHITECTURE, as linux/amd64 or linux/arm/v7, got ${JSON.stringify(text)}`;
  throw new LayoverError('LAYOVER_USAGE', message);
}
/** The one asked for, else that of the image it comes from, else this machine's. */
export function choosePlatform(asked, { os, architecture, variant }) {
  if (asked !== undefined) return parsePlatform(asked);
  if (os === undefined || architecture === undefined) return ownPlatform();
  return { architecture, os, ...(variant !== undefined && { variant }) };
}
export function formatPlatform({ os, architecture, variant }) {
  return variant === undefined ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`;
}
// The baseline, which is often not named.
const BASE_VARIANTS = { arm64: 'v8', amd64: 'v1' };
/** Whether what is offered is what is wanted. A variant that is not asked for may be the baseline, or not named. */
export function isPlatform(offered, wanted) {
  if (offered.os !== wanted.os || offered.architecture !== wanted.architecture) return false;
  const base = BASE_VARIANTS[wanted.architecture];
  if (offered.variant === wanted.variant) return true;
  return (offered.variant ?? base) === (wanted.variant ?? base) && base !== undefined;
}
//# sourceMappingURL=platform.js.map
