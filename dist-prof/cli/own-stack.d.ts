/** The stack as it is where there is no map, and for frames of other files. */
export declare function stackInSources(stack: string): string;
