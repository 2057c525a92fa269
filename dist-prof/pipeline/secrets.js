/** Secrets by name: their values come from the environment of whoever runs the pipeline, and go to jobs only. */
import { LayoverError } from '../base/errors.js';
import { base64Forms } from './base64-forms.js';

/** One that is shorter is found everywhere by chance. */
const SHORTEST = 4;
/** LAYOVER_USAGE where one is not set, or too short to be kept out of anything. */
export function readSecrets({ name, secrets }) {
  const values = secrets.map((secret) => [secret, readSecret(secret, name)]);
  const texts = values.flatMap(([secret, value]) => pieces(value).map((text) => ({ name: secret, text })));
  return {
    env: Object.fromEntries(values),
    mask: texts.map(({ text }) => text),
    bytes: texts.map(({ name: secret, text }) => ({ name: secret, bytes: Buffer.from(text) })),
  };
}
function readSecret(secret, job) {
  const value = process.env[secret];
  if (value === undefined || value === '') {
    throw new LayoverError('LAYOVER_USAGE', `The job ${job} needs the secret ${secret}, which is not set`, {
      hint: `Set it in the environment of layover: ${secret}=... layover pipeline run`,
    });
  }
  if (value.length >= SHORTEST) return value;
  throw new LayoverError('LAYOVER_USAGE', `The secret ${secret} is shorter than ${SHORTEST} characters`, {
    hint: 'It could not be kept out of logs: every chance match would be masked.',
  });
}
/** The whole, and every line of its own that is long enough; each also as programs like to write it elsewhere. */
function pieces(value) {
  const lines = value.split('\n').filter((line) => line.trim().length >= SHORTEST);
  const own = [...new Set([value, ...lines])];
  return [...new Set([...own, ...own.flatMap((text) => [...base64Forms(text), encodeURIComponent(text)])])];
}
//# sourceMappingURL=secrets.js.map
