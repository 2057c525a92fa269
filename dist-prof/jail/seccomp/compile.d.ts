/**
 * A plan as instructions:
 *
 *   not the native architecture -> ENOSYS
 *   a binary search over ranges of numbers -> a verdict, or the rules of one call
 *
 * Numbers above the last known one, x32's bit 30 among them, are the last range. Every piece of the program ends in
 * an answer and is entered at its start only, so pieces are joined by skipping over each other's length; nothing is
 * ever patched. No argument is read on the way to a plain verdict, so the kernel caches those that allow (5.11).
 */
import { type Instruction } from './bpf.js';
import { type FilterPlan } from './plan.js';
export declare function compilePlan(plan: FilterPlan): Instruction[];
