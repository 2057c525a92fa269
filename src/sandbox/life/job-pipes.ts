/** Real pipes for a job's standard streams, before anybody pumps them. */
import { syscalls } from '../../native/syscalls.js';

/** The ends that the job gets. */
export interface JobEnds {
  readonly stdin: number;
  readonly stdout: number;
  readonly stderr: number;
}

export class JobPipes {
  readonly ends: JobEnds;
  /** Ours: the far ends of `ends`, whose owner is whoever pumps them. */
  readonly input: number;
  readonly outputs: readonly [number, number];
  #areEndsOpen = true;

  constructor() {
    const [stdin, input] = syscalls.pipe();
    const [output, stdout] = syscalls.pipe();
    const [errors, stderr] = syscalls.pipe();
    this.ends = { stdin, stdout, stderr };
    this.input = input;
    this.outputs = [output, errors];
  }

  /** Gives the job's ends up: its keeper has its own by now, or never will. Once is enough, twice is fine. */
  closeJobEnds(): void {
    if (!this.#areEndsOpen) return;
    this.#areEndsOpen = false;
    for (const fd of Object.values(this.ends)) syscalls.close(fd);
  }

  /** All of them, where nobody came to pump. */
  close(): void {
    this.closeJobEnds();
    for (const fd of [this.input, ...this.outputs]) syscalls.close(fd);
  }
}
