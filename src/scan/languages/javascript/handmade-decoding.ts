// Tokens that are taken apart by hand: `JSON.parse(atob(token.split('.')[1]))`.
import type { Use } from '../../../model/facts.ts';
import { groupsBy } from '../../../model/group-by.ts';
import { memoByObject } from '../../../model/memo.ts';
import { childOf, closest, type SyntaxNode, walk } from '../syntax.ts';
import { isTakenForCheck } from './decoding.ts';
import { literalText } from './literals.ts';
import { dottedName } from './origin.ts';
import { at, nodesOf, type Reading, textOf } from './reading.ts';
import { argumentsOf, propertyName, unwrap } from './shapes.ts';

const decoders =
  /^(?:(?:window|globalThis|self)\.)?atob$|^Buffer\.from$|^(?:jose\.)?base64url\.decode$|^(?:decodeBase64(?:Url)?|base64Decode|b64DecodeUnicode|b64decode|fromBase64(?:Url)?)$/;

/** The uses that such decodes are, where they are taken for a check. */
export function handmadeDecodes(reading: Reading): readonly Use[] {
  if (!/\.split\(\s*['"`]\.['"`]\s*\)/.test(reading.text)) return [];
  return nodesOf(reading, 'call_expression').flatMap((node): readonly Use[] => {
    const callee = childOf(node, 'function');
    const dotted = callee && dottedName(reading, callee);
    const [first] = argumentsOf(node);
    if (!callee || !first || dotted === undefined || !decoders.test(dotted)) return [];
    if (!holdsSecondPart(reading, first)) return [];
    // Pages have no Buffer.
    const runsInBrowsers = dotted !== 'Buffer.from';
    if (!isTakenForCheck(reading, parsed(reading, node), { runsInBrowsers })) return [];
    return [
      {
        library: 'by hand',
        call: dotted,
        role: 'verify',
        kind: 'jwt',
        at: at(reading, callee),
        keyEncoding: 'utf8',
        hazard: 'decode-only',
      },
    ];
  });
}

/** The `JSON.parse` around it, which gives the claims. */
function parsed(reading: Reading, node: SyntaxNode): SyntaxNode {
  const call = closest(node.parent, (outer) => {
    if (outer.type !== 'call_expression') return false;
    const callee = childOf(outer, 'function');
    return callee !== undefined && dottedName(reading, callee) === 'JSON.parse';
  });
  if (call) return call;
  // `const json = atob(part); JSON.parse(json)`
  const declarator = closest(node.parent, (outer) => outer.type === 'variable_declarator');
  const name = declarator && childOf(declarator, 'name');
  const [later] = (name && parsedByName(reading).get(textOf(reading, name))) ?? [];
  return later ?? node;
}

/** What parses a name, `JSON.parse(json)`; looked for once in a file. */
const parsedByName = memoByObject((reading: Reading) =>
  groupsBy(nodesOf(reading, 'call_expression'), (call) => {
    const [argument] = argumentsOf(call);
    const callee = childOf(call, 'function');
    return argument?.type === 'identifier' && callee && dottedName(reading, callee) === 'JSON.parse'
      ? textOf(reading, argument)
      : undefined;
  }),
);

/** Whether an argument is made of the second of the parts that dots separate. */
function holdsSecondPart(reading: Reading, argument: SyntaxNode): boolean {
  let isFound = false;
  walk(argument, (node) => {
    isFound ||= isSecondPart(reading, node, 0);
  });
  return isFound;
}

function isSecondPart(reading: Reading, wrapped: SyntaxNode, depth: number): boolean {
  const node = unwrap(wrapped);
  if (depth > 4) return false;
  if (node.type === 'subscript_expression') {
    const object = childOf(node, 'object');
    return (
      propertyName(node, reading.text) === '1' &&
      object !== undefined &&
      isSplit(reading, object, 0)
    );
  }
  if (node.type !== 'identifier') return false;
  const binding = reading.scopes.lookUp(node, textOf(reading, node));
  if (!binding?.value) return false;
  if (binding.path.join() === '1') return isSplit(reading, binding.value, 0);
  return binding.path.length === 0 && isSecondPart(reading, binding.value, depth + 1);
}

/** `token.split('.')`, or a name for it. */
function isSplit(reading: Reading, wrapped: SyntaxNode, depth: number): boolean {
  const node = unwrap(wrapped);
  if (node.type === 'identifier' && depth < 4) {
    const value = reading.scopes.lookUp(node, textOf(reading, node))?.value;
    return value !== undefined && isSplit(reading, value, depth + 1);
  }
  const callee = node.type === 'call_expression' ? childOf(node, 'function') : undefined;
  const [separator] = argumentsOf(node);
  return (
    callee !== undefined &&
    propertyName(callee, reading.text) === 'split' &&
    separator !== undefined &&
    literalText(separator, reading.text) === '.'
  );
}
