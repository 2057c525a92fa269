export declare class LeftBehind {
  #private;
  constructor();
  begin(): void;
  note(leak: string): void;
  /** A module of the view stays loaded under its path, where another job's view has another one. */
  noteModule(file: string): void;
  end(): Promise<string[]>;
}
