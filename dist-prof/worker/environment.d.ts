/** Makes these the environment, whole: nothing of an earlier job's is left. `KEY=value`, raw. */
export declare function setEnvironment(variables: readonly string[]): void;
