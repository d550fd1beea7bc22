// Collects what is known of each signing secret while linking: nodes by identity, joined when two names turn out
// to be one secret. Identities are made of names and places, never of values.
import type { UseKind } from '../model/facts.ts';
import type { SecretValue } from '../model/secret.ts';

/** One secret in the making. */
export interface SecretNode {
  readonly id: string;
  /** Candidate names, best first. */
  readonly names: string[];
  readonly values: Map<string, SecretValue>;
  /** Indices into the run's uses. */
  readonly uses: Set<number>;
  readonly packageDirectory: string;
  kind: UseKind | null;
  /** How convincing its name is, where no use speaks for it. */
  nameVerdict: 'strong' | 'generic' | 'none';
}

export interface SecretGraph {
  /** The node of that identity, made on first sight. */
  node(id: string, packageDirectory: string): SecretNode;
  has(id: string): boolean;
  /** Says that two identities are one secret; the first one's names lead. */
  join(a: string, b: string): void;
  /** The identity that stands for `id` after all joins. */
  rootOf(id: string): string;
  /** All secrets, in order of first sight. */
  nodes(): SecretNode[];
}

export function createSecretGraph(): SecretGraph {
  const parents = new Map<string, string>();
  const nodes = new Map<string, SecretNode>();
  const rootOf = (id: string): string => {
    let root = id;
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) {
      root = parent;
    }
    return root;
  };
  const node = (id: string, packageDirectory: string): SecretNode => {
    const root = rootOf(id);
    const known = nodes.get(root);
    if (known) return known;
    const made: SecretNode = {
      id: root,
      names: [],
      values: new Map(),
      uses: new Set(),
      packageDirectory,
      kind: null,
      nameVerdict: 'none',
    };
    nodes.set(root, made);
    return made;
  };
  return {
    node,
    has: (id) => nodes.has(rootOf(id)),
    rootOf,
    join: (a, b) => {
      const first = rootOf(a);
      const second = rootOf(b);
      if (first === second) return;
      const joined = nodes.get(second);
      parents.set(second, first);
      if (!joined) return;
      nodes.delete(second);
      const into = node(first, joined.packageDirectory);
      into.names.push(...joined.names.filter((name) => !into.names.includes(name)));
      for (const [key, value] of joined.values)
        if (!into.values.has(key)) into.values.set(key, value);
      for (const use of joined.uses) into.uses.add(use);
      into.kind ??= joined.kind;
      if (into.nameVerdict !== 'strong' && joined.nameVerdict !== 'none') {
        into.nameVerdict = joined.nameVerdict;
      }
    },
    nodes: () => [...nodes.values()],
  };
}
