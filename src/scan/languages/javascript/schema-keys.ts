// The keys that a schema expression declares, whatever it is put together from: objects, other schemas, JSON schemas.
import { createBudget } from '../../../model/budget.ts';
import { memoByObject } from '../../../model/memo.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { literalText } from './literals.ts';
import { type Reading, textOf } from './reading.ts';
import { type Constraints, constraintsOf, lookOnce, pairOf } from './schema-constraints.ts';
import { argumentsOf, keyText, propertyName, unwrap } from './shapes.ts';

/** One variable that a schema declares. */
export interface SchemaKey extends Constraints {
  readonly name: string;
  readonly node: SyntaxNode;
}

/** Whether a file is worth that a schema is applied once more; each of its keys is a value that is followed. */
export function mayApply(reading: Reading, keys: readonly SchemaKey[]): boolean {
  if (applications(reading).take(keys.length)) return true;
  reading.budget.take(Number.POSITIVE_INFINITY);
  return false;
}

const applications = memoByObject(({ text }: Reading) => createBudget(3_000 + text.length / 40));

/** Names and calls that a schema is followed through. */
const maximumSteps = 8;

/** Methods of a schema that are handed options, or names of keys, not keys. */
const optionMethods =
  /^(?:prefs|preferences|options|meta|describe|openapi|example|refine|superRefine|transform|pipe|messages?|error|pick|omit|partial|required|default|prefault|catch|when|rename|check|register|catchall)$/;

/** What is handed to these are schemas, or objects of them, by whatever name. */
const composing =
  /^(?:object|keys|strictObject|looseObject|shape|type|extend|safeExtend|merge|assign|concat|Object|Composite)$/;

/** The same where one of several applies, or all do. */
const joining =
  /^(?:and|or|intersection|intersect|union|discriminatedUnion|variant|Intersect|Union)$/;

/** The keys of a schema expression: the objects in it whose values are made by a validator. */
export function keysBelow(
  reading: Reading,
  wrapped: SyntaxNode | undefined,
  steps = maximumSteps,
): readonly SchemaKey[] | undefined {
  return !wrapped || steps <= 0 ? undefined : keysOnce(reading, unwrap(wrapped), steps);
}

const keysOnce = lookOnce((reading, node, steps): readonly SchemaKey[] | undefined => {
  switch (node.type) {
    case 'object':
      return keysOfObject(reading, node, steps);
    case 'identifier':
    case 'shorthand_property_identifier': {
      const binding = reading.scopes.lookUp(node, textOf(reading, node));
      return keysBelow(reading, binding?.value, steps - 1);
    }
    case 'member_expression': {
      // `base.shape` of zod, `base.entries` of valibot, `base.fields` of yup
      const isInside = /^(?:shape|entries|fields|schema)$/.test(
        propertyName(node, reading.text) ?? '',
      );
      return isInside ? keysBelow(reading, childOf(node, 'object'), steps - 1) : undefined;
    }
    case 'array':
      return combined(
        reading,
        node.children.map((item) => keysBelow(reading, item, steps - 1)),
        true,
      );
    case 'call_expression':
      return keysOfChain(reading, node, steps);
    default:
      return undefined;
  }
});

/** `z.object({...}).extend({...})`, `Joi.object().keys({...}).prefs({ errors: {...} })`, `a.merge(b)` */
function keysOfChain(
  reading: Reading,
  node: SyntaxNode,
  steps: number,
): readonly SchemaKey[] | undefined {
  const callee = childOf(node, 'function');
  const method = callee && (propertyName(callee, reading.text) ?? textOf(reading, callee));
  if (!callee || method === undefined) return undefined;
  const isJoining = joining.test(method);
  if (method === 'prop') return ofProp(reading, node, callee, steps);
  const isOpen = isJoining || composing.test(method);
  const list = optionMethods.test(method) ? [] : argumentsOf(node);
  const handed = list.map((argument) =>
    isOpen || argument.type === 'object' ? keysBelow(reading, argument, steps - 1) : undefined,
  );
  const own = keysBelow(reading, childOf(callee, 'object'), steps - 1);
  return combined(reading, [own, ...handed], isJoining);
}

/** fluent-json-schema's `S.object().prop('JWT_SECRET', S.string().default('x'))` */
function ofProp(
  reading: Reading,
  node: SyntaxNode,
  callee: SyntaxNode,
  steps: number,
): readonly SchemaKey[] | undefined {
  const [key, validator] = argumentsOf(node);
  const name = key && literalText(key, reading.text);
  const own =
    name !== undefined && validator ? [{ name, node, ...constraintsOf(reading, validator) }] : [];
  return combined(reading, [keysBelow(reading, childOf(callee, 'object'), steps - 1), own], false);
}

/** Later keys replace earlier ones of the same name; of alternatives the one with a value counts. */
function combined(
  { budget }: Reading,
  lists: readonly (readonly SchemaKey[] | undefined)[],
  isEither: boolean,
): readonly SchemaKey[] | undefined {
  const known = lists.flatMap((keys) => (keys ? [keys] : []));
  const [only] = known;
  if (known.length <= 1) return only;
  const all = known.flat();
  // `base.extend({...})` has all keys of the base once more.
  if (!budget.take(all.length)) return undefined;
  const byName = new Map<string, SchemaKey>();
  for (const key of all) {
    if (isEither && byName.get(key.name)?.fallback && !key.fallback) continue;
    byName.set(key.name, key);
  }
  return [...byName.values()];
}

/** The keys of an object that is written out. */
export function keysOfObject(
  reading: Reading,
  node: SyntaxNode,
  steps = maximumSteps,
): readonly SchemaKey[] {
  const properties = pairOf(reading, node, 'properties');
  if (properties && pairOf(reading, node, 'type')?.type === 'string') {
    return keysBelow(reading, properties, steps - 1) ?? [];
  }
  const keys = node.children.map((pair): readonly SchemaKey[] => {
    if (pair.type === 'spread_element')
      return keysBelow(reading, pair.children[0], steps - 1) ?? [];
    const isShort = pair.type === 'shorthand_property_identifier';
    const key = isShort ? pair : childOf(pair, 'key');
    const value = isShort ? pair : childOf(pair, 'value');
    const name = key && keyText(key, reading.text);
    if (name === undefined || !value || name === '__proto__') return [];
    return [{ name, node: pair, ...constraintsOf(reading, value) }];
  });
  return combined(reading, keys, false) ?? [];
}
