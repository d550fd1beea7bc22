// The thread that does its share of a merge: an entry of its own in the build.
import { parentPort, workerData } from 'node:worker_threads';
import { UserError } from '../../model/errors.ts';
import { createMergeSteps, type MergeSetup } from './merge-steps.ts';
import type { MergeAnswer, MergeTask } from './merge-threads.ts';

// The casts: only `merge-threads.ts` starts this, and sends anything.
const steps = createMergeSteps(workerData as MergeSetup);

parentPort?.on('message', ({ id, step, portion }: MergeTask) => {
  const answer = (part: Omit<MergeAnswer, 'id'>): void => parentPort?.postMessage({ id, ...part });
  try {
    // The cast: a step is sent with a portion of its own.
    answer({ value: steps[step](portion as never) });
  } catch (error) {
    // A class does not cross threads. What else is thrown ends this one, and is thrown once more where it is done again.
    if (!(error instanceof UserError)) throw error;
    answer({ refusal: { message: error.message, hint: error.hint } });
  }
});
