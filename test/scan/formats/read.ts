// The one way in which format tests read a text.

import type { Expression } from '../../../src/model/expression.ts';
import type { Definition } from '../../../src/model/facts.ts';
import { createRangeFinder } from '../../../src/model/place.ts';
import type { PartialFacts } from '../../../src/scan/formats/format.ts';
import { formatReaders } from '../../../src/scan/formats/index.ts';

for (const reader of formatReaders) await reader.load?.();

/** Reads `text` as the first reader that takes `path` does; `undefined` where none takes it. */
export function readFormat(
  path: string,
  text: string,
): (PartialFacts & { id: string }) | undefined {
  const reader = formatReaders.find((candidate) => candidate.canRead(path));
  if (!reader) return undefined;
  return { id: reader.id, ...reader.read({ path, text, rangeOf: createRangeFinder(text) }) };
}

/** The definitions of `text`. */
export function definitionsOf(path: string, text: string): readonly Definition[] {
  return readFormat(path, text)?.definitions ?? [];
}

/** An expression in one line: `env(X, text(abc))`. */
export function show(expression: Expression): string {
  switch (expression.kind) {
    case 'text':
      return `'${expression.value}'`;
    case 'env':
      return `env(${expression.name}${expression.fallback ? `, ${show(expression.fallback)}` : ''})`;
    case 'setting':
      return `setting(${expression.path}${expression.fallback ? `, ${show(expression.fallback)}` : ''})`;
    case 'concat':
      return expression.parts.map(show).join(' + ');
    case 'choice':
      return `${expression.how}(${expression.options.map(show).join(', ')})`;
    case 'decoded':
      return `${expression.encoding}(${show(expression.of)})`;
    default:
      return expression.kind;
  }
}

/** `env JWT_SECRET = 'abc'` for each definition, in order. */
export function shown(path: string, text: string): string[] {
  return definitionsOf(path, text).map(
    ({ space, name, value }) => `${space} ${name} = ${show(value)}`,
  );
}

/** The stored text below each definition's value. */
export function slices(path: string, text: string): string[] {
  return definitionsOf(path, text).map(({ value }) => text.slice(value.at.start, value.at.end));
}
