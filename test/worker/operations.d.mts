interface Applied {
  readonly codes: readonly string[];
  readonly shown: readonly string[];
}

/** `root` in the params: of a plain directory, for a caller who is no worker. */
export default function applyAll(params: {
  readonly operations: ReadonlyArray<readonly [string, string, string?]>;
  readonly root: string;
}): Applied;
