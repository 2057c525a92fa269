/** A plan as a graph, to read or to draw. */
import type { Plan, PlannedJob } from './planned.js';
export declare const GRAPH_FORMS: readonly ['text', 'dot', 'mermaid'];
export type GraphForm = (typeof GRAPH_FORMS)[number];
/** Lines. Jobs stand behind all that they need. */
export declare function renderGraph(plan: Plan, form: GraphForm): string[];
export declare function describeCondition(condition: PlannedJob['condition']): string;
