// Members of what has been lowered: one step further along a name, below a setting, into an object.
import { anyParts } from '../../model/any-parts.ts';
import { anyMember, type Expression } from '../../model/expression.ts';
import { settingBelow } from '../../model/file-setting.ts';
import type { Reading, ValueReading } from './reading.ts';
import { nodeOf, type Slot } from './shape.ts';

type ObjectOf = Extract<Expression, { kind: 'object' }>;

/** A member of what a value is; `undefined` where nothing is known of it. */
export function memberOf(
  reading: ValueReading,
  owner: Expression,
  property: string,
  where: Expression['at'],
): Expression | undefined {
  if (property === anyMember) return anyOf(owner, where);
  switch (owner.kind) {
    case 'env':
      return owner.name === '' ? { kind: 'env', name: property, at: where } : undefined;
    case 'setting': {
      const other = owner.fallback && memberOf(reading, owner.fallback, property, where);
      return {
        kind: 'setting',
        ...(other && { fallback: other }),
        path: settingBelow(owner.path, [property.replace(/:|__/g, '.')]).replace(/^\./, ''),
        at: where,
      };
    }
    case 'name': {
      const path = reading.typeOfName?.(owner.path) ?? owner.path;
      return { kind: 'name', path: [...path, property], at: where };
    }
    case 'parameter': {
      const { fallback, ...rest } = owner;
      // Of what a parameter is where nobody passes it, the same member: `config=Depends(get_config)`.
      const isMade = fallback?.kind === 'call' || fallback?.kind === 'name';
      const other = isMade
        ? memberOf(reading, fallback, property, where)
        : fallback?.kind === 'object' && ownMember(fallback, property);
      return {
        ...rest,
        path: [...owner.path, property],
        ...(other && { fallback: other }),
        at: where,
      };
    }
    case 'object':
      return ownMember(owner, property) ?? { kind: 'member', of: owner, property, at: where };
    case 'list':
      return /^\d{1,3}$/.test(property) ? owner.items[Number(property)] : undefined;
    case 'generated':
      // `os.userInfo().username`
      return owner.from === 'fixed' ? owner : undefined;
    case 'call':
    case 'member':
      return { kind: 'member', of: owner, property, at: where };
    case 'choice': {
      // What is not known of one option may be a value all the same.
      const unknown: Expression = { kind: 'unknown', at: where };
      if (!reading.memory.budget.take(owner.options.length)) return unknown;
      const options = owner.options.map(
        (option) => memberOf(reading, option, property, where) ?? unknown,
      );
      return { kind: 'choice', how: owner.how, options, at: where };
    }
    default:
      return undefined;
  }
}

/** `config[stage]`: any part of what is written down; of what is known by name link finds out what there is. */
function anyOf(owner: Expression, where: Expression['at']): Expression | undefined {
  switch (owner.kind) {
    case 'object':
    case 'list': {
      const all = owner.kind === 'list' ? owner.items : Object.values(owner.properties);
      const parts = anyParts(all, (part) => part);
      if (parts.length === 0) return undefined;
      return { kind: 'choice', how: 'either', options: parts, at: where };
    }
    case 'name':
    case 'parameter':
      return { ...owner, path: [...owner.path, anyMember], at: where };
    case 'call':
    case 'member':
      return { kind: 'member', of: owner, property: anyMember, at: where };
    default:
      return undefined;
  }
}

/** What an object is given under a name, itself or in another object that is spread out in it. */
function ownMember(object: ObjectOf, property: string): Expression | undefined {
  if (Object.hasOwn(object.properties, property)) return object.properties[property];
  return object.spreads
    .map((spread) => (spread.kind === 'object' ? ownMember(spread, property) : undefined))
    .find(Boolean);
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
