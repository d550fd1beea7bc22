// What classes say of their members: fields of instances, bases, parameters that become properties, getters.
import type { Expression } from '../../model/expression.ts';
import type { Range } from '../../model/place.ts';
import type { Entries } from './entries.ts';
import { parameterValue } from './lower.ts';
import { at, type Reading, sourceOf } from './reading.ts';
import { nodeOf } from './shape.ts';
import { instanceOf, isTypeOf } from './types.ts';

/** Notes what a name is given; nothing where that is not known. */
export type Define = (name: string, value: Expression | undefined, where: Range) => void;

/** Classes, interfaces and traits that one class takes members from. */
const maximumBases = 8;

/** `Service{secret: key}`: fields of an instance. */
export function defineObjects(reading: Reading, entries: Entries, define: Define): void {
  for (const { shape } of entries.objects) {
    const { type } = shape;
    if (type === undefined || !isTypeOf(reading, type)) continue;
    for (const { key, value } of shape.entries.slice(0, 1_000)) {
      define(`${type}#.${key}`, reading.lower(value), at(reading, nodeOf(value)));
    }
  }
}

/** Base classes, properties made of constructor parameters, getters, classes in classes. */
export function defineClasses(reading: Reading, entries: Entries, define: Define): void {
  const { scopes, language } = reading;
  for (const { node, shape } of entries.classes) {
    const own = shape.parameters && scopes.classAround(node);
    if (own) {
      const id = scopes.idOf(node);
      const where = at(reading, shape.name ?? node);
      define(id, { kind: 'function', id, returns: [], at: where }, where);
    }
    for (const parameter of shape.parameters ?? []) {
      const owner = scopes.classAround(node);
      const name = parameter.called ?? sourceOf(reading, parameter.name);
      if (!owner || !parameter.isProperty) continue;
      const path = `${owner.key}#.${name}`;
      const value = parameterValue(reading, parameter.name, parameter);
      const where = at(reading, parameter.name);
      define(path, value, where);
      // Components of records are read by methods of their names.
      if (language.words.hasGetters && value)
        define(path, { kind: 'function', id: `${path}()`, returns: [value], at: where }, where);
    }
  }
  for (const { node, shape } of entries.functions) {
    const owner = scopes.classAround(node);
    for (const parameter of shape.parameters) {
      if (!owner || !parameter.isProperty) continue;
      const name = parameter.called ?? sourceOf(reading, parameter.name);
      define(
        `${owner.key}#.${name}`,
        parameterValue(reading, parameter.name, parameter),
        at(reading, parameter.name),
      );
    }
  }
  for (const { key, bases, node, members } of scopes.classes.values()) {
    const where = at(reading, node);
    for (const base of new Set(bases.slice(0, maximumBases)))
      define(`${key}#`, { kind: 'name', path: [`${base}#`], at: where }, where);
    if (members.size > 2_000) continue;
    for (const [member, { isMethod, value, type }] of members) {
      const path = [`${key}#`, member];
      if (scopes.classes.has(member) && member !== key) {
        define(path.join('.'), { kind: 'name', path: [`${member}#`], at: where }, where);
      } else if (!isMethod && !value) {
        const of = instanceOf(reading, type);
        if (of) define(path.join('.'), { kind: 'name', path: of, at: where }, where);
      }
      const getter = `get${member.charAt(0).toUpperCase()}${member.slice(1)}`;
      if (language.words.hasGetters && !isMethod && !members.has(getter)) {
        const returns: Expression[] = [{ kind: 'name', path, at: where }];
        define(
          `${key}#.${getter}`,
          { kind: 'function', id: `${key}#.${getter}`, returns, at: where },
          where,
        );
      }
    }
  }
}
