/** Throws `LAYOVER_USAGE` where nobody could answer. */
export declare function requireTerminal(): void;
/**
 * Nothing is read from the terminal but while a question is open: a stream that is only paused goes on reading, and
 * would take what is typed for a shell that has the terminal meanwhile.
 */
export declare class ReviewTerminal {
  #private;
  show(lines: readonly string[]): void;
  /** What one press sent; undefined when nobody can press anything any more. What was typed too early is no answer. */
  key(prompt: string): Promise<string | undefined>;
  /** A line with the editing a terminal has; undefined where it was given up. */
  line(prompt: string): Promise<string | undefined>;
}
