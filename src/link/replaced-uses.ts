// Settings of all stages that those of production set anew.
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
  const keyOf = ({ linked }: PendingUse): string =>
    `${linked.at.path.slice(0, linked.at.path.lastIndexOf('/'))}\0${linked.use.call}`;
  const count = (file: RegExp): ReadonlyMap<string, number> => {
    const counts = new Map<string, number>();
    for (const one of pending.filter(({ linked }) => file.test(linked.at.path)))
      counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
    return counts;
  };
  const anew = count(ofProduction);
  if (anew.size === 0) return [...pending];
  const inBase = count(base);
  // Of several endpoints that the base sets, all have to be set anew: which is which is not known here.
  const isReplaced = (one: PendingUse): boolean =>
    base.test(one.linked.at.path) && (inBase.get(keyOf(one)) ?? 0) <= (anew.get(keyOf(one)) ?? 0);
  const settingAnew = new Map(
    pending
      .filter(({ linked }) => ofProduction.test(linked.at.path))
      .map((one) => [keyOf(one), one]),
  );
  return pending.map((one) => {
    if (!isReplaced(one)) return one;
    // Each release of Elixir reads both files; settings of Django are chosen, and development is not production.
    const isChosen = one.linked.at.path.endsWith('.py');
    const by = settingAnew.get(keyOf(one));
    return { ...one, origins: isChosen && by ? outsideOf(one.origins, by) : [] };
  });
}

/** What is left of them: whoever takes other settings than those of production signs with it. */
function outsideOf(origins: readonly Origin[], { linked }: PendingUse): readonly Origin[] {
  const outsideProduction = { at: linked.use.at, path: linked.at.path };
  return origins.map((origin) =>
    origin.end.kind === 'text' ? { ...origin, end: { ...origin.end, outsideProduction } } : origin,
  );
}
