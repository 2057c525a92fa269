import { digestSchema, parseImageJson } from './documents.js';
/** Fields that are not named here are kept. `where` names the document in errors, LAYOVER_IMAGE_INVALID. */
export async function parseImageConfig(bytes, where) {
  return await parseImageJson(bytes, { where, schema: imageConfigSchema });
}
function imageConfigSchema(z) {
  return z.looseObject({
    created: z.string().optional(),
    architecture: z.string(),
    os: z.string(),
    variant: z.string().optional(),
    config: runConfigSchema(z).nullish(),
    rootfs: z.looseObject({ type: z.literal('layers'), diff_ids: z.array(digestSchema(z)) }),
    history: z.array(historySchema(z)).nullish(),
  });
}
function runConfigSchema(z) {
  const words = z.array(z.string()).nullish();
  return z.looseObject({
    User: z.string().nullish(),
    Env: words,
    Entrypoint: words,
    Cmd: words,
    WorkingDir: z.string().nullish(),
    Labels: z.record(z.string(), z.string()).nullish(),
  });
}
function historySchema(z) {
  return z.looseObject({
    created: z.string().optional(),
    created_by: z.string().optional(),
    comment: z.string().optional(),
    empty_layer: z.boolean().optional(),
  });
}
//# sourceMappingURL=image-config.js.map
