/** What a rule of a definition may be about, beside paths and sizes. */
export declare const EFFECTS: readonly ['executable', 'dotfile', 'link-outside', 'setuid', 'device'];
export type Effect = (typeof EFFECTS)[number];
