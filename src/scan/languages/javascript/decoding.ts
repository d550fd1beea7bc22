// Tells a decode that is taken for a verification from the many harmless ones (reading an expiry, a key id).
import { childOf, closest, type SyntaxNode } from '../syntax.ts';
import { functionId } from './functions.ts';
import { type Reading, textOf } from './reading.ts';
import { functionTypes } from './scope.ts';

/**
 * Whether the result of a decode decides who a request comes from: it stands in a server's request handler, is
 * stored as the request's user or returned by what is asked for it, and nothing in the file verifies. Says no when in
 * doubt.
 */
export function isTakenForCheck(reading: Reading, call: SyntaxNode): boolean {
  if (/verify|verifier|jwks/i.test(reading.text)) return false;
  const handler = closest(call.parent, (node) => functionTypes.has(node.type));
  if (!handler || !takesRequest(reading, handler)) return false;
  if (isReturned(reading, handler, call)) return true;
  const assignment = closest(
    call.parent,
    (node) => node.type === 'assignment_expression' || node.type === 'variable_declarator',
  );
  if (!assignment || assignment.start < handler.start) return false;
  if (assignment.type === 'assignment_expression') return isIdentity(reading, assignment);
  const name = childOf(assignment, 'name');
  if (!name) return false;
  const text = textOf(reading, name);
  return (
    storesAsIdentity(reading, handler, text) ||
    (isAskedForIdentity(reading, handler) && returnsName(reading, handler, text))
  );
}

/** `checkAuth(req)`, `getCurrentUser(request)`: whoever calls these takes what they return for the user. */
function isAskedForIdentity(reading: Reading, handler: SyntaxNode): boolean {
  return /auth|user|identity|account/i.test(functionId(reading, handler));
}

/** `return jwt.decode(token)`, of the function itself. */
function isReturned(reading: Reading, handler: SyntaxNode, call: SyntaxNode): boolean {
  const holder = closest(
    call.parent,
    (node) =>
      node === handler || /^(?:return_statement|arguments|binary_expression)$/.test(node.type),
  );
  return holder?.type === 'return_statement' && isAskedForIdentity(reading, handler);
}

function returnsName(reading: Reading, node: SyntaxNode, name: string): boolean {
  if (node.type === 'return_statement') {
    const text = textOf(reading, node).replace(/^return\s+|;$/g, '');
    return text === name || text.startsWith(`${name}.`) || text.startsWith(`${name}?.`);
  }
  return node.children.some((child) => returnsName(reading, child, name));
}

/** The parameters of request handlers: `(req, res, next)`, `(ctx, next)`, `(request, reply)`. */
function takesRequest(reading: Reading, handler: SyntaxNode): boolean {
  const parameters = childOf(handler, 'parameters') ?? childOf(handler, 'parameter');
  return (
    parameters !== undefined &&
    /\b(?:req|request|ctx|context|socket)\b/.test(textOf(reading, parameters))
  );
}

const identity =
  /^(?:req|request|ctx|ctx\.state|context|socket|res\.locals)\.(?:user|userId|auth|session|currentUser|decoded|account)(?:\.\w+)?$/;

function isIdentity(reading: Reading, assignment: SyntaxNode): boolean {
  const left = childOf(assignment, 'left');
  return left !== undefined && identity.test(textOf(reading, left));
}

/** `req.user = decoded` or `req.user = decoded.user` below the decode. */
function storesAsIdentity(reading: Reading, node: SyntaxNode, name: string): boolean {
  if (node.type === 'assignment_expression' && isIdentity(reading, node)) {
    const right = childOf(node, 'right');
    const text = right ? textOf(reading, right) : '';
    if (text === name || text.startsWith(`${name}.`) || text.startsWith(`${name}?.`)) return true;
  }
  return node.children.some((child) => storesAsIdentity(reading, child, name));
}
