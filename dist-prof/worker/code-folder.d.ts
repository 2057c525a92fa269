/** Where the packages that a job's module may load are shown in the view; nothing below it is in a diff. */
export declare const CODE_FOLDER = '/.layover/code';
