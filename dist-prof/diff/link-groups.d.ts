import { type RawPath } from '../base/bytes-path.js';
import type { Judged, Sides } from './compare-views.js';

/** The first names of the others, and how many others there are. */
interface OtherNames {
  readonly names: readonly RawPath[];
  readonly count: number;
}
interface GroupsInput {
  /** Every path that changed, and every equal one whose inode has several names. */
  readonly judged: readonly Judged[];
  readonly check?: (() => void) | undefined;
  readonly countsLosses: boolean;
}
/**
 * Which names share an inode, in the view and in the base.
 *
 * Names that nobody had to look at are the same on both sides, and they matter only where a changed name shares their
 * inode: a lower's file with names inside and outside a renamed directory, or a copied-up file that left its group.
 * Only then is that side walked as a whole.
 *
 * An overlay without an index takes a lower's file out of its group whenever it copies it up, if only because it was
 * opened for writing (overlayfs.rst, "Non-standard behavior"). That is the overlay's doing and no change of the job's,
 * so there a name usually counts as regrouped only for names it gained; with `countsLosses` also for those it lost.
 */
export declare class LinkGroups {
  #private;
  constructor(sides: Sides, { judged, check, countsLosses }: GroupsInput);
  /** Names that nobody had to look at, but whose inode has a name that somebody did. */
  untouched(): Judged[];
  /** The other names of a path's inode in the view, sorted: the first of them where there are many. */
  otherNames({ path, after }: Judged): OtherNames;
  /** Whether an equal file gained a name it did not have; or, where that counts, lost one that is still as it was. */
  isRegrouped({ path, before, after }: Judged): boolean;
}
export {};
