/** What a rule of a definition may be about, beside paths and sizes. */
export const EFFECTS = ['executable', 'dotfile', 'link-outside', 'setuid', 'device'];
//# sourceMappingURL=effects.js.map
