/** The schemas of our YAML files as JSON Schema, for editors. */
export declare const SCHEMA_FILES: readonly ['pipeline', 'sandbox'];
/** As it is shipped in `sandboxes/schema/<name>.json`. */
export declare function writeSchema(name: (typeof SCHEMA_FILES)[number]): Promise<string>;
