import { type Refusal } from './group.js';
import { type V2Base } from './v2.js';
export declare const DELEGATE = 'systemd-run --user --scope -p Delegate=yes layover ...';
/** Tries `path`, making and enabling what is needed; a refusal where no directory can be made there at all. */
export declare function openV2Base(path: string): V2Base | Refusal;
