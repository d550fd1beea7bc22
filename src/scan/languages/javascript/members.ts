// Lowers member expressions: one step below whatever the object is.
import { anyParts } from '../../../model/any-parts.ts';
import { anyMember, type Expression } from '../../../model/expression.ts';
import { namedRead } from '../../code/lower-value.ts';
import { memberOf } from '../../code/member-of.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { pathOfThis } from './classes.ts';
import { givenOption, givenOptions } from './command-lines.ts';
import { environmentRead, isEnvironment, settingRead } from './environment.ts';
import { lower } from './lower.ts';
import { at, type Reading, textOf, unknown } from './reading.ts';
import { propertyName } from './shapes.ts';

/** A property of something: a variable, a setting, or one step further along a name. */
export function lowerMember(reading: Reading, node: SyntaxNode): Expression {
  const object = childOf(node, 'object');
  if (!object) return unknown(reading, node);
  const read = environmentRead(reading, node) ?? settingRead(reading, node);
  if (read) return read;
  if (isEnvironment(reading, node)) return { kind: 'env', name: '', at: at(reading, node) };
  const property = propertyName(node, reading.text);
  if (property === undefined) return lowerDynamicMember(reading, node, object);
  const given = givenOption(reading, object, property) ?? givenOptions(reading, node);
  if (given) return given;
  if (property === 'length' || property === '__proto__') return unknown(reading, node);
  if (object.type === 'this') {
    const path = pathOfThis(reading, object);
    if (!path) return unknown(reading, node);
    return { kind: 'name', path: [...path, property], at: at(reading, node) };
  }
  return propertyOf(reading, lower(reading, object), property, at(reading, node));
}

/** One step below an expression, where the expression itself tells. */
export function propertyOf(
  reading: Reading,
  of: Expression,
  property: string,
  where: Expression['at'],
): Expression {
  const isExports = property === 'exports' && of.kind === 'name' && of.path.join() === 'module';
  if (isExports) return { ...of, path: ['module.exports'], at: where };
  const value = reading.budget.take() ? memberOf(reading, of, property, where) : undefined;
  return value ?? { kind: 'unknown', at: where };
}

/** `config[process.env.NODE_ENV]`: any property of an object that is written down in this file. */
function lowerDynamicMember(reading: Reading, node: SyntaxNode, object: SyntaxNode): Expression {
  const base = lower(reading, object);
  if (base.kind === 'env' && base.name === '') {
    const index = childOf(node, 'index');
    const read = namedRead(index && lower(reading, index), at(reading, node));
    if (read) return read;
  }
  const binding =
    object.type === 'identifier'
      ? reading.scopes.lookUp(object, textOf(reading, object))
      : undefined;
  const value = binding?.value && valueOnce(reading, binding.value);
  if (base.kind !== 'name' || value?.kind !== 'object') {
    return propertyOf(reading, base, anyMember, at(reading, node));
  }
  const parts = anyParts(Object.entries(value.properties), ([, part]) => part);
  return {
    kind: 'choice',
    how: 'either',
    options: parts.map(([key]) => ({ ...base, path: [...base.path, key] })),
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
