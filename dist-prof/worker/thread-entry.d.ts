import type { MessagePort } from 'node:worker_threads';
import type { ThreadAnswer, ThreadEnd, ThreadJob, ThreadSettings } from './messages.js';
export type ThreadTask =
  | {
      readonly kind: 'start';
      readonly settings: ThreadSettings;
      readonly control: MessagePort;
    }
  | {
      readonly kind: 'job';
      readonly job: ThreadJob;
      readonly number: number;
    };
/** What a thread answers with at its start: its mount namespace, as the link says, or why there is none. */
export type ThreadReady =
  | {
      readonly namespace: string;
      readonly failure?: undefined;
    }
  | {
      readonly failure: Extract<
        ThreadEnd,
        {
          kind: 'failed';
        }
      >;
    };
/** `unfit`: the job has not been begun, and needs another thread. */
export type JobReply = ThreadAnswer | 'unfit';
/** The entry of the pool's threads. Never throws. */
export default function runInThread(task: ThreadTask): Promise<ThreadReady | JobReply>;
