/** Options of every command that writes images. */
import type { Command } from 'commander';
import type { PathLike } from '../sandbox/definition/spec.js';
import type { Compression, ExportSettings } from '../sandbox/store/layers.js';
export interface ImageOptions {
  readonly flat?: true;
  readonly compression?: Compression;
  readonly platform?: string;
  readonly env?: ReadonlyArray<readonly [string, string]>;
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly label?: ReadonlyArray<readonly [string, string]>;
  readonly workdir?: string;
  readonly user?: string;
}
export declare function addImageOptions(command: Command): void;
/** Whether any of them was given. */
export declare function hasImageOptions(options: ImageOptions): boolean;
export declare function settingsOf(options: ImageOptions): ExportSettings;
/** Where an image goes, and what it is called there. */
export interface PlaceAndTag {
  readonly place: PathLike;
  readonly tag: string | undefined;
}
/** `DIR[:TAG]` or `FILE[:TAG]`: the last colon counts, if a tag can follow it. */
export declare function parsePlaceAndTag(word: string, flag: string): PlaceAndTag;
/** A file, or the descriptor of standard output for `-`; to a terminal the bytes of a tar do no good. */
export declare function parseOutput(word: string, flag: string): PathLike | 1;
