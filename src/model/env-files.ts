// Which env files hold live signing secrets: what the rules about env files and git have in common.
import { aboutValue, countOf, isLive } from './problem.ts';
import type { Problem } from './rule.ts';
import type { Project, Secret, SecretValue } from './secret.ts';
import type { TrackedState } from './source.ts';

interface Entry {
  readonly secret: Secret;
  readonly value: SecretValue;
}

/** Names are listed up to this many, then counted. */
const maxNames = 3;

function entriesByPath(project: Project, tracked: TrackedState): Map<string, Entry[]> {
  // An entry can feed two secrets (a variable and the setting that reads it): by place, so that it counts once.
  const entries = new Map<string, Map<number, Entry>>();
  for (const secret of project.secrets) {
    for (const value of secret.values) {
      if (value.carrier !== 'dotenv' || value.file.tracked !== tracked || !isLive(value)) continue;
      const ofFile = entries.get(value.at.path) ?? new Map<number, Entry>();
      entries.set(value.at.path, ofFile);
      if (!ofFile.has(value.at.start)) ofFile.set(value.at.start, { secret, value });
    }
  }
  return new Map(
    [...entries].map(([path, ofFile]) => [
      path,
      [...ofFile.values()].sort((a, b) => a.value.at.start - b.value.at.start),
    ]),
  );
}

function listNames(entries: readonly Entry[]): string {
  const names = [...new Set(entries.map(({ secret, value }) => value.name ?? secret.label))];
  const more = names.length - maxNames;
  return more > 0 ? `${names.slice(0, maxNames).join(', ')} and ${more} more` : names.join(', ');
}

/**
 * One problem for each env file in state `tracked` that holds a live secret, on the first such value, the others
 * related. `how` goes between the path and the count: `is tracked by git and`.
 */
export function aboutEnvFiles(project: Project, tracked: TrackedState, how: string): Problem[] {
  return [...entriesByPath(project, tracked)].flatMap(([path, all]) => {
    // Secrets of third parties are guesses by name; where there are surer ones they do not count.
    const sure = all.filter(({ secret }) => secret.confidence !== 'low');
    const entries = sure.length > 0 ? sure : all;
    const [first, ...others] = entries;
    if (!first) return [];
    const { secret, value } = first;
    const count = countOf(entries.length, 'signing secret');
    const problem = aboutValue(
      { secret, value, strength: undefined },
      `${path} ${how} holds ${count}: ${listNames(entries)}`,
    );
    const related = others.map((entry) => ({
      ...entry.value.at,
      message: `${entry.value.name ?? entry.secret.label} is in the same file`,
    }));
    return [{ ...problem, related: [...related, ...(problem.related ?? [])] }];
  });
}
