// What a merge does with portions of its repositories, here or in a thread.
import { openRun } from '../run-directory.ts';
import { type NumberedTask, readIds } from './describe.ts';
import {
  createReporting,
  type PortionReport,
  type ReportedMember,
  type ReportSetup,
} from './portion-reports.ts';
import { createStripping, numbersOf } from './strip.ts';

/** What all steps need; plain data. */
export type MergeSetup = ReportSetup;

/** Each takes a portion and answers with plain data. Throws a UserError where a result cannot be read. */
export interface MergeSteps {
  /** The ids that tasks hold, packed. Groups are found by them. */
  ids(tasks: readonly NumberedTask[]): Uint8Array;
  report(members: readonly ReportedMember[]): PortionReport;
  /** Takes the fingerprints out of the results of these tasks; their number. */
  strip(tasks: readonly string[]): number;
}

export function createMergeSteps(setup: MergeSetup): MergeSteps {
  const run = openRun(setup.run);
  const stripOne = createStripping(run, numbersOf(setup.groups));
  return {
    ids: (tasks) => readIds(run, tasks),
    report: createReporting(setup),
    strip(tasks) {
      for (const task of tasks) stripOne(task);
      return tasks.length;
    },
  };
}
