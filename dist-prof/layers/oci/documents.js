import { LayoverError } from '../../base/errors.js';
/** The annotation of a descriptor in `index.json` that is a tag. */
export const REF_NAME_ANNOTATION = 'org.opencontainers.image.ref.name';
/** `where` names the document in errors, which are LAYOVER_IMAGE_INVALID. */
export async function parseIndex(bytes, where) {
  return await parseImageJson(bytes, { where, schema: indexSchema });
}
export async function parseManifest(bytes, where) {
  return await parseImageJson(bytes, { where, schema: manifestSchema });
}
export async function parseLayoutMark(bytes, where) {
  const schema = (z) => z.looseObject({ imageLayoutVersion: z.string() });
  return await parseImageJson(bytes, { where, schema });
}
export async function parseDockerManifest(bytes, where) {
  return await parseImageJson(bytes, { where, schema: (z) => z.array(dockerImageSchema(z)) });
}
/** zod is loaded only where something is read. */
export async function parseImageJson(bytes, { where, schema }) {
  const value = parseText(bytes, where);
  const { z } = await import('zod');
  const checked = schema(z).safeParse(value);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const at = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.map(String).join('.')}: `;
  throw new LayoverError('LAYOVER_IMAGE_INVALID', `${where} is no such document: ${at}${issue?.message}`);
}
function parseText(bytes, where) {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new LayoverError('LAYOVER_IMAGE_INVALID', `${where} is not JSON`, { cause });
  }
}
export function digestSchema(z) {
  const message = 'a digest is sha256: and 64 lower-case hex digits';
  return z.custom((value) => typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value), message);
}
function indexSchema(z) {
  return z.looseObject({
    schemaVersion: z.literal(2),
    mediaType: z.string().optional(),
    manifests: z.array(descriptorSchema(z)),
    annotations: annotationsSchema(z),
  });
}
function manifestSchema(z) {
  return z.looseObject({
    schemaVersion: z.literal(2),
    mediaType: z.string().optional(),
    config: descriptorSchema(z),
    layers: z.array(descriptorSchema(z)),
    annotations: annotationsSchema(z),
  });
}
function descriptorSchema(z) {
  const platform = z.looseObject({
    architecture: z.string(),
    os: z.string(),
    variant: z.string().optional(),
  });
  return z.looseObject({
    mediaType: z.string(),
    digest: digestSchema(z),
    size: z.int().min(0),
    platform: platform.optional(),
    annotations: annotationsSchema(z),
  });
}
function dockerImageSchema(z) {
  return z.looseObject({
    Config: z.string(),
    RepoTags: z.array(z.string()).nullish(),
    Layers: z.array(z.string()),
  });
}
function annotationsSchema(z) {
  return z.record(z.string(), z.string()).optional();
}
//# sourceMappingURL=documents.js.map
