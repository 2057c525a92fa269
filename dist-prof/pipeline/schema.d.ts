/** What a pipeline file may hold. */
import type { z as Zod, ZodType } from 'zod';
import type { PipelineSpec } from './pipeline-spec.js';

type Builder = typeof Zod;
export declare function pipelineSchema(z: Builder): ZodType<PipelineSpec>;
export {};
