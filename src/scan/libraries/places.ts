// Finds what stands at a place of a call: an argument, a keyword, an option below it.
import type { Expression } from '../../model/expression.ts';
import type { CallView } from './call-view.ts';
import type { ArgumentPlace } from './row.ts';

/** What stands at a place: `symbolic` is an expression whose inside is not in this file. */
type Found =
  | { readonly state: 'found' | 'symbolic'; readonly value: Expression }
  | { readonly state: 'missing' };

/** Nothing stands there. */
export const missing: Found = { state: 'missing' };

/** The source of an expression, for what the vocabulary has no word for: `true`, `undefined`. */
export function source(expression: Expression, call: CallView): string {
  return call.sourceOf(expression.at);
}

/** The first place that holds something written down, else the first that holds a name from elsewhere. */
export function firstOf(places: readonly ArgumentPlace[], call: CallView): Found {
  let symbolic: Found = missing;
  for (const place of places) {
    const found = find(place, call);
    if (found.state === 'found') return found;
    if (found.state === 'symbolic' && symbolic.state === 'missing') symbolic = found;
  }
  return symbolic;
}

/** What stands at one place. */
export function find(place: ArgumentPlace, call: CallView): Found {
  const start = argumentOf(place, call);
  if (start.state === 'missing') return start;
  let { state, value } = start;
  for (const step of place.path ?? []) {
    const next = property(value, step, call);
    if (next.state === 'missing') return next;
    // What is below something symbolic is symbolic too.
    if (state === 'found') state = next.state;
    value = next.value;
  }
  return { state, value };
}

function argumentOf(place: ArgumentPlace, call: CallView): Found {
  const keyword = place.keyword === undefined ? undefined : call.keyword?.(place.keyword);
  if (keyword) return { state: 'found', value: keyword };
  if (place.argument === undefined) return missing;
  const list = place.chain === undefined ? call.arguments : call.chain?.(place.chain);
  const value = list?.[place.argument];
  return value ? { state: 'found', value } : missing;
}

/** One step of a path below an expression. */
export function property(of: Expression, step: string, call: CallView): Found {
  // `options.secretOrKey = ...` after `const options = {}`.
  if (of.kind === 'name' && call.hasAssigned?.(of, step)) {
    return { state: 'found', value: { ...of, path: [...of.path, step] } };
  }
  const value = call.resolve(of);
  if (isNoOptions(value, call)) return missing;
  switch (value.kind) {
    case 'object':
      return propertyOfObject(value, step, call);
    case 'function': {
      if (step !== '()') return missing;
      const [first, ...others] = value.returns;
      if (!first) return { state: 'symbolic', value: { kind: 'unknown', at: value.at } };
      if (others.length === 0) return { state: 'found', value: first };
      return {
        state: 'found',
        value: { kind: 'choice', how: 'either', options: value.returns, at: value.at },
      };
    }
    case 'choice': {
      const found = value.options.map((option) => property(option, step, call));
      const present = found.filter((item) => item.state !== 'missing');
      const [first] = present;
      if (!first) return missing;
      const isSure = present.length === found.length && present.every((i) => i.state === 'found');
      return {
        state: isSure ? 'found' : 'symbolic',
        value:
          present.length === 1
            ? first.value
            : {
                kind: 'choice',
                how: value.how,
                options: present.map((i) => i.value),
                at: value.at,
              },
      };
    }
    case 'list': {
      const found = value.items.map((item) => property(item, step, call));
      const items = found.flatMap((item) => (item.state === 'missing' ? [] : [item.value]));
      if (items.length === 0) return missing;
      const isSure = found.every((item) => item.state !== 'symbolic');
      return { state: isSure ? 'found' : 'symbolic', value: { kind: 'list', items, at: value.at } };
    }
    case 'name':
      if (step === '()')
        return {
          state: 'symbolic',
          value: { kind: 'call', callee: value, arguments: [], at: value.at },
        };
      return { state: 'symbolic', value: { ...value, path: [...value.path, step] } };
    case 'parameter': {
      if (step === '()') return { state: 'symbolic', value: { kind: 'unknown', at: value.at } };
      const { fallback: _, ...rest } = value;
      return { state: 'symbolic', value: { ...rest, path: [...value.path, step] } };
    }
    case 'setting': {
      const { fallback: _, ...rest } = value;
      return { state: 'symbolic', value: { ...rest, path: `${value.path}.${step}` } };
    }
    case 'call':
    case 'member':
      if (step === '()') return { state: 'symbolic', value: { kind: 'unknown', at: value.at } };
      return {
        state: 'symbolic',
        value: { kind: 'member', of: value, property: step, at: value.at },
      };
    case 'text':
    case 'concat':
    case 'generated':
    case 'encoded':
    case 'hashed':
      return missing;
    default:
      return { state: 'symbolic', value: { kind: 'unknown', at: value.at } };
  }
}

/** `undefined`, `null`, literals, and callbacks in the place of options, known by their names. */
function isNoOptions(value: Expression, call: CallView): boolean {
  const text = value.at.end - value.at.start < 12 ? source(value, call) : '';
  if (value.kind === 'unknown')
    return /^(?:undefined|null|None|nil|true|false|\d{1,9})$/.test(text);
  return (
    (value.kind === 'name' || value.kind === 'parameter') &&
    /^(?:cb|callback|done|next|resolve|reject|fn)$/.test(text)
  );
}

function propertyOfObject(
  object: Extract<Expression, { kind: 'object' }>,
  step: string,
  call: CallView,
): Found {
  const own = Object.hasOwn(object.properties, step) ? object.properties[step] : undefined;
  if (own) return { state: 'found', value: own };
  let symbolic: Found = missing;
  for (const spread of object.spreads) {
    const found = property(spread, step, call);
    if (found.state === 'found') return found;
    if (found.state === 'symbolic' && symbolic.state === 'missing') symbolic = found;
  }
  return symbolic;
}
