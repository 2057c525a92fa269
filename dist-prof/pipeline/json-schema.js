/** The schemas of our YAML files as JSON Schema, for editors. */
export const SCHEMA_FILES = ['pipeline', 'sandbox'];
/** As it is shipped in `sandboxes/schema/<name>.json`. */
export async function writeSchema(name) {
  const [{ z }, { pipelineSchema }, { definitionSchema }] = await Promise.all([
    import('zod'),
    import('./schema.js'),
    import('../sandbox/definition/definition-schema.js'),
  ]);
  const schema = name === 'pipeline' ? pipelineSchema(z) : definitionSchema(z);
  const json = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' });
  return `${JSON.stringify({ ...json, title: `layover ${name}` }, undefined, 2)}\n`;
}
//# sourceMappingURL=json-schema.js.map
