import { type Stats } from 'node:fs';
import { type HostPath, type RawPath } from '../../base/bytes-path.js';
/**
 * What the lowers, taken as one, show at a path; undefined where none has it. For planning only: it reads, component
 * by component, the few places that mounts need, and knows no whiteouts. The diff has its own, exact resolver.
 */
export declare function findInLowers(lowers: readonly HostPath[], path: RawPath): Stats | undefined;
