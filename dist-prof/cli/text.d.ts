/** What layover itself prints: on one line, and harmless to a terminal. */
/** `text` with every character escaped that is not printable. */
export declare function printable(text: string): string;
/** The same for text of many lines, whose line ends and tabs stay. */
export declare function printableLines(text: string): string;
/**
 * A line that a job printed: without colors, with what a terminal would show in the end where it goes back to the line's
 * beginning, and everything else that is not printable escaped.
 */
export declare function outputText(line: string): string;
/** How many columns of a terminal a line takes. */
export declare function widthOf(line: string): number;
/** As much of a line without styles as fits. */
export declare function cutToWidth(line: string, columns: number): string;
export declare function padToWidth(text: string, columns: number): string;
/** Rows as columns; the last column is as long as it is. */
export declare function alignColumns(rows: ReadonlyArray<readonly string[]>): string[];
