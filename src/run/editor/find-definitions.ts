// Where a variable or setting that code reads is given its value: env files first, nearest first.
import { compactPath } from '../../link/name-words.ts';
import type { Definition, Facts } from '../../model/facts.ts';
import type { Place } from '../../model/place.ts';
import type { NameAt } from './place-in-text.ts';

interface Found {
  readonly place: Place;
  readonly definition: Definition;
}

/** The entries that set the name under the cursor; none where the name is not one of configuration. */
export function findDefinitions(
  facts: ReadonlyMap<string, Facts>,
  path: string,
  names: readonly NameAt[],
): readonly Place[] {
  for (const { name } of names) {
    const found = entriesOf(facts, name).filter(({ place }) => place.path !== path);
    if (found.length === 0) continue;
    found.sort(
      (a, b) =>
        rank(a) - rank(b) ||
        sharedSteps(b.place.path, path) - sharedSteps(a.place.path, path) ||
        (a.place.path < b.place.path ? -1 : 1),
    );
    return found.map(({ place }) => place);
  }
  return [];
}

function entriesOf(facts: ReadonlyMap<string, Facts>, name: string): Found[] {
  const setting = /[.:]/.test(name) ? compactPath(name) : undefined;
  return [...facts.values()].flatMap((file) =>
    file.definitions.flatMap((definition): Found[] => {
      const isMeant =
        (definition.space === 'env' && definition.name === name) ||
        (definition.space === 'setting' &&
          setting !== undefined &&
          compactPath(definition.name) === setting);
      return isMeant ? [{ definition, place: { path: file.path, ...definition.at } }] : [];
    }),
  );
}

/** What a program runs with before what only shows how it is set. */
function rank({ definition }: Found): number {
  if (definition.isCommentedOut) return 3;
  if (definition.isTemplate) return 2;
  return definition.carrier === 'dotenv' ? 0 : 1;
}

function sharedSteps(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  let count = 0;
  while (count < left.length - 1 && left[count] === right[count]) count++;
  return count;
}
