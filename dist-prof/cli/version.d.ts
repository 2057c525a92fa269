/** The version of this layover. */
export declare function readVersion(): string;
