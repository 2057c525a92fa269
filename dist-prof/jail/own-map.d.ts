export type OwnMap =
  | {
      readonly kind: 'single';
      readonly uid: number;
      readonly gid: number;
    }
  | {
      readonly kind: 'ranges';
      readonly uid: number;
      readonly gid: number;
      readonly users: IdRange;
      readonly groups: IdRange;
    };
export interface IdRange {
  readonly first: number;
  readonly count: number;
}
/** How many ids, from 0 up, exist inside. */
export declare function countOfIds(map: OwnMap): number;
/** The ranges where the programs and both files name one for the caller, else the single id, with the reason. */
export declare function findOwnMap(): Promise<{
  map: OwnMap;
  reason: string | undefined;
}>;
/** Writes the maps of `pid`'s user namespace, which must be of our making and unmapped. */
export declare function mapOwnNamespace(pid: number, map: OwnMap): Promise<void>;
