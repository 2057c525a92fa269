import { arch } from 'node:process';
import { LayoverError } from '../../base/errors.js';
import type { Platform } from './documents.js';
import type { StoredConfig } from './image-config.js';

/** What Go, and so every image, calls processors that Node calls otherwise. */
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386', ppc64: 'ppc64le' };

/** This machine's. */
export function ownPlatform(): Platform {
  return { architecture: ARCHITECTURES[arch] ?? arch, os: 'linux' };
}

/** `OS/ARCHITECTURE[/VARIANT]`, as `linux/arm64` or `linux/arm/v7`; otherwise LAYOVER_USAGE. */
export function parsePlatform(text: string): Platform {
  const [os = '', architecture = '', variant, ...rest] = text.split('/');
  const parts = [os, architecture, ...(variant === undefined ? [] : [variant])];
  if (rest.length === 0 && parts.every((part) => /^[a-z0-9._-]+$/.test(part))) {
    return commonNames({ architecture, os, ...(variant !== undefined && { variant }) });
  }
  const message = `A platform is OS/ARCHITECTURE, as linux/amd64 or linux/arm/v7, got ${JSON.stringify(text)}`;
  throw new LayoverError('LAYOVER_USAGE', message);
}

/** The one asked for, else that of the image it comes from, else this machine's. */
export function choosePlatform(
  asked: string | undefined,
  { os, architecture, variant }: StoredConfig,
): Platform {
  if (asked !== undefined) return parsePlatform(asked);
  if (os === undefined || architecture === undefined) return ownPlatform();
  return { architecture, os, ...(variant !== undefined && { variant }) };
}

export function formatPlatform({ os, architecture, variant }: Platform): string {
  return variant === undefined ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`;
}

/** What else people call a processor, as containerd takes it. */
const ALIASES: Readonly<Record<string, Pick<Platform, 'architecture' | 'variant'>>> = {
  x86_64: { architecture: 'amd64' },
  'x86-64': { architecture: 'amd64' },
  i386: { architecture: '386' },
  i686: { architecture: '386' },
  aarch64: { architecture: 'arm64' },
  armhf: { architecture: 'arm', variant: 'v7' },
  armel: { architecture: 'arm', variant: 'v6' },
};

function commonNames({ os, architecture, variant: written }: Platform): Platform {
  const alias = ALIASES[architecture];
  const variant = written !== undefined && /^[0-9]$/.test(written) ? `v${written}` : written;
  const known = { os, architecture: alias?.architecture ?? architecture };
  const chosen = variant ?? alias?.variant;
  return chosen === undefined ? known : { ...known, variant: chosen };
}

/** What a variant that is not named means. */
const USUAL_VARIANTS: Readonly<Record<string, string>> = { arm: 'v7', arm64: 'v8', amd64: 'v1' };
/** Where a processor runs what is for the earlier variants, too. */
const RUNS_EARLIER: readonly string[] = ['arm', 'amd64'];

/**
 * How well what is offered suits what is wanted: 0 is that very platform, and more an earlier variant that runs there as
 * well. Undefined where it does not run.
 */
export function rankPlatform(offered: Platform, wanted: Platform): number | undefined {
  const [is, asked] = [commonNames(offered), commonNames(wanted)];
  if (is.os !== asked.os || is.architecture !== asked.architecture) return undefined;
  const usual = USUAL_VARIANTS[asked.architecture];
  const [have, want] = [is.variant ?? usual, asked.variant ?? usual];
  if (have === want) return 0;
  if (!RUNS_EARLIER.includes(asked.architecture)) return undefined;
  const distance = versionOf(want) - versionOf(have);
  return distance > 0 ? distance : undefined;
}

/** NaN for what is no such word, which compares as nothing. */
function versionOf(variant: string | undefined): number {
  return Number(/^v([0-9])$/.exec(variant ?? '')?.[1] ?? Number.NaN);
}
