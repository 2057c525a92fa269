import type { Platform } from './documents.js';
import type { StoredConfig } from './image-config.js';
/** This machine's. */
export declare function ownPlatform(): Platform;
/** `OS/ARCHITECTURE[/VARIANT]`, as `linux/arm64` or `linux/arm/v7`; otherwise LAYOVER_USAGE. */
export declare function parsePlatform(text: string): Platform;
/** The one asked for, else that of the image it comes from, else this machine's. */
export declare function choosePlatform(
  asked: string | undefined,
  { os, architecture, variant }: StoredConfig,
): Platform;
export declare function formatPlatform({ os, architecture, variant }: Platform): string;
/** Whether what is offered is what is wanted. A variant that is not asked for may be the baseline, or not named. */
export declare function isPlatform(offered: Platform, wanted: Platform): boolean;
