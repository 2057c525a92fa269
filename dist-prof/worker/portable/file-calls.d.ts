import { type PathArgument, type PortableView } from './view.js';

type Loose = (...args: unknown[]) => unknown;
export declare class FileCalls {
  #private;
  constructor(view: PortableView);
  readonly openSync: (path: PathArgument, given?: unknown, mode?: unknown) => number;
  readonly existsSync: (path: PathArgument) => boolean;
  readonly copyFileSync: (from: PathArgument, to: PathArgument, mode?: number) => void;
  get calls(): Readonly<Record<string, Loose>>;
}
export {};
