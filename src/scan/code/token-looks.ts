// Looks into a token that decide nothing: before its key is known, or at one that the program has from its own issuer.
import type { SyntaxNode } from '../../model/syntax-node.ts';
import { isHandedOn, isSearchedBy, isVerified } from './names-below.ts';
import { type Reading, shapeAs, sourceOf } from './reading.ts';
import { nodeOf, type ShapeOf, type Slot } from './shape.ts';

/**
 * `jwt = JSON::JWT.decode token, :skip_verification; jwt.verify! key`, `unverified = jwt.decode(...); find_key(unverified)`: a
 * look for the key, and the check behind it. A user may be verified there as well, and a cache have keys.
 */
export function isCheckedBelow(
  reading: Reading,
  node: SyntaxNode,
  shape: ShapeOf<'call'>,
): boolean {
  const around = reading.scopes.functionAround(node);
  if (!around) return false;
  const before = reading.text.slice(Math.max(0, node.start - 80), node.start);
  const given = /(?<![\w.])(?<name>\w{1,60})\s{0,9}:?=\s{0,9}$/.exec(before)?.groups?.name;
  if (given === undefined) return false;
  const below = { start: node.end, end: around.end };
  if (isVerified(reading, given, below)) return true;
  if (!/unverified/i.test(given)) return false;
  return isSearchedBy(reading, given, below) || isHandedOn(reading, tokenOf(reading, shape), below);
}

/**
 * Functions that look into a token before it can be checked, by their names: for the key, the client or the issuer that it
 * names, or whether it is one of ours at all. `is_valid` and `is_authenticated` decide.
 */
const firstLook =
  /un_?(?:verified|secured?|trusted)|peek|(?<!auth)issuer|key_?id|(?:^|_)kid(?:$|_)|client_?id|^_?is_?(?!.*(?:valid|auth|allow|log|expire|admin|user)).*token/i;

export function isFirstLook(reading: Reading, node: Slot): boolean {
  const { start } = nodeOf(node);
  const before = reading.text.slice(Math.max(0, start - 80), start);
  return firstLook.test(nameAround(reading, node)) || /\bun_?verified\w*\s*:?=\s*$/i.test(before);
}

/** What a server answers a client with: `token.AccessToken`, `tokenResponse.id_token`. */
const ofAnswer =
  /(?:tok(?:en)?s?|resp|response|grant)\w{0,30}(?:\.|->)(?:access_?token|id_?token|refresh_?token)(?:\(\))?$/i;

const fetching = /^(?:fetch|acquire|obtain)_?(?:access_?)?token$/i;

/** What a client has sent, whatever it is called with: `request.token`, `tokenModel.AccessToken`. */
const ofRequest =
  /(?:^|[^a-z])(?:req|request|ctx|context|cookies?|headers?|query|params?|body)\b|(?:req|request|params?|model|dto|input|command|form)(?:\.|->|\[)/i;

/** Functions that find out who somebody is, by their names. */
const deciding =
  /(?<!o)auth(?!or)|verif|validat|log_?in|current_?user|get_?user|permission|middleware|guard|protect|require/i;

/**
 * Whether a program looks into a token that is its own: another server has answered it with that, or it lies in a file of
 * the program. What it reads there it could as well have been told.
 */
export function isOwnToken(reading: Reading, node: SyntaxNode, shape: ShapeOf<'call'>): boolean {
  const token = tokenOf(reading, shape);
  if (ofRequest.test(token)) return false;
  if (ofAnswer.test(token)) return true;
  const around = reading.scopes.functionAround(node);
  const name = nameAround(reading, node);
  // Who is handed a token to find out whose it is has it from somebody else.
  if (!deciding.test(name) || /^(?:self|this|@|\$this)\b/.test(token)) {
    if (/service_?account/i.test(`${token} ${name}`)) return true;
    // Who fetches tokens looks whether the one at hand is still good.
    const members = reading.scopes.classAround(node)?.members.keys() ?? [];
    if ([...members].some((member) => fetching.test(member))) return true;
  }
  if (!around || !/^\$?\w{1,60}$/.test(token)) return false;
  const before = reading.text.slice(Math.max(around.start, node.start - 5_000), node.start);
  const given = token.replace('$', '\\$');
  return new RegExp(
    `(?<![\\w.>])${given}\\s{0,9}:?=\\s{0,9}(?:await\\s{1,9})?(?:(?:resp|response)(?:\\.|->)\\w|File\\.read\\(|os\\.ReadFile\\()`,
  ).test(before);
}

/** `NullTokenService`, `FakeVerifier`: what stands in for the class that checks. */
export function isInStandIn(reading: Reading, node: SyntaxNode): boolean {
  return /^(?:Null|Fake|Mock|Dummy|Stub|No-?[Oo]p)[A-Z]/.test(
    reading.scopes.classAround(node)?.key ?? '',
  );
}

/** The name of the function around a call, as far as it has one. */
export function nameAround(reading: Reading, node: Slot): string {
  const around = reading.scopes.functionAround(nodeOf(node));
  const shape = around && shapeAs(reading, around, 'function');
  if (!shape) return '';
  return shape.called ?? (shape.name && reading.text.slice(shape.name.start, shape.name.end)) ?? '';
}

/** As it is written where it is handed over. */
function tokenOf(reading: Reading, shape: ShapeOf<'call'>): string {
  const first = shape.arguments[0]?.value;
  return first ? sourceOf(reading, nodeOf(first)) : '';
}
