// fleet.json: the versioned contract of a fleet (fleet.schema.json). Fields are added, never renamed. It holds no time of
// day and nothing of the run that made it: the same commits give the same bytes.
import { toSafeJson } from '../../report/escape.ts';
import type { SharedRow } from '../merge/shared-rows.ts';
import type { RepositoryRow, TeamRow, WorstSecret } from '../merge/summary.ts';
import { addCounts, meanScore } from '../merge/summary.ts';
import type { Trend } from './trend.ts';

export interface Fleet {
  readonly version: string;
  /** Sorted by name. */
  readonly repositories: readonly RepositoryRow[];
  readonly teams: readonly TeamRow[];
  readonly shared: readonly SharedRow[];
  /** The worst first; not all where there are thousands. */
  readonly worst: readonly WorstSecret[];
  /** How many there are in all. */
  readonly worstCount: number;
  readonly trend: Trend | undefined;
}

/** Secrets that fleet.json names; findings.csv has all findings. */
export const maxWorst = 3_000;

/** Whether every repository was audited, all of it. */
export function isComplete({ repositories }: Pick<Fleet, 'repositories'>): boolean {
  return repositories.every(({ status }) => status === 'audited' || status === 'empty');
}

/** The pieces of the file, one repository a line, so that a diff of two weeks can be read. */
export function* renderFleetJson(fleet: Fleet): Generator<string> {
  const { repositories, trend } = fleet;
  const counted = (wanted: RepositoryRow['status']): number =>
    repositories.filter(({ status }) => status === wanted).length;
  const head = {
    version: 1,
    tool: { name: 'keylint', version: fleet.version },
    complete: isComplete(fleet),
    summary: {
      repositories: {
        total: repositories.length,
        audited: counted('audited'),
        incomplete: counted('incomplete'),
        failed: counted('failed'),
        empty: counted('empty'),
      },
      secrets: repositories.reduce((sum, { secrets }) => sum + secrets, 0),
      findings: addCounts(repositories),
      score: meanScore(repositories),
      shared: fleet.shared.length,
    },
    ...(trend && { trend }),
  };
  yield `${toSafeJson(head).replace(/\n\}$/, '')}`;
  yield* list('teams', fleet.teams);
  yield* list('shared', fleet.shared);
  yield* list('worst', fleet.worst);
  yield* list('repositories', repositories);
  yield '\n}\n';
}

function* list(name: string, items: readonly object[]): Generator<string> {
  yield `,\n  "${name}": [`;
  for (const [index, item] of items.entries()) {
    yield `${index === 0 ? '' : ','}\n    ${toSafeJson(item, 0)}`;
  }
  yield items.length === 0 ? ']' : '\n  ]';
}
