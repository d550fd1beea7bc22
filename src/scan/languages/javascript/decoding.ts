// Tells a decode that is taken for a verification from the many harmless ones (reading an expiry, a key id).
import { groupsBy } from '../../../model/group-by.ts';
import { memoByObject, memoByText } from '../../../model/memo.ts';
import { childOf, closest, type SyntaxNode } from '../syntax.ts';
import type { Binding } from './bindings.ts';
import { dottedName } from './origin.ts';
import { nodesOf, type Reading, textOf } from './reading.ts';
import { isClientCode, isServerCode } from './server-code.ts';
import { argumentsOf, propertyName } from './shapes.ts';

/** A call that verifies, in any spelling; words in comments are none. */
const mayVerify = memoByObject(({ text }: Reading): boolean =>
  /\bverif\w{0,60}\s{0,20}[(<]|\.verify\b|jwks|verifier/i.test(text),
);

/** Deeper than so many names and calls nobody passes claims on. */
const maxDepth = 4;

/** What decodes ask of their file is found out once: a repository decides how many there are. */
const knownOf = memoByObject((reading: Reading) => {
  const identifiers = ['identifier', 'shorthand_property_identifier'].flatMap((type) =>
    nodesOf(reading, type),
  );
  const named = groupsBy(identifiers, (node) => textOf(reading, node));
  const bound = memoByText((name) =>
    groupsBy(named.get(name) ?? [], (node) => reading.scopes.lookUp(node, name)),
  );
  const calls = groupsBy(nodesOf(reading, 'call_expression'), (call) => {
    const callee = childOf(call, 'function');
    return callee?.type === 'identifier' ? textOf(reading, callee) : undefined;
  });
  const referencesOf = (binding: Binding): readonly SyntaxNode[] =>
    (bound(binding.name).get(binding) ?? []).filter((node) => node !== binding.at);
  return {
    referencesOf,
    bindings: groupsBy(reading.scopes.all, ({ declaration }) => declaration),
    isOfCheck: memoByObject((clause: SyntaxNode) => isOfCheck(reading, clause)),
    takesRequest: memoByObject((handler: SyntaxNode) => takesRequest(reading, handler)),
    /** By the number of names and calls that are between: whether what a name or a call gives is trusted anywhere. */
    trusted: Array.from({ length: maxDepth + 1 }, (_, depth) => {
      const isTrusted = (node: SyntaxNode): boolean => areClaimsTrusted(reading, node, depth);
      return {
        isName: memoByObject((binding: Binding) => referencesOf(binding).some(isTrusted)),
        isCallOf: memoByText((name) => (calls.get(name) ?? []).some(isTrusted)),
      };
    }),
  };
});

/**
 * Whether what a decode gives decides who a request comes from or what it may do: it becomes the request's user, a claim
 * of it is returned, looked up or compared. Says no where anything in the file verifies, and in pages.
 */
export function isTakenForCheck(
  reading: Reading,
  call: SyntaxNode,
  { runsInBrowsers = false }: { readonly runsInBrowsers?: boolean } = {},
): boolean {
  if (isClientCode(reading)) return false;
  const isRefused = isInCatchOfCheck(reading, call);
  if (mayVerify(reading) && !isRefused) return false;
  // What the provider itself has just answered with needs no second check (OpenID Connect Core 3.1.3.7).
  if (
    /id_?token/i.test(
      argumentsOf(call)
        .map((a) => textOf(reading, a))
        .join(),
    )
  )
    return false;
  if (runsInBrowsers && !isServerCode(reading) && !isInHandler(reading, call)) return false;
  const isReturned = isRefused && whole(reading, call).parent?.type === 'return_statement';
  return isReturned || areClaimsTrusted(reading, call, 0);
}

/**
 * `try { return verify(t) } catch { return decode(t) }`: what was found to be false is taken all the same. A signature has
 * been checked where a token has only expired.
 */
function isInCatchOfCheck(reading: Reading, call: SyntaxNode): boolean {
  const clause = closest(call.parent, ({ type }) => type === 'catch_clause');
  return clause !== undefined && knownOf(reading).isOfCheck(clause);
}

function isOfCheck(reading: Reading, clause: SyntaxNode): boolean {
  const body = clause.parent && childOf(clause.parent, 'body');
  if (!body || /expired/i.test(textOf(reading, clause))) return false;
  return /\bverif\w*\s*\(/i.test(textOf(reading, body));
}

function isInHandler(reading: Reading, node: SyntaxNode): boolean {
  const handler = reading.scopes.functionAround(node);
  return handler !== undefined && knownOf(reading).takesRequest(handler);
}

/** The parameters of request handlers: `(req, res, next)`, `(ctx, next)`, `(request, reply)`. */
function takesRequest(reading: Reading, handler: SyntaxNode): boolean {
  const parameters = childOf(handler, 'parameters') ?? childOf(handler, 'parameter');
  return (
    parameters !== undefined &&
    /\b(?:req|request|ctx|context|socket|event)\b/.test(textOf(reading, parameters))
  );
}

const identityTarget =
  /^(?:req|request|ctx|ctx\.state|context|socket|socket\.data|res\.locals|event\.locals|event\.context)\.(?:user|userId|auth|session|currentUser|decoded|account|token|viewer)(?:\.\w+)?$/;

const identityName = /^(?:user|userId|auth|session|currentUser|account|viewer|identity|claims)$/;

/** Claims that say who somebody is, or what they may do. */
const identityClaim =
  /^(?:sub|id|_id|uid|user|user_?id|email|user_?name|roles?|is_?admin|admin|permissions?|scopes?|tenant(?:_?id)?|account(?:_?id)?|groups?)$/i;

/** Nodes that hand on what they hold. */
const handing = new Set([
  'await_expression',
  'parenthesized_expression',
  'as_expression',
  'satisfies_expression',
  'non_null_expression',
]);

/** The outermost node that is the same value, a default beside it or not. */
function whole(reading: Reading, node: SyntaxNode): SyntaxNode {
  for (let current = node; ; ) {
    const parent = current.parent;
    if (!parent) return current;
    const isDefault =
      parent.type === 'binary_expression' &&
      childOf(parent, 'left') === current &&
      /^\s*(?:\?\?|\|\|)/.test(reading.text.slice(current.end, childOf(parent, 'right')?.start));
    if (!handing.has(parent.type) && !isDefault) return current;
    current = parent;
  }
}

/** Whether claims, the value of `node` as a whole, are trusted. */
function areClaimsTrusted(reading: Reading, inner: SyntaxNode, depth: number): boolean {
  if (depth > maxDepth) return false;
  const node = whole(reading, inner);
  const parent = node.parent;
  if (!parent) return false;
  const deeper = (next: SyntaxNode): boolean => areClaimsTrusted(reading, next, depth + 1);
  switch (parent.type) {
    case 'member_expression': {
      if (childOf(parent, 'object') !== node) return false;
      const claim = propertyName(parent, reading.text) ?? '';
      if (claim === 'payload') return deeper(parent);
      return isIdentityClaimTrusted(reading, claim, parent);
    }
    case 'variable_declarator':
      return isBoundTrusted(reading, parent, depth);
    case 'assignment_expression': {
      const left = childOf(parent, 'left');
      if (!left || left === node) return false;
      if (identityTarget.test(textOf(reading, left))) return true;
      const binding =
        left.type === 'identifier' && reading.scopes.lookUp(left, textOf(reading, left));
      return binding ? isNameTrusted(reading, binding, depth + 1) : false;
    }
    case 'pair':
      return isReturnedAsIdentity(reading, parent);
    case 'arguments':
      return isParsed(reading, parent) && parent.parent !== null && deeper(parent.parent);
    case 'return_statement':
    case 'arrow_function':
      return isReturnTrusted(reading, node, depth);
    default:
      return false;
  }
}

/** `JSON.parse(...)` of what was decoded by hand, and promises of it. */
function isParsed(reading: Reading, list: SyntaxNode): boolean {
  const callee = childOf(list.parent ?? undefined, 'function');
  return /^(?:JSON\.parse|Promise\.resolve)$/.test((callee && dottedName(reading, callee)) ?? '');
}

function isNameTrusted(reading: Reading, binding: Binding, depth: number): boolean {
  return knownOf(reading).trusted[depth]?.isName(binding) ?? false;
}

/** `const user = decode(t)` and `const { sub } = decode(t)`: what becomes of the names. */
function isBoundTrusted(reading: Reading, declarator: SyntaxNode, depth: number): boolean {
  const { bindings, referencesOf } = knownOf(reading);
  return (bindings.get(declarator) ?? []).some((binding) => {
    const [claim, ...more] = binding.path.filter((step) => step !== 'payload');
    if (claim === undefined) return isNameTrusted(reading, binding, depth + 1);
    return (
      more.length === 0 &&
      referencesOf(binding).some((reference) => isIdentityClaimTrusted(reading, claim, reference))
    );
  });
}

/** Functions that look something up or change it by what they are given. */
const acting =
  /find|get|load|fetch|query|look|select|where|by[A-Z_]|update|delete|remove|exist|check|allow|authorize|can|has|is[A-Z]|require/;

/** Functions that only tell somebody. */
const telling =
  /^(?:console|log|logger|analytics|posthog|mixpanel|Sentry)\b|\.(?:log|info|debug|warn|error)$/;

function isIdentityClaimTrusted(reading: Reading, claim: string, inner: SyntaxNode): boolean {
  if (!identityClaim.test(claim)) return false;
  let node = whole(reading, inner);
  for (let steps = 0; node.parent && steps < 12; steps++) {
    const parent: SyntaxNode = node.parent;
    switch (parent.type) {
      case 'return_statement':
      case 'arrow_function':
        return isForUser(reading, node);
      case 'assignment_expression': {
        const left = childOf(parent, 'left');
        return left !== undefined && left !== node && identityTarget.test(textOf(reading, left));
      }
      case 'if_statement':
      case 'ternary_expression':
        return node.field === 'condition';
      case 'arguments': {
        const callee = childOf(parent.parent ?? undefined, 'function');
        const name =
          (callee && dottedName(reading, callee)) ??
          (callee ? textOf(reading, callee).slice(-60) : '');
        return !telling.test(name) && acting.test(name);
      }
      case 'pair':
      case 'object':
      case 'array':
      case 'unary_expression':
      case 'binary_expression':
      case 'parenthesized_expression':
      case 'await_expression':
      case 'as_expression':
      case 'non_null_expression':
        break;
      case 'member_expression':
        // `claims.roles.includes('admin')`, `claims.user.id`
        if (childOf(parent, 'object') !== node) return false;
        break;
      case 'call_expression':
        if (childOf(parent, 'function') !== node) return false;
        break;
      default:
        return false;
    }
    node = parent;
  }
  return false;
}

/** Functions whose result nobody is let in by: what a request is counted, cached or logged under. */
const forOthers =
  /rate|limit|throttl|cache|log|trac|metric|monitor|label|display|hint|locale|expir|bucket|shard/i;

function isForUser(reading: Reading, node: SyntaxNode): boolean {
  const around = reading.scopes.functionAround(node);
  return around !== undefined && !forOthers.test(reading.scopes.idOf(around));
}

/** `{ user: decode(t) }`, returned where a request comes in: contexts of tRPC and GraphQL. */
function isReturnedAsIdentity(reading: Reading, pair: SyntaxNode): boolean {
  const key = childOf(pair, 'key');
  if (!key || !identityName.test(textOf(reading, key))) return false;
  const handler = reading.scopes.functionAround(pair);
  if (!handler) return false;
  return knownOf(reading).takesRequest(handler) || /context/i.test(reading.scopes.idOf(handler));
}

/** Whoever calls a function that is asked for the user takes what it returns for the user. */
function isReturnTrusted(reading: Reading, node: SyntaxNode, depth: number): boolean {
  const around = reading.scopes.functionAround(node);
  if (!around) return false;
  const id = reading.scopes.idOf(around);
  const isAsked = /auth|user|identity|account/i.test(id);
  const { takesRequest, trusted } = knownOf(reading);
  if (isAsked && takesRequest(around)) return true;
  return trusted[depth + 1]?.isCallOf(id.replace(/@\d+$/, '')) ?? false;
}
