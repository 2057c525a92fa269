/** Where the packages that a job's module may load are shown in the view; nothing below it is in a diff. */
export const CODE_FOLDER = '/.layover/code';
//# sourceMappingURL=code-folder.js.map
