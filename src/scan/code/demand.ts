// Definitions that are made only when something leads to their name: most names of a file never matter to a secret, and
// what they are given is not lowered then.
import { type Expression, partsOf } from '../../model/expression.ts';
import type { Call, Definition, Guard, Leak, Use } from '../../model/facts.ts';

/** Names that may hold a secret whatever refers to them. */
export const telling =
  /secret|token|jwt|key|password|passphrase|salt|sign|hmac|cookie|session|pepper|credential/i;

/** What asks for definitions. */
export interface Asked {
  readonly uses: readonly Use[];
  readonly leaks: readonly Leak[];
  readonly calls: readonly Call[];
  readonly guards?: readonly Guard[];
  /** Definitions of another kind, whose values are followed. */
  readonly others?: readonly Definition[];
}

/** All that facts of these kinds refer to. */
export function partsAsked({
  uses,
  leaks,
  calls,
  guards = [],
  others = [],
}: Asked): readonly Expression[] {
  return [
    ...uses.flatMap(partsOfUse),
    ...[...leaks, ...others].map(({ value }) => value),
    ...guards.flatMap(({ value, refuses }) => [value, refuses]),
    ...calls.flatMap(({ callee, arguments: given, keywords }) => [
      callee,
      ...given,
      ...Object.values(keywords ?? {}),
    ]),
  ].filter((part) => part !== undefined);
}

/** What a use may find its key, algorithm and claims in. */
export function partsOfUse({ key, algorithm, accepted, options, payload }: Use) {
  return [key, algorithm, accepted, options, payload].filter((part) => part !== undefined);
}

/** What is known to be wanted of a file, and what waits for that. */
export interface Demand {
  /** Whatever `make` adds is wanted once an expression leads to a name that begins like this. */
  later(root: string, make: () => void): void;
  /** Makes what an expression refers to, and what that refers to. */
  follow(expression: Expression | undefined): void;
}

/** Nothing is wanted yet. */
export function createDemand(): Demand {
  const waiting = new Map<string, (() => void)[]>();
  const wanted = new Set<string>();
  const seen = new Set<Expression>();
  const expressions: Expression[] = [];
  const makers: (() => void)[] = [];
  let isBusy = false;

  const want = (root: string): void => {
    if (wanted.has(root)) return;
    wanted.add(root);
    for (const make of waiting.get(root) ?? []) makers.push(make);
    waiting.delete(root);
  };
  const visit = (expression: Expression): void => {
    if (seen.has(expression)) return;
    seen.add(expression);
    if (expression.kind === 'name') want(expression.path[0] ?? '');
    for (const part of partsOf(expression)) if (!seen.has(part)) expressions.push(part);
  };
  /** One after the other: names that lead to each other may be as many as there are. */
  const work = (): void => {
    if (isBusy) return;
    isBusy = true;
    while (expressions.length > 0 || makers.length > 0) {
      const expression = expressions.pop();
      if (expression) visit(expression);
      else makers.pop()?.();
    }
    isBusy = false;
  };
  return {
    later(root, make) {
      if (wanted.has(root)) makers.push(make);
      else {
        const others = waiting.get(root);
        if (others) others.push(make);
        else waiting.set(root, [make]);
      }
      work();
    },
    follow(expression) {
      if (expression) expressions.push(expression);
      work();
    },
  };
}
