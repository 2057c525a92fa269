import type { JobView } from '../job-view.js';
import type { ThreadJob } from '../messages.js';
export declare class PortableThread implements JobView {
  #private;
  readonly namespace = '';
  constructor();
  enter({ portable, cwd }: ThreadJob): number[];
  leave(): void;
  settle(): void;
  recover(): void;
  findOpen(): number[];
  chdir(path: string): void;
  outside<T>(act: () => T): T;
}
