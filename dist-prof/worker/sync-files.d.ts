export interface SyncFilesOptions {
  /** Told of each file that `import()` loads. */
  readonly onImport: (url: URL) => void;
}
export declare function installSyncFiles({ onImport }: SyncFilesOptions): void;
