// Small questions about expressions that are spelled out: what is joined, mentioned, overwritten, named.
import type { Expression, Text } from '../model/expression.ts';
import type { Definition } from '../model/facts.ts';
import type { Range } from '../model/place.ts';

/** `secret@120` -> `secret`, `options@12.secret` -> `options.secret`. */
export function bareName(binding: string): string {
  return binding.replace(/@\d{1,12}(?=\.|$)/, '');
}

/** What a field is of, with the dot behind it: `config.jwt.` of `config.jwt.secret`. */
export function ownerOf(name: string): string {
  return name.slice(0, name.lastIndexOf('.') + 1);
}

/**
 * A parameter that the body assigns anew only picks the branch, and is not what is signed with - unless what is
 * assigned builds on it (`key = key || other`).
 */
export function liveDefinitions(all: readonly Definition[]): readonly Definition[] {
  if (all.length < 2 || all[0]?.value.kind !== 'parameter') return all;
  const [parameter, ...assigned] = all;
  const buildsOnIt = assigned.some(({ value }) => mentions(value, parameter?.name ?? '', 0));
  return buildsOnIt ? all : assigned;
}

function mentions(expression: Expression, name: string, depth: number): boolean {
  if (depth > 6) return false;
  const any = (list: readonly Expression[]): boolean =>
    list.some((e) => mentions(e, name, depth + 1));
  switch (expression.kind) {
    case 'name':
      return expression.path[0] === name;
    case 'choice':
      return any(expression.options);
    case 'concat':
      return any(expression.parts);
    case 'call':
      return any(expression.arguments);
    case 'decoded':
    case 'encoded':
    case 'hashed':
      return any([expression.of]);
    default:
      return false;
  }
}

/** The value at a property path of an expression that is spelled out; `undefined` where it is not. */
export function walk(expression: Expression, path: readonly string[]): Expression | undefined {
  let current: Expression | undefined = expression;
  for (const [position, property] of path.entries()) {
    // Another name for it: the rest of the path is walked from there.
    if (current?.kind === 'name')
      return { ...current, path: [...current.path, ...path.slice(position)] };
    if (current?.kind !== 'object' || !Object.hasOwn(current.properties, property))
      return undefined;
    current = current.properties[property];
  }
  return current;
}

/** `${directory}/jwt.hex`: where something lies, and nothing that directories are called is part of what is in there. */
export function isComposedPath(parts: readonly Expression[]): boolean {
  const last = parts.at(-1);
  return (
    last?.kind === 'text' &&
    /^(?:[\w./-]{0,100})?\/[\w-]{1,60}\.[a-z]{2,5}$/.test(last.value) &&
    parts.some(({ kind }) => kind !== 'text')
  );
}

/** Joins a concatenation of literals; `undefined` when any part is not one. */
export function joinTexts(parts: readonly Expression[], at: Range): Text | undefined {
  let value = '';
  let outsideProduction: Text['outsideProduction'];
  for (const part of parts) {
    if (part.kind !== 'text') return undefined;
    value += part.value;
    outsideProduction ??= part.outsideProduction;
  }
  return { kind: 'text', value, at, ...(outsideProduction && { outsideProduction }) };
}
