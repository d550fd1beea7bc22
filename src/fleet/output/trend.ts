// What has changed since an earlier fleet.json: the score, the counts, and which repositories came and went.
import { UserError } from '../../model/errors.ts';
import { type Rank, ranks } from '../../report/findings.ts';
import {
  addCounts,
  meanScore,
  noFindings,
  type RankCounts,
  type RepositoryRow,
} from '../merge/summary.ts';
import { byText } from '../names.ts';

export interface Trend {
  /** Points now less points then; `null` where one of them has none. */
  readonly points: number | null;
  readonly before: number | null;
  /** Findings now less findings then, by rank. */
  readonly findings: RankCounts;
  readonly added: readonly string[];
  readonly gone: readonly string[];
  /** Repositories whose score fell, and rose. */
  readonly worse: readonly string[];
  readonly better: readonly string[];
}

/** What an earlier fleet.json says, as far as it is compared with. */
export interface EarlierFleet {
  readonly points: number | null;
  readonly findings: RankCounts;
  readonly repositories: ReadonlyMap<string, number | null>;
}

/** Reads an earlier fleet.json. Throws a UserError where it is none. */
export function parseEarlier(text: string, name: string): EarlierFleet {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw notAFleet(name);
  }
  const rows = field(parsed, 'repositories');
  if (field(parsed, 'version') !== 1 || !Array.isArray(rows)) throw notAFleet(name);
  const summary = field(parsed, 'summary');
  const counts: Record<Rank, number> = { ...noFindings };
  for (const rank of ranks) counts[rank] = numberOf(field(field(summary, 'findings'), rank)) ?? 0;
  return {
    points: numberOf(field(field(summary, 'score'), 'points')),
    findings: counts,
    repositories: new Map(
      rows.flatMap((row): [string, number | null][] => {
        const own = field(row, 'name');
        if (typeof own !== 'string') return [];
        return [[own, numberOf(field(field(row, 'score'), 'points'))]];
      }),
    ),
  };
}

export function compareFleets(rows: readonly RepositoryRow[], earlier: EarlierFleet): Trend {
  const now = new Map(rows.map((row) => [row.name, row.score?.points ?? null]));
  const points = meanScore(rows)?.points ?? null;
  const counts = addCounts(rows);
  const findings: Record<Rank, number> = { ...noFindings };
  for (const rank of ranks) findings[rank] = counts[rank] - earlier.findings[rank];
  const moved = (isMove: (after: number, before: number) => boolean): string[] =>
    [...now].flatMap(([name, after]) => {
      const before = earlier.repositories.get(name) ?? null;
      return after !== null && before !== null && isMove(after, before) ? [name] : [];
    });
  return {
    points: points === null || earlier.points === null ? null : points - earlier.points,
    before: earlier.points,
    findings,
    added: [...now.keys()].filter((name) => !earlier.repositories.has(name)).sort(byText),
    gone: [...earlier.repositories.keys()].filter((name) => !now.has(name)).sort(byText),
    worse: moved((after, before) => after < before),
    better: moved((after, before) => after > before),
  };
}

function notAFleet(name: string): UserError {
  return new UserError(`${name} is no fleet.json of keylint.`, {
    hint: 'It is what an earlier run has written to out/fleet.json.',
  });
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
