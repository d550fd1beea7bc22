// Members of what has been lowered: one step further along a name, below a setting, into an object.
import type { Expression } from '../../model/expression.ts';
import type { Reading } from './reading.ts';
import { nodeOf, type Slot } from './shape.ts';
import { typeOfName } from './types.ts';

/** A member of what a value is; `undefined` where nothing is known of it. */
export function memberOf(
  reading: Reading,
  owner: Expression,
  property: string,
  where: Expression['at'],
): Expression | undefined {
  switch (owner.kind) {
    case 'env':
      return owner.name === '' ? { kind: 'env', name: property, at: where } : undefined;
    case 'setting': {
      const other = owner.fallback && memberOf(reading, owner.fallback, property, where);
      return {
        kind: 'setting',
        ...(other && { fallback: other }),
        path: [owner.path, property.replace(/:|__/g, '.')].filter((part) => part !== '').join('.'),
        at: where,
      };
    }
    case 'name': {
      const type = typeOfName(reading, owner.path);
      return { kind: 'name', path: [...(type ?? owner.path), property], at: where };
    }
    case 'parameter': {
      const { fallback, ...rest } = owner;
      // Of what a parameter is where nobody passes it, the same member: `config=Depends(get_config)`.
      const isMade = fallback?.kind === 'call' || fallback?.kind === 'name';
      const other = isMade ? memberOf(reading, fallback, property, where) : undefined;
      return {
        ...rest,
        path: [...owner.path, property],
        ...(other && { fallback: other }),
        at: where,
      };
    }
    case 'object':
      return owner.properties[property] ?? { kind: 'member', of: owner, property, at: where };
    case 'call':
    case 'member':
      return { kind: 'member', of: owner, property, at: where };
    case 'choice': {
      const options = owner.options.flatMap(
        (option) => memberOf(reading, option, property, where) ?? [],
      );
      return { kind: 'choice', how: owner.how, options, at: where };
    }
    default:
      return undefined;
  }
}

/**
 * Names of modules alone, none of which the file declares: the last name says what is meant. A module of the project
 * that the file takes in says it better.
 */
export function isModulePath(reading: Reading, slot: Slot, path: readonly string[]): boolean {
  const [base = ''] = path;
  if (!path.every((step) => /^[a-z_][a-z0-9_]*$/.test(step))) return false;
  const binding = reading.scopes.lookUp(nodeOf(slot), base);
  if (!binding) return true;
  const from = binding.import?.from;
  return from !== undefined && reading.language.modules.own?.test(from) !== true;
}
