import type { Definition } from './definition.js';
/** A shipped definition by name, or the user's by path: whatever has a slash or ends in .yaml is a path. */
export declare function readDefinition(name: string): Promise<Definition>;
/** Whether the word for a sandbox is the path of a file: it has a slash, or ends as one. */
export declare function isDefinitionFile(name: string): boolean;
/** Checks the text of a definition; `file` names it in errors. */
export declare function parseDefinition(text: string, file: string): Promise<Definition>;
