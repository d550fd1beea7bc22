// The worst secrets of a fleet and of each team, however many there are: lists that are cut now and then.
import { compareWorst, type WorstSecret } from './summary.ts';

export interface Listed {
  /** The worst first. */
  all(): readonly WorstSecret[];
  /** How many were added, those that were cut included. */
  count(): number;
}

export interface WorstList extends Listed {
  add(secret: WorstSecret): void;
  ofTeam(team: string): Listed;
}

/** Secrets that the page of a team names. */
const maxOfTeam = 500;

/** Keeps at least `limit` of the worst, and some for each team. */
export function createWorstList(limit: number): WorstList {
  const every = createBounded(limit);
  const teams = new Map<string, ReturnType<typeof createBounded>>();
  return {
    ...every,
    add(secret) {
      every.add(secret);
      for (const team of secret.teams.length === 0 ? [''] : secret.teams) {
        const own = teams.get(team) ?? createBounded(maxOfTeam);
        own.add(secret);
        teams.set(team, own);
      }
    },
    ofTeam: (team) => teams.get(team) ?? createBounded(0),
  };
}

function createBounded(limit: number) {
  let kept: WorstSecret[] = [];
  let count = 0;
  const cut = (): void => {
    kept = kept.sort(compareWorst).slice(0, limit);
  };
  return {
    add(secret: WorstSecret) {
      count++;
      kept.push(secret);
      if (kept.length > limit * 4) cut();
    },
    all() {
      cut();
      return kept;
    },
    count: () => count,
  };
}
