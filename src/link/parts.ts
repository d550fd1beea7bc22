// Small questions about values that are being followed: what stands in for what, which argument a parameter is.
import {
  allKeywords,
  type CallOf,
  type Expression,
  type ListOf,
  type Parameter,
} from '../model/expression.ts';
import type { OriginEnd, Part, Trail } from './trail.ts';

/** Most ways of one expression; real code needs a fraction of them. */
export const maxOrigins = 64;

/** A way that has come to its end. */
export function finish(trail: Trail, end: OriginEnd): readonly Part[] {
  const { path: _, depth: __, frame: ___, isArriving: ____, ...met } = trail;
  return [{ end, ...met }];
}

/** What a call gives for a parameter: by position, else by name. */
export function argumentFor(
  { index, name, isNamedOnly, at }: Parameter,
  call: { readonly arguments: readonly Expression[]; readonly keywords?: CallOf['keywords'] },
): Expression | undefined {
  const { keywords = {} } = call;
  if (name === allKeywords) {
    const { [allKeywords]: spread, ...properties } = keywords;
    return { kind: 'object', properties, spreads: spread ? [spread] : [], at };
  }
  const named = name === undefined ? undefined : keywords[name];
  const spread = name === undefined ? undefined : keywords[allKeywords];
  return (
    named ??
    (isNamedOnly ? undefined : call.arguments[index]) ??
    (spread && { kind: 'member', of: spread, property: name ?? '', at: spread.at })
  );
}

/** Numbers for expressions, in the order in which they are asked for. */
export function createIdentities(): (expression: Expression) => number {
  const numbers = new WeakMap<Expression, number>();
  let last = 0;
  return (expression) => {
    let number = numbers.get(expression);
    if (number === undefined) {
      number = ++last;
      numbers.set(expression, number);
    }
    return number;
  };
}

/**
 * Of several ways that a value may come about, what is written down stands in for what is read elsewhere:
 * `if (!secret) secret = 'dev'`, `if (process.env.X) return process.env.X; return 'dev'`.
 */
export function standIns(ways: readonly (readonly Part[])[]): readonly Part[] {
  const [only = []] = ways;
  if (ways.length < 2) return only;
  const all = ways.flat();
  if (!all.some(isWrittenDown)) return all;
  const lead = all.find(
    ({ end, fallbackFor }) => !fallbackFor && (end.kind === 'env' || end.kind === 'setting'),
  );
  if (!lead) return all;
  return ways.flatMap((way) =>
    way.map((part) =>
      part.fallbackFor || !isWrittenDown(part) || way.includes(lead)
        ? part
        : { ...part, fallbackFor: lead.end, isGuarded: true },
    ),
  );
}

export function isWrittenDown({ end }: Part): boolean {
  return end.kind === 'text' || end.kind === 'generated';
}

export function itemAt(list: ListOf, position: string): readonly Expression[] {
  const item = /^\d{1,4}$/.test(position) ? list.items[Number(position)] : undefined;
  return item ? [item] : [];
}
