/** Control groups as layover uses them, whichever version the machine has. */
/** Our own directory in each hierarchy. */
export const OWN_GROUP = 'layover';
//# sourceMappingURL=group.js.map
