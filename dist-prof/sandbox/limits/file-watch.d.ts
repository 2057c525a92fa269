export declare class FileWatch implements Disposable {
  #private;
  constructor(limit: number, listProcesses: () => readonly number[]);
  get isMet(): boolean;
  [Symbol.dispose](): void;
}
