// Objects that libraries put together, and values that they pick out of them: `_.defaults(a, b)`, `merge(a, b)`,
// `_.get(config, 'jwt.secret', 'x')`, `Config.string('X').pipe(Config.withDefault('x'))`.
import type { Expression } from '../../../model/expression.ts';
import { withFallback } from '../../code/fallback.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import type { CallParts } from './call-parts.ts';
import { literalText } from './literals.ts';
import { lower } from './lower.ts';
import { propertyOf } from './members.ts';
import { originOf } from './origin.ts';
import { at, type Reading } from './reading.ts';
import { argumentsOf } from './shapes.ts';

/** Functions by module and name; modules of one function have that name themselves. */
const later =
  /^(?:(?:lodash|lodash-es|underscore|radash|es-toolkit(?:\/compat)?)[./](?:merge|assign|assignIn|extend|mergeWith)|ramda\.(?:mergeRight|mergeDeepRight)|deepmerge(?:-ts)?(?:\.(?:all|deepmerge|default))?|merge-deep|mixin-deep|merge-options|ts-deepmerge(?:\.merge)?|extend|object-assign|xtend)$/;
const earlier =
  /^(?:(?:lodash|lodash-es|underscore|es-toolkit\/compat)[./](?:defaults|defaultsDeep)|ramda\.(?:mergeLeft|mergeDeepLeft)|defu(?:\.(?:defu|default))?|defaults|default-options)$/;
const pickers =
  /^(?:(?:lodash|lodash-es|radash|es-toolkit\/compat)[./]get|dot-prop(?:\.(?:getProperty|get))?|object-path\.get|just-safe-get|get-value|dlv)$/;

/** Longest path that is picked by. */
const mostSteps = 8;

/** What a call of one of these gives; `undefined` for all others. */
export function mergedValue(reading: Reading, call: CallParts): Expression | undefined {
  const [first] = call.arguments;
  if (!first) return undefined;
  if (call.method === 'pipe') return piped(reading, call);
  const { module, path } = originOf(reading, call.callee) ?? {};
  if (!module || !path) return undefined;
  const name = [module.replace(/^lodash\.(?=\w)/, 'lodash/'), ...path].join('.');
  const where = at(reading, call.node);
  if (pickers.test(name)) return picked(reading, call, where);
  const isLater = later.test(name);
  if (!isLater && !earlier.test(name)) return undefined;
  const given = call.arguments.flatMap((node) => (node.type === 'array' ? node.children : [node]));
  const objects = given
    .map((node) => lower(reading, node))
    .filter(({ kind }) => kind !== 'unknown');
  if (isLater) {
    return {
      kind: 'object',
      properties: Object.create(null),
      spreads: objects.reverse(),
      at: where,
    };
  }
  return objects.length === 0
    ? undefined
    : { kind: 'choice', how: 'fallback', options: objects, at: where };
}

/** `_.get(object, 'a.b', fallback)` */
function picked(
  reading: Reading,
  { arguments: [object, key, otherwise] }: CallParts,
  where: Expression['at'],
): Expression | undefined {
  const steps = object && key ? stepsOf(reading, key) : undefined;
  if (!object || !steps) return undefined;
  const value = steps.reduce(
    (of, step) => propertyOf(reading, of, step, where),
    lower(reading, object),
  );
  const fallback = otherwise && lower(reading, otherwise);
  return fallback && fallback.kind !== 'unknown' ? withFallback(value, fallback, where) : value;
}

/** `'a.b'`, `['a', 'b']` */
function stepsOf(reading: Reading, key: SyntaxNode): readonly string[] | undefined {
  const whole = literalText(key, reading.text);
  if (whole !== undefined) {
    const steps = whole.replace(/\[(\w+)\]/g, '.$1').split('.');
    return steps.length <= mostSteps ? steps : undefined;
  }
  if (key.type !== 'array' || key.children.length > mostSteps) return undefined;
  const steps = key.children.map((step) => literalText(step, reading.text));
  return steps.every((step) => step !== undefined) ? steps : undefined;
}

/** `Config.string('X').pipe(Config.withDefault('x'))` of Effect. */
function piped(reading: Reading, { object, arguments: given, node }: CallParts) {
  const of = object && lower(reading, object);
  if (!of || (of.kind !== 'env' && of.kind !== 'setting')) return undefined;
  const where = at(reading, node);
  return given.reduce<Expression>((value, step) => {
    const callee = childOf(step, 'function');
    const { module, path } = (callee && originOf(reading, callee)) ?? {};
    const [otherwise] = argumentsOf(step);
    const isDefault = module?.startsWith('effect') && path?.at(-1) === 'withDefault';
    return isDefault && otherwise ? withFallback(value, lower(reading, otherwise), where) : value;
  }, of);
}
