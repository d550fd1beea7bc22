// What holds inside a directory before it is read: the repository around it and what that ignores, gathered on the
// way down from the root of the repository.
import type { Skipped } from '../model/source.ts';
import type { Environment } from './git.ts';
import { findRepositoryRoot } from './git-place.ts';
import {
  askIgnoreRules,
  type IgnoreRules,
  parseIgnoreRules,
  readIgnoreFile,
  withoutOverruled,
} from './ignore-rules.ts';
import { printableName, relativeTo, withSlash } from './paths.ts';
import { openRepository, type Repository } from './repository.ts';

/** What holds inside one directory. */
export interface Surroundings {
  readonly repository: Repository | undefined;
  readonly rules: IgnoreRules | undefined;
  readonly isIgnored: boolean;
  /** Below an ignored directory: only env files and tracked files are listed. */
  readonly isEnvOnly: boolean;
  /** Below a directory with other people's code: only configuration that git tracks is listed. */
  readonly isVendored?: boolean;
}

export interface SurroundingsOptions {
  readonly respectGitignore: boolean;
  readonly env: Environment | undefined;
  /** What git was asked about before it was clear that somebody wants to know. */
  readonly asked?: Repository | undefined;
  /** Repositories that git would not tell about are added here. */
  readonly skipped: Skipped[];
  readonly warnings: string[];
}

/** Remembers what was found: a directory is asked about once for each of its entries. */
export interface SurroundingsFinder {
  /** What holds in `directory`, its own `.gitignore` not included. */
  of(directory: string): Surroundings;
  /** What was found out about a directory while its parent was read. */
  note(directory: string, surroundings: Surroundings): void;
  /** What holds at the root of a repository, whatever is around it. */
  atRepositoryRoot(root: string): Surroundings;
  /** From a directory into `path`, which lies in it. */
  descend(path: string, above: Surroundings): Surroundings;
  /** With the `.gitignore` of `directory`, if it has one. */
  withOwnRules(directory: string, where: Surroundings): Surroundings;
  /** All repositories that were come upon, in the order of their roots. */
  repositories(): Repository[];
}

/** A folder full of clones is asked once per clone, within reason; beyond, tracked states are unknown. */
const maxRepositories = 1000;

export function createSurroundings({
  respectGitignore,
  env,
  asked,
  skipped,
  warnings,
}: SurroundingsOptions): SurroundingsFinder {
  const repositories = new Map<string, Repository>();
  const surroundings = new Map<string, Surroundings>();

  const repositoryAt = (root: string): Repository | undefined => {
    const known = repositories.get(root);
    if (known !== undefined) return known;
    if (repositories.size >= maxRepositories) {
      const detail = `git is asked about ${maxRepositories} repositories at most: ${notKnown}`;
      skipped.push({ path: root, reason: 'git-failed', detail, isFailure: true });
      return undefined;
    }
    const repository = asked?.root === root ? asked : openRepository(root, env);
    repositories.set(root, repository);
    const detail = describeProblem(repository);
    if (detail !== undefined) {
      skipped.push({ path: root, reason: 'git-failed', detail, isFailure: true });
    }
    return repository;
  };

  const addRules = (file: string, base: string, rules: IgnoreRules | undefined) => {
    const text = readIgnoreFile(file);
    if (text === undefined) return rules;
    const added = parseIgnoreRules(text, base, rules);
    if (!added.isComplete) {
      warnings.push(`${printableName(file)} has lines too costly or too many to be heeded`);
    }
    return added.rules;
  };

  const atRepositoryRoot = (root: string): Surroundings => {
    const repository = repositoryAt(root);
    const common = repository?.commonDirectory;
    const rules =
      common === undefined ? undefined : addRules(`${common}/info/exclude`, root, undefined);
    return { repository, rules, isIgnored: false, isEnvOnly: false };
  };

  const withOwnRules = (directory: string, where: Surroundings): Surroundings => {
    const rules = addRules(`${withSlash(directory)}.gitignore`, directory, where.rules);
    return { ...where, rules };
  };

  /** The directory was named or its parent was read; its own `.gitignore` is not in yet. */
  const descend = (path: string, above: Surroundings): Surroundings => {
    if (above.isIgnored) return above;
    const answer = askIgnoreRules(above.rules, path, true);
    if (answer === 'ignored') {
      return { ...above, isIgnored: true, isEnvOnly: respectGitignore };
    }
    if (answer !== 'taken-back') return above;
    return { ...above, rules: withoutOverruled(above.rules, path) };
  };

  /** For a directory that no walk led to: goes down from the root of its repository. */
  const surroundingsOf = (directory: string): Surroundings => {
    const known = surroundings.get(directory);
    if (known !== undefined) return known;
    const root = findRepositoryRoot(directory);
    let current: Surroundings = {
      repository: undefined,
      rules: undefined,
      isIgnored: false,
      isEnvOnly: false,
    };
    if (root !== undefined) {
      current = atRepositoryRoot(root);
      let path = root;
      for (const part of relativeTo(root, withSlash(directory)).split('/').filter(Boolean)) {
        current = withOwnRules(path, current);
        path = `${withSlash(path)}${part}`;
        current = descend(path, current);
      }
      // It was asked for: rules that ignore it as a whole say nothing about what is in it.
      if (current.isIgnored) current = { ...current, rules: undefined, isEnvOnly: false };
    }
    surroundings.set(directory, current);
    return current;
  };

  return {
    of: surroundingsOf,
    note: (directory, found) => surroundings.set(directory, found),
    atRepositoryRoot,
    descend,
    withOwnRules,
    repositories: () =>
      [...repositories.values()].sort((a, b) => (a.root < b.root ? -1 : a.root > b.root ? 1 : 0)),
  };
}

const notKnown = 'which files are tracked is not known';

function describeProblem({ root, problem }: Repository): string | undefined {
  switch (problem?.kind) {
    case undefined:
      return undefined;
    case 'owner':
      return `git refuses it, since it belongs to another user: ${notKnown}; "git config --global --add safe.directory ${printableName(root)}" allows it`;
    default:
      return `${problem?.detail}: ${notKnown}`;
  }
}
