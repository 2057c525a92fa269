/** What builds, tests and tools need: the calls that are let through whatever their arguments. */
interface AllowedGroup {
  readonly name: string;
  readonly reason: string;
  /** Names, with spaces between; those that an architecture lacks are of no effect there. */
  readonly calls: string;
}
export declare const ALLOWED: readonly AllowedGroup[];
export {};
