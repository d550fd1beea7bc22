// Finds what stands at a place of a call: an argument, a keyword, an option below it.
import type { CallOf, Expression } from '../../model/expression.ts';
import type { CallView } from './call-view.ts';
import { type Found, missing } from './place-memory.ts';
import type { ArgumentPlace } from './row.ts';

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
  if (place.option !== undefined) return ofOption(place, place.option, call);
  const keyword = place.keyword === undefined ? undefined : call.keyword?.(place.keyword);
  if (keyword) return { state: 'found', value: keyword };
  if (place.argument === undefined) return missing;
  const list = place.chain === undefined ? call.arguments : call.chain?.(place.chain, place.first);
  const value = list?.[place.argument];
  if (!value || place.written?.test(source(value, call)) === false) return missing;
  return { state: 'found', value };
}

/** What an option is given that is a call itself: `WithValidMethods([]string{"HS256"})`. */
function ofOption(
  { chain, keyword, argument }: ArgumentPlace,
  name: string,
  call: CallView,
): Found {
  const given = chain === undefined ? call.arguments : call.chain?.(chain);
  for (const option of given?.map(call.resolve) ?? []) {
    if (option.kind !== 'call' || nameOf(option.callee) !== name) continue;
    const value = option.keywords?.[keyword ?? ''] ?? option.arguments[argument ?? -1];
    if (value) return { state: 'found', value };
  }
  return missing;
}

const nameOf = (callee: CallOf['callee']): string | undefined =>
  callee.kind === 'name' ? callee.path.at(-1) : callee.property;

/** One step of a path below an expression. */
export function property(of: Expression, step: string, call: CallView): Found {
  // `options.secretOrKey = ...` after `const options = {}`.
  if (of.kind === 'name' && call.hasAssigned?.(of, step)) {
    return { state: 'found', value: { ...of, path: [...of.path, step] } };
  }
  return below(call.resolve(of), step, call);
}

/**
 * The same for a part of what is looked into: parts are shared by all calls that lead there, and by all ways that do.
 * A name that stands for nothing in this file is told apart by where it is read.
 */
function propertyOfPart(part: Expression, step: string, call: CallView): Found {
  const { memory } = call;
  if (!memory.budget.take()) return unreadable(part);
  const isOpen = part.kind === 'name' && call.resolve(part) === part;
  return isOpen
    ? property(part, step, call)
    : memory.below(part, step, () => property(part, step, call));
}

function unreadable({ at }: Expression): Found {
  return { state: 'symbolic', value: { kind: 'unknown', at } };
}

function below(value: Expression, step: string, call: CallView): Found {
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
      const found = value.options.map((option) => propertyOfPart(option, step, call));
      const present = found.filter((item) => item.state !== 'missing');
      // Two ways to one value are no choice.
      const options = [...new Set(present.map((item) => item.value))];
      const [first] = options;
      if (!first) return missing;
      const isSure = present.length === found.length && present.every((i) => i.state === 'found');
      return {
        state: isSure ? 'found' : 'symbolic',
        value:
          options.length === 1 ? first : { kind: 'choice', how: value.how, options, at: value.at },
      };
    }
    case 'list': {
      const found = value.items.map((item) => propertyOfPart(item, step, call));
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
    case 'call': {
      // `Claims(exp: end)`: what an instance is made with is called as its members are.
      const { keywords } = value;
      const given = keywords && Object.hasOwn(keywords, step) ? keywords[step] : undefined;
      if (given && /^[A-Z]/.test(nameOf(value.callee) ?? ''))
        return { state: 'found', value: given };
      return belowMember(value, step);
    }
    case 'member':
      return belowMember(value, step);
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

function belowMember(of: Extract<Expression, { kind: 'call' | 'member' }>, step: string): Found {
  const { at } = of;
  return {
    state: 'symbolic',
    value: step === '()' ? { kind: 'unknown', at } : { kind: 'member', of, property: step, at },
  };
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
    const found = propertyOfPart(spread, step, call);
    if (found.state === 'found') return found;
    if (found.state === 'symbolic' && symbolic.state === 'missing') symbolic = found;
  }
  return symbolic;
}
