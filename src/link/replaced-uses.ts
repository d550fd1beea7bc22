// Settings of all stages that those of production set anew.
import { type Expression, partsOf } from '../model/expression.ts';
import { groupsBy } from '../model/group-by.ts';
import { memoByObject } from '../model/memo.ts';
import type { Origin } from './trail.ts';
import type { PendingUse } from './uses.ts';

const base = /(?:^|\/)(?:config\/config\.exs|settings\/(?:base|common|defaults?)\.py)$/;
const ofProduction = /(?:^|\/)(?:config\/(?:runtime|releases)\.exs|settings\/prod(?:uction)?\.py)$/;

/**
 * What the settings of all stages set is out of force in production where those of production set it anew:
 * `config/config.exs` and what a release of Elixir reads as it starts, `settings/base.py` and `settings/production.py` of
 * Django.
 */
export function withoutReplaced(pending: readonly PendingUse[]): PendingUse[] {
  const usesIn = (file: RegExp) =>
    groupsBy(
      pending.filter(({ linked }) => file.test(linked.at.path)),
      keyOf,
    );
  const anew = usesIn(ofProduction);
  if (anew.size === 0) return [...pending];
  const inBase = usesIn(base);
  return pending.map((one) => {
    if (!base.test(one.linked.at.path)) return one;
    const own = inBase.get(keyOf(one)) ?? [];
    const by = anew.get(keyOf(one)) ?? [];
    // Of several endpoints that the base sets, all have to be set anew: which is which is not known here.
    return by.length < own.length ? one : { ...one, origins: leftOf(one, by) };
  });
}

/** Directory and setting. */
function keyOf({ linked }: PendingUse): string {
  return `${linked.at.path.slice(0, linked.at.path.lastIndexOf('/'))}\0${linked.use.call}`;
}

/** Where a setting of all stages still comes from once those of production were read. */
function leftOf({ linked, origins }: PendingUse, by: readonly PendingUse[]): readonly Origin[] {
  const always = alwaysSet(by);
  // Each release of Elixir reads both files, and most of what is conditional there is for releases alone.
  if (linked.at.path.endsWith('.exs')) return always ? [] : outsideOf(origins, by);
  // Settings of Django are chosen, and development is not production.
  return always ? outsideOf(origins, [always]) : origins;
}

/** Of those that set it anew, one that does so whatever stood there before; asked for once for all that it may replace. */
const alwaysSet = memoByObject((by: readonly PendingUse[]) =>
  by.find((one) => !isConditional(one) && !readsItself(one)),
);

/** Whether it is set below a condition: at the margin are the statements that are always run. */
function isConditional({ linked }: PendingUse): boolean {
  return linked.use.at.column > 1;
}

/** `SECRET_KEY = os.environ.get("SECRET_KEY", SECRET_KEY)`: what the base says is in force after all. */
function readsItself({ linked: { use } }: PendingUse): boolean {
  return use.key !== undefined && isNamedIn(use.key, use.call, maxDepth);
}

/** Calls in calls that the name is looked for in. */
const maxDepth = 8;

function isNamedIn(value: Expression, name: string, depth: number): boolean {
  if (value.kind === 'name' && value.path.length === 1 && value.path[0] === name) return true;
  return depth > 0 && partsOf(value).some((part) => isNamedIn(part, name, depth - 1));
}

/** What is left of them: whoever takes other settings than those of production signs with it. */
function outsideOf(origins: readonly Origin[], [by]: readonly PendingUse[]): readonly Origin[] {
  if (!by) return origins;
  const outsideProduction = { at: by.linked.use.at, path: by.linked.at.path };
  return origins.map((origin) =>
    origin.end.kind === 'text' ? { ...origin, end: { ...origin.end, outsideProduction } } : origin,
  );
}
