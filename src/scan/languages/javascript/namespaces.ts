// Namespaces and enums of TypeScript as the objects that they are when the program runs.
import type { Expression } from '../../../model/expression.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { lower } from './lower.ts';
import { at, type Reading, textOf } from './reading.ts';
import { keyText } from './shapes.ts';

/** What a namespace of TypeScript exports, as an object; those in it are objects of its own. */
export function namespaceObject(reading: Reading, node: SyntaxNode): Expression {
  const properties: Record<string, Expression> = Object.create(null);
  for (const statement of childOf(node, 'body')?.children ?? []) {
    if (statement.type !== 'export_statement') continue;
    const declaration = childOf(statement, 'declaration');
    const inner =
      declaration?.type === 'internal_module' ? childOf(declaration, 'name') : undefined;
    if (declaration && inner?.type === 'identifier') {
      properties[textOf(reading, inner)] = namespaceObject(reading, declaration);
    }
    for (const one of declaration?.children ?? []) {
      const name = one.type === 'variable_declarator' ? childOf(one, 'name') : undefined;
      const value = childOf(one, 'value');
      if (name?.type === 'identifier' && value) {
        properties[textOf(reading, name)] = lower(reading, value);
      }
    }
  }
  const whole = { kind: 'object', properties, spreads: [], at: at(reading, node) } as const;
  return nested(reading, childOf(node, 'name'), whole);
}

/** `namespace App.Auth`: what is in it lies one step deeper. */
function nested(reading: Reading, name: SyntaxNode | undefined, value: Expression): Expression {
  const object = childOf(name, 'object');
  const property = childOf(name, 'property');
  if (!object || !property) return value;
  const properties: Record<string, Expression> = Object.create(null);
  properties[textOf(reading, property)] = value;
  return nested(reading, object, { kind: 'object', properties, spreads: [], at: value.at });
}

/** What an enum gives its names. */
export function enumObject(reading: Reading, node: SyntaxNode): Expression {
  const properties: Record<string, Expression> = Object.create(null);
  for (const member of childOf(node, 'body')?.children ?? []) {
    const name = childOf(member, 'name');
    const value = childOf(member, 'value');
    const key = name && keyText(name, reading.text);
    if (member.type === 'enum_assignment' && key !== undefined && value) {
      properties[key] = lower(reading, value);
    }
  }
  return { kind: 'object', properties, spreads: [], at: at(reading, node) };
}
