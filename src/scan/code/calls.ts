// Calls of functions of the project with arguments that may be secrets: how wrappers are looked through.
import type { Expression } from '../../model/expression.ts';
import type { Call } from '../../model/facts.ts';
import type { SyntaxNode } from '../../model/syntax-node.ts';
import type { Entries } from './entries.ts';
import { lowerArguments } from './lower.ts';
import { at, type Reading } from './reading.ts';

/** Every call whose callee is a name that the project may define. */
export function collectCalls(reading: Reading, entries: Entries): Call[] {
  const calls: Call[] = [];
  for (const { node, shape } of entries.calls) {
    if (shape.arguments.length === 0 || !mayBeOurs(reading, shape.callee)) continue;
    const target = shape.isBase
      ? baseConstructor(reading, node)
      : calleeOf(
          reading.lower(shape.callee),
          shape.isNew === true || reading.language.words.constructsByCall === true,
        );
    if (!target) continue;
    const given = lowerArguments(reading, shape.arguments);
    const where = at(reading, shape.callee);
    calls.push({ callee: target, ...given, at: where });
    const extension = extensionOf(reading, target);
    if (extension) calls.push({ callee: extension, ...given, at: where });
  }
  return calls;
}

/** What is called on an object may be a function of whoever extends its class: by its name alone, then. */
function extensionOf(reading: Reading, callee: Expression): Expression | undefined {
  const { extending } = reading.language.words;
  if (!extending || callee.kind !== 'name' || callee.path.length < 2) return undefined;
  const name = callee.path.at(-1) ?? '';
  return extending.test(name) ? { ...callee, path: [name] } : undefined;
}

/** The constructor of the class that the class around extends. */
function baseConstructor(reading: Reading, node: SyntaxNode): Expression | undefined {
  const base = reading.scopes.classAround(node)?.bases[0];
  return base === undefined
    ? undefined
    : { kind: 'name', path: [`${base}#`, 'constructor'], at: at(reading, node) };
}

/** What a row describes is a library's. */
function mayBeOurs(reading: Reading, callee: Parameters<Reading['originOf']>[0]): boolean {
  const origin = reading.originOf(callee);
  if (origin === undefined) return true;
  const { rows } = reading;
  return !rows.uses.has(origin) && !rows.values.has(origin) && !rows.logs.has(origin);
}

/**
 * A class that is called or made with `new` is its constructor. Where calls make nothing, what has the name of a class
 * is a function that another file declares: Go's and C#'s begin with a capital.
 */
function calleeOf(callee: Expression, mayConstruct: boolean): Expression | undefined {
  if (callee.kind !== 'name') return undefined;
  const [name = '', ...rest] = callee.path;
  if (rest.length > 0 || !name.endsWith('#')) return callee;
  return { ...callee, path: mayConstruct ? [name, 'constructor'] : [name.slice(0, -1)] };
}
