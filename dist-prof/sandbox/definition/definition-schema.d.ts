/** What a definition may hold, and the kinds of value that other files of ours take as well. */
import type { z as Zod, ZodType } from 'zod';
import { type Definition } from './definition.js';

type Builder = typeof Zod;
export declare function definitionSchema(z: Builder): ZodType<Definition>;
export declare function limitsSchema(z: Builder): ZodType<NonNullable<Definition['limits']>>;
export declare function sizeSchema(z: Builder): ZodType<number | string>;
/** Text with a unit, or a number of milliseconds. */
export declare function durationSchema(z: Builder): ZodType<number | string>;
export declare function viewPathSchema(z: Builder): ZodType<string>;
export declare function variableSchema(z: Builder): ZodType<string, string>;
export {};
