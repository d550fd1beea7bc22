// Settings of all stages that those of production set anew.
import type { PendingUse } from './uses.ts';

const base = /(?:^|\/)(?:config\/config\.exs|settings\/(?:base|common|defaults?)\.py)$/;
const ofProduction = /(?:^|\/)(?:config\/(?:runtime|releases)\.exs|settings\/prod(?:uction)?\.py)$/;

/**
 * What the settings of all stages set is out of force where those of production set it anew: `config/config.exs` and what a
 * release of Elixir reads as it starts, `settings/base.py` and `settings/production.py` of Django.
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
  return pending.map((one) => (isReplaced(one) ? { ...one, origins: [] } : one));
}
