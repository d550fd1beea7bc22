// A stretch of the repositories of a run: their reports are written, and what the page of all has to say of them is
// handed back. Needs nothing but the results on the disk, so that several threads can do a stretch each.
import { join } from 'node:path';
import type { RuleSummary } from '../../model/report.ts';
import { putInto } from '../../write/own-directory.ts';
import type { Member } from '../model.ts';
import { renderRepository, reportFormats } from '../output/repository-reports.ts';
import { findingsLines } from '../output/tables.ts';
import { openRun } from '../run-directory.ts';
import { createReader, describe, groupsByRepository, teamsOfMember } from './describe.ts';
import type { Group } from './groups.ts';
import {
  type Described,
  failedRow,
  type RepositoryRow,
  toRow,
  type WorstSecret,
  worstOf,
} from './summary.ts';

/** What all portions have in common; plain data. */
export interface ReportSetup {
  /** Directory of the run. */
  readonly run: string;
  /** Where reports go; nothing of them is there yet. */
  readonly to: string;
  /** All of this build. */
  readonly rules: readonly RuleSummary[];
  /** Ids of those that were asked for; absent: all. */
  readonly wanted: readonly string[] | undefined;
  readonly groups: readonly Group[];
}

/** One repository of a portion; plain data. */
export interface ReportedMember {
  readonly member: Member;
  /** Below `repos/`. */
  readonly reportPath: string;
  /** Owners by the company's own list. */
  readonly listed: readonly string[];
  /** Its result, or why there is none. */
  readonly result: { readonly task: string } | { readonly missing: string };
}

/** What a portion adds to the whole, in the order of its members; plain data. */
export interface PortionReport {
  readonly rows: readonly RepositoryRow[];
  readonly worst: readonly WorstSecret[];
  /** Lines of findings.csv. */
  readonly findings: string;
  /** Owners of the places of shared secrets. */
  readonly owners: readonly PlaceOwners[];
}

export interface PlaceOwners {
  readonly repository: string;
  readonly path: string;
  readonly teams: readonly string[];
}

/** Does portions, one after the other. Throws a UserError where a result cannot be read. */
export function createReporting(
  setup: ReportSetup,
): (members: readonly ReportedMember[]) => PortionReport {
  const results = createReader(openRun(setup.run), setup.rules);
  const groups = groupsByRepository(setup.groups);
  const describeOne = ({
    member,
    reportPath,
    listed,
    result,
  }: ReportedMember): Described | string => {
    if ('missing' in result) return result.missing;
    const read = results.read(result.task, member.name);
    if (read.head.failed !== undefined) return read.head.failed;
    const own = groups.get(member.name) ?? [];
    return describe(read, { member, reportPath, groups: own, listed, rules: setup.wanted });
  };
  return (members) => {
    const rows: RepositoryRow[] = [];
    const worst: WorstSecret[] = [];
    const owners: PlaceOwners[] = [];
    let findings = '';
    for (const one of members) {
      const described = describeOne(one);
      if (typeof described === 'string') {
        const teams = teamsOfMember(one.member, undefined, one.listed)();
        rows.push(failedRow(one.member, described, teams));
        continue;
      }
      rows.push(toRow(described));
      worst.push(...worstOf(described));
      owners.push(...ownersOfPlaces(described));
      findings += findingsLines(described);
      for (const format of reportFormats) {
        const path = join(setup.to, 'repos', `${described.reportPath}.${format}`);
        putInto(path, renderRepository(described, format));
      }
    }
    return { rows, worst, findings, owners };
  };
}

function ownersOfPlaces({ member: { name }, groups, teamsOf }: Described): PlaceOwners[] {
  const own = groups.flatMap(({ occurrences }) =>
    occurrences.flatMap(({ repository, record }) => (repository === name ? record.at.path : [])),
  );
  return [...new Set(own)].map((path) => ({ repository: name, path, teams: teamsOf(path) }));
}
