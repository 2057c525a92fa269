import type { PortableView } from './view.js';
export declare function installRequire(current: () => PortableView | undefined): void;
