// Settings of all stages that those of production set anew.
import { groupsBy } from '../model/group-by.ts';
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
    const own = inBase.get(keyOf(one)) ?? [];
    const by = anew.get(keyOf(one)) ?? [];
    // Of several endpoints that the base sets, all have to be set anew: which is which is not known here.
    const isReplaced = base.test(one.linked.at.path) && by.length >= own.length;
    return isReplaced ? { ...one, origins: leftOf(one, by) } : one;
  });
}

/** Directory and setting. */
function keyOf({ linked }: PendingUse): string {
  return `${linked.at.path.slice(0, linked.at.path.lastIndexOf('/'))}\0${linked.use.call}`;
}

/** Where a setting of all stages still comes from once those of production were read. */
function leftOf({ linked, origins }: PendingUse, by: readonly PendingUse[]): readonly Origin[] {
  const always = by.find((one) => !isConditional(one) && !readsItself(one));
  // Each release of Elixir reads both files, and most of what is conditional there is for releases alone.
  if (linked.at.path.endsWith('.exs')) return always ? [] : outsideOf(origins, by);
  // Settings of Django are chosen, and development is not production.
  return always ? outsideOf(origins, [always]) : origins;
}

/** Whether it is set below a condition: at the margin are the statements that are always run. */
function isConditional({ linked }: PendingUse): boolean {
  return linked.use.at.column > 1;
}

/** `SECRET_KEY = os.environ.get("SECRET_KEY", SECRET_KEY)`: what the base says is in force after all. */
function readsItself({ linked, origins }: PendingUse): boolean {
  return origins.some(
    ({ definition, definitionPath }) =>
      definitionPath === linked.at.path && definition?.at.start === linked.use.at.start,
  );
}

/** What is left of them: whoever takes other settings than those of production signs with it. */
function outsideOf(origins: readonly Origin[], [by]: readonly PendingUse[]): readonly Origin[] {
  if (!by) return origins;
  const outsideProduction = { at: by.linked.use.at, path: by.linked.at.path };
  return origins.map((origin) =>
    origin.end.kind === 'text' ? { ...origin, end: { ...origin.end, outsideProduction } } : origin,
  );
}
