// Texts that hold the environment as a whole: `process.env` itself, its entries, and what loops over them are handed.
import { childOf, type SyntaxNode } from '../syntax.ts';
import type { Binding } from './bindings.ts';
import { isEnvironment } from './environment.ts';
import { dottedName } from './origin.ts';
import { type Reading, textOf } from './reading.ts';
import { argumentsOf, unwrap } from './shapes.ts';

/** Methods of lists that hand on all there is; `filter` may leave out what is secret. */
const handingOn =
  /^(?:map|flatMap|join|sort|toSorted|slice|flat|reverse|toString|concat|values|entries)$/;

const eachMethod = /^(?:forEach|map|flatMap|reduce)$/;

const maxDepth = 8;

/** Whether a node holds every variable there is, or any that a loop comes to. */
export function isWholeEnvironment(reading: Reading, wrapped: SyntaxNode, depth = 0): boolean {
  const node = unwrap(wrapped);
  if (depth > maxDepth) return false;
  if (isEnvironment(reading, node)) return true;
  switch (node.type) {
    case 'subscript_expression': {
      const object = childOf(node, 'object');
      const index = childOf(node, 'index');
      const isEach = index?.type === 'identifier' && loopOf(reading, index) !== undefined;
      return object !== undefined && isEach && isEnvironment(reading, unwrap(object));
    }
    case 'identifier': {
      const loop = loopOf(reading, node);
      return loop !== undefined && loop.over !== 'keys' && loop.part !== 'name';
    }
    case 'call_expression':
      return isOfEntries(reading, node, depth);
    default:
      return false;
  }
}

/** `Object.entries(process.env)`, and what is made of all of them. */
function isOfEntries(reading: Reading, call: SyntaxNode, depth: number): boolean {
  if (entriesOf(reading, call) === 'all') return true;
  const callee = childOf(call, 'function');
  const object = callee && childOf(callee, 'object');
  const method = callee && childOf(callee, 'property');
  if (!object || !method || !handingOn.test(textOf(reading, method))) return false;
  if (!isWholeEnvironment(reading, object, depth + 1)) return false;
  // `.map(([name]) => name)` keeps the names alone.
  const [first] = argumentsOf(call);
  const parameters = first && childOf(first, 'parameters');
  return !parameters || !/^\(\s*\[\s*\w+\s*,?\s*\]/.test(textOf(reading, parameters));
}

/** What a call lists of the environment. */
function entriesOf(reading: Reading, call: SyntaxNode): 'all' | 'keys' | undefined {
  const callee = dottedName(reading, childOf(call, 'function') ?? call);
  const match = /^(?:Object|Reflect|_|lodash)\.(entries|values|keys|ownKeys|assign|toPairs)$/.exec(
    callee ?? '',
  );
  if (!match) return undefined;
  if (!argumentsOf(call).some((argument) => isEnvironment(reading, unwrap(argument)))) {
    return undefined;
  }
  return match[1] === 'keys' || match[1] === 'ownKeys' ? 'keys' : 'all';
}

interface Loop {
  readonly over: 'all' | 'keys';
  /** Which part of an entry the name is. */
  readonly part: 'name' | 'value' | 'both';
}

/** The loop over the environment that an identifier is handed something by. */
function loopOf(reading: Reading, node: SyntaxNode): Loop | undefined {
  const binding = reading.scopes.lookUp(node, textOf(reading, node));
  const found = binding && (loopOfCallback(reading, binding) ?? loopOfStatement(reading, binding));
  return found && { over: found, part: partOf(binding) };
}

/** `Object.entries(process.env).forEach(([name, value]) => ...)` */
function loopOfCallback(reading: Reading, { parameter }: Binding): Loop['over'] | undefined {
  const call = parameter?.function.parent?.parent;
  const callee = call?.type === 'call_expression' ? childOf(call, 'function') : undefined;
  const list = callee && childOf(callee, 'object');
  const method = callee && childOf(callee, 'property');
  if (!list || !method || !eachMethod.test(textOf(reading, method))) return undefined;
  return list.type === 'call_expression' ? entriesOf(reading, list) : undefined;
}

/** `for (const name in process.env)`, `for (const [name, value] of Object.entries(process.env))` */
function loopOfStatement(reading: Reading, { at }: Binding): Loop['over'] | undefined {
  let node: SyntaxNode | null = at;
  for (let step = 0; node && node.type !== 'for_in_statement'; step++) {
    if (step > 4) return undefined;
    node = node.parent;
  }
  const left = node ? childOf(node, 'left') : undefined;
  const right = node ? childOf(node, 'right') : undefined;
  if (!left || !right || at.start < left.start || at.end > left.end) return undefined;
  if (isEnvironment(reading, unwrap(right))) return 'keys';
  return right.type === 'call_expression' ? entriesOf(reading, right) : undefined;
}

function partOf({ at }: Binding): Loop['part'] {
  const pattern = at.parent;
  if (pattern?.type !== 'array_pattern') return 'both';
  return pattern.children[0] === at ? 'name' : 'value';
}
