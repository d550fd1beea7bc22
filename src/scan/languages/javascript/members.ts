// Lowers member expressions: one step below whatever the object is.
import type { Expression } from '../../../model/expression.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { pathOfThis } from './classes.ts';
import { environmentRead, isEnvironment, settingRead } from './environment.ts';
import { lower } from './lower.ts';
import { at, type Reading, textOf, unknown } from './reading.ts';
import { propertyName } from './shapes.ts';

/** A property of something: a variable, a setting, or one step further along a name. */
export function lowerMember(reading: Reading, node: SyntaxNode): Expression {
  const object = childOf(node, 'object');
  if (!object) return unknown(reading, node);
  const environment = environmentRead(reading, node);
  if (environment) return environment;
  const setting = settingRead(reading, node);
  if (setting) return setting;
  if (isEnvironment(reading, node)) return { kind: 'env', name: '', at: at(reading, node) };
  const property = propertyName(node, reading.text);
  if (property === undefined) return lowerDynamicMember(reading, node, object);
  if (property === 'length' || property === '__proto__') return unknown(reading, node);
  if (object.type === 'this') {
    const path = pathOfThis(reading, object);
    if (!path) return unknown(reading, node);
    return { kind: 'name', path: [...path, property], at: at(reading, node) };
  }
  return propertyOf(reading, lower(reading, object), property, at(reading, node));
}

/** One step below an expression, where the expression itself tells; else a `member`. */
export function propertyOf(
  reading: Reading,
  of: Expression,
  property: string,
  where: Expression['at'],
): Expression {
  if (!reading.budget.take()) return { kind: 'unknown', at: where };
  switch (of.kind) {
    case 'name':
      if (property === 'exports' && of.path.length === 1 && of.path[0] === 'module') {
        return { kind: 'name', path: ['module.exports'], at: where };
      }
      return { kind: 'name', path: [...of.path, property], at: where };
    case 'parameter': {
      const { fallback, ...rest } = of;
      const part = fallback?.kind === 'object' ? fallback.properties[property] : undefined;
      return { ...rest, path: [...of.path, property], ...(part && { fallback: part }), at: where };
    }
    case 'object': {
      return ownProperty(of, property) ?? { kind: 'member', of, property, at: where };
    }
    case 'list': {
      const item = /^\d{1,3}$/.test(property) ? of.items[Number(property)] : undefined;
      return item ?? { kind: 'unknown', at: where };
    }
    case 'setting': {
      const { fallback: _, ...rest } = of;
      return { ...rest, path: `${of.path}.${property}`, at: where };
    }
    case 'choice':
      return {
        ...of,
        options: of.options.map((option) => propertyOf(reading, option, property, where)),
        at: where,
      };
    case 'call':
    case 'member':
      return { kind: 'member', of, property, at: where };
    case 'generated':
      // `os.userInfo().username`
      return of.from === 'fixed' ? of : { kind: 'unknown', at: where };
    case 'env':
      if (of.name !== '') return { kind: 'unknown', at: where };
      return { kind: 'env', name: property, at: where };
    default:
      return { kind: 'unknown', at: where };
  }
}

function ownProperty(
  object: Extract<Expression, { kind: 'object' }>,
  property: string,
): Expression | undefined {
  if (Object.hasOwn(object.properties, property)) return object.properties[property];
  const written = object.spreads.filter((spread) => spread.kind === 'object');
  return written.map((spread) => ownProperty(spread, property)).find(Boolean);
}

/** `config[process.env.NODE_ENV]`: any property of an object that is written down in this file. */
function lowerDynamicMember(reading: Reading, node: SyntaxNode, object: SyntaxNode): Expression {
  const base = lower(reading, object);
  const binding =
    object.type === 'identifier'
      ? reading.scopes.lookUp(object, textOf(reading, object))
      : undefined;
  const value = binding?.value && valueOnce(reading, binding.value);
  if (base.kind !== 'name' || value?.kind !== 'object') return unknown(reading, node);
  const keys = Object.keys(value.properties).slice(0, 12);
  return {
    kind: 'choice',
    how: 'either',
    options: keys.map((key) => ({ ...base, path: [...base.path, key] })),
    at: at(reading, node),
  };
}

/** A value that leads back to itself, as in `var app = app && app[name]`, is nothing. */
function valueOnce(reading: Reading, node: SyntaxNode): Expression | undefined {
  if (reading.following.has(node)) return undefined;
  reading.following.add(node);
  const value = lower(reading, node);
  reading.following.delete(node);
  return value;
}
