// Objects that hold one setting for each environment: `{ development: { secret: '...' }, production: { ... } }`.
import type { Expression } from '../../model/expression.ts';
import { areEnvironments, environmentOfWord } from '../formats/paths.ts';

/** Sections of settings are not nested deeper. */
const maxDepth = 6;

type Properties = Readonly<Record<string, Expression>>;

/** The same properties; what is written below the name of an environment is marked with it. */
export function withEnvironments(properties: Record<string, Expression>): Properties {
  if (!areEnvironments(Object.keys(properties))) return properties;
  const marked: Record<string, Expression> = Object.create(null);
  for (const [key, value] of Object.entries(properties)) {
    const environment = environmentOfWord(key);
    marked[key] = environment === undefined ? value : mark(value, environment, 0);
  }
  return marked;
}

function mark(value: Expression, environment: string, depth: number): Expression {
  if (value.kind === 'text') return { ...value, environment };
  if (value.kind !== 'object' || depth > maxDepth) return value;
  const properties: Record<string, Expression> = Object.create(null);
  for (const [key, inner] of Object.entries(value.properties))
    properties[key] = mark(inner, environment, depth + 1);
  return { ...value, properties };
}
