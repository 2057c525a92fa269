import { arch } from 'node:process';
import { LayoverError } from '../../../base/errors.js';
import type { Platform } from '../documents.js';

/** What Go, and with it OCI, calls this processor. */
const ARCHITECTURES: Readonly<Record<string, string>> = {
  x64: 'amd64',
  ia32: '386',
  ppc64: 'ppc64le',
  mipsel: 'mipsle',
};

export function ownPlatform(): Platform {
  return { os: 'linux', architecture: ARCHITECTURES[arch] ?? arch };
}

/** `os/arch[/variant]`; LAYOVER_USAGE otherwise. */
export function parsePlatform(text: string): Platform {
  const [os = '', architecture = '', variant, ...rest] = text.split('/');
  const parts = [os, architecture, ...(variant === undefined ? [] : [variant])];
  if (rest.length === 0 && architecture !== '' && parts.every((part) => /^[a-z0-9_.]+$/.test(part))) {
    return { os, architecture, ...(variant !== undefined && { variant }) };
  }
  throw new LayoverError('LAYOVER_USAGE', `A platform is os/arch[/variant], got ${JSON.stringify(text)}`, {
    hint: 'Such as linux/amd64 or linux/arm/v7.',
  });
}

export function formatPlatform({ os, architecture, variant }: Platform): string {
  return variant === undefined ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`;
}

// The baseline, which is often not named.
const BASE_VARIANTS: Readonly<Record<string, string>> = { arm64: 'v8', amd64: 'v1' };

/** Whether what is offered is what is wanted. A variant that is not asked for may be the baseline, or not named. */
export function isPlatform(offered: Platform, wanted: Platform): boolean {
  if (offered.os !== wanted.os || offered.architecture !== wanted.architecture) return false;
  const base = BASE_VARIANTS[wanted.architecture];
  if (offered.variant === wanted.variant) return true;
  return (offered.variant ?? base) === (wanted.variant ?? base) && base !== undefined;
}
