// One number for a repository, so that two audits can be compared. Every weak secret takes a share of what is
// left; a secret counts once, with its worst finding, since one new value mends all of them.
import type { Finding } from '../../model/finding.ts';
import { groupFindings, type Rank } from '../findings.ts';

/** The share that a secret (or a file with misused tokens) takes away. Printed on the page. */
export const penalties: Readonly<Record<Rank, number>> = {
  critical: 0.4,
  high: 0.2,
  medium: 0.08,
  low: 0.02,
  note: 0,
};

export interface Score {
  /** 0 to 100, whole; 100 only without findings that count. */
  readonly points: number;
  readonly grade: 'A' | 'B' | 'C' | 'D' | 'E' | 'F';
}

const grades = [
  ['A', 95],
  ['B', 80],
  ['C', 60],
  ['D', 40],
  ['E', 20],
] as const;

/** The score of the findings; notes and what a comment suppresses take nothing away, what a baseline accepts does. */
export function scoreOf(findings: readonly Finding[]): Score {
  const counted = findings.filter(({ suppressed }) => !suppressed || suppressed.by === 'baseline');
  const left = groupFindings(counted).reduce(
    (points, group) => points * (1 - penalties[group.rank]),
    100,
  );
  const points = Math.floor(left);
  return { points, grade: gradeOf(points) };
}

/** The grade that so many points are. */
export function gradeOf(points: number): Score['grade'] {
  return grades.find(([, least]) => points >= least)?.[0] ?? 'F';
}
