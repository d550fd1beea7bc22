// Calls without a key of their own: the instance that they are made of was configured with one.
import type { Linker } from './linker.ts';
import type { SecretNode } from './secret-graph.ts';
import type { PendingUse } from './uses.ts';

/** Instances that one call may be of; with more of them nobody can tell. */
const maxProviders = 64;

/** Calls that take no key use the one their instance was configured with, in the same package or above it. */
export function inheritKeys(linker: Linker, uses: readonly PendingUse[]): void {
  const providers = new Map<string, number[]>();
  const add = (key: string, number: number): void => {
    const list = providers.get(key);
    if (!list) providers.set(key, [number]);
    else if (list.length < maxProviders) list.push(number);
  };
  const inPackage = (name: string, directory: string): string => `${name}\0${directory}`;
  for (const [number, { linked }] of uses.entries()) {
    const name = linked.use.provides;
    if (name === undefined) continue;
    add(name, number);
    add(inPackage(name, linked.file.packageDirectory), number);
  }
  const nodesOfUse = new Map<number, SecretNode[]>();
  for (const node of linker.graph.nodes()) {
    for (const number of node.uses) {
      const list = nodesOfUse.get(number);
      if (list) list.push(node);
      else nodesOfUse.set(number, [node]);
    }
  }
  for (const [number, { linked, origins }] of uses.entries()) {
    const name = linked.use.consumes;
    if (name === undefined) continue;
    const hasOwnKey = origins.some((origin) => origin.end.kind !== 'unknown');
    const chosen =
      providers.get(inPackage(name, linked.file.packageDirectory)) ?? providers.get(name) ?? [];
    for (const provider of hasOwnKey ? [] : chosen) {
      for (const node of nodesOfUse.get(provider) ?? []) node.uses.add(number);
    }
    settleConsumer(uses, number, chosen);
  }
}

/** What the instance's configuration says holds for calls that say nothing themselves. */
function settleConsumer(
  uses: readonly PendingUse[],
  number: number,
  providers: readonly number[],
): void {
  const pending = uses[number];
  if (!pending || providers.length === 0) return;
  const configured = providers.flatMap((n) => uses[n]?.linked ?? []);
  const own = pending.linked;
  const isSilent = own.use.algorithm === undefined && own.use.accepted === undefined;
  const named = configured.filter((use) => use.algorithms.length > 0 && !use.algorithmIsAssumed);
  Object.assign(own, {
    algorithms:
      isSilent && named.length > 0
        ? [...new Set(named.flatMap((use) => use.algorithms))]
        : own.algorithms,
    algorithmIsAssumed: isSilent && named.length > 0 ? false : own.algorithmIsAssumed,
    isAsymmetric: own.isAsymmetric || (isSilent && configured.every((use) => use.isAsymmetric)),
    expiry:
      own.expiry === 'missing' &&
      configured.some(({ use }) => use.expiry === 'set' || use.expiry === 'unknown')
        ? 'set'
        : own.expiry,
    verification:
      own.verification === 'open' && configured.some(({ use }) => use.verification === 'pinned')
        ? 'pinned'
        : own.verification,
  });
}
