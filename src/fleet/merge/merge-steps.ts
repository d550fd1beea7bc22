// What a merge does with portions of its repositories, here or in a thread.
import { openRun } from '../run-directory.ts';
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
  report(members: readonly ReportedMember[]): PortionReport;
  /** Takes the fingerprints out of the results of these tasks; their number. */
  strip(tasks: readonly string[]): number;
}

export function createMergeSteps(setup: MergeSetup): MergeSteps {
  const stripOne = createStripping(openRun(setup.run), numbersOf(setup.groups));
  return {
    report: createReporting(setup),
    strip(tasks) {
      for (const task of tasks) stripOne(task);
      return tasks.length;
    },
  };
}
