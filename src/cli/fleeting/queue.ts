// The engine behind `--queue`, loaded where there is one.
import type { Engine } from '../../fleet/engine.ts';
import type { RunFile } from '../../fleet/model.ts';

/** Connects to the queue of a run. */
export async function createQueue(url: string, run: RunFile): Promise<Engine> {
  const { createBullmqEngine } = await import('../../fleet/engines/bullmq.ts');
  return createBullmqEngine({ url, run });
}
