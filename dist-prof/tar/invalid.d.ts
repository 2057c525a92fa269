import { LayoverError } from '../base/errors.js';
/** The error for a tar that is not what the format says, or says it in a way that two readers could take differently. */
export declare function invalidTar(problem: string, hint?: string): LayoverError;
