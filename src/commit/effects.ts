/** What a rule of a definition may be about, beside paths and sizes. */
export const EFFECTS = ['executable', 'dotfile', 'link-outside', 'setuid', 'device'] as const;

export type Effect = (typeof EFFECTS)[number];
