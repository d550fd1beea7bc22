// Tells a decode that is taken for a check, in all languages but JavaScript: by a row's call, or by hand.
import type { Use } from '../../model/facts.ts';
import type { SyntaxNode } from '../../model/syntax-node.ts';
import type { LibraryRow } from '../libraries/row.ts';
import { at, type Reading, shapeAs, sourceOf } from './reading.ts';
import { nodeOf, type ShapeOf, type Slot } from './shape.ts';
import { nameAround } from './token-looks.ts';

/** As much of a function as is looked at. */
const maxBody = 20_000;

const checking =
  /auth|verif|valid|check|login|current_?user|get_?user|permission|middleware|filter|guard|protect|identity/i;

/** Whose result lets nobody in. */
const forOthers =
  /rate|limit|throttl|cache|log|trac|metric|monitor|label|display|hint|locale|expir|bucket|shard|debug|refresh/i;

/** What is read of the header of a token, which says how to check it: `JWT.decode(token).keyId`. */
const headerRead =
  /^\s*[!?]{0,2}\.\s*(?:(?:get)?(?:key_?id|algorithm|header\w{0,20})|kid|alg)\b|^\s*\.(?:Header|Kid|Alg|SignatureAlgorithm)\b/i;

const verifying =
  /(?<!un_?)verif(?:y|ied)\w*\s*[(!]|\.verify\b|validate\w*\s*\(|hash_equals|compare_digest|jwks|introspect/i;

/** Where a request keeps a token. */
const fromRequest =
  /authorization|\bbearer\b|getHeader\(|Header\.Get\(|req(?:uest)?\.(?:headers|cookies)|_COOKIE|HTTP_AUTH|HttpContext|get_req_header/i;

/** Claims that say who somebody is, or what they may do. */
const identityClaim =
  /(?:[.>"':]|get)(?:sub|subject|user_?(?:id|name)|uid|e?mail|roles?|is_?admin|admin|tenant(?:_?id)?)\b/i;

/** A decode without a check is a use only where the function around it decides by it and nothing else verifies. */
export function isTakenForCheck(reading: Reading, row: LibraryRow, node: Slot): boolean {
  if (!row.onlyDecodes) return true;
  const around = reading.scopes.functionAround(nodeOf(node));
  if (!around) return false;
  const { end } = nodeOf(node);
  if (headerRead.test(reading.text.slice(end, end + 80))) return false;
  const body = reading.text.slice(around.start, Math.min(around.end, around.start + maxBody));
  return decidesBy(body, nameAround(reading, node), row.runsInBrowsers === true);
}

/** Clients read tokens as well: there the function itself has to take the token of a request. */
function decidesBy(body: string, called: string, isOfClients: boolean): boolean {
  if (verifying.test(body.replace(called, ''))) return false;
  // A name that says `unverified` decides nothing by it.
  if (!isOfClients && checking.test(called.replace(/un_?verif/i, ''))) return true;
  return !forOthers.test(called) && fromRequest.test(body) && identityClaim.test(body);
}

const byDots =
  /(?:split|explode)\s{0,3}\(\s{0,9}["']\\{0,2}\.["']|\bSplit\([^()\n]{1,60},\s{0,3}"\."\)/i;

/** Whether a text can take a token of a request apart by hand. */
export function mayTakeApart(text: string): boolean {
  return byDots.test(text) && decoding.test(text) && fromRequest.test(text);
}

const splitting = /^(?:split|explode)$/i;
const decoding = /base_?64|b64/i;
const secondPart = /\[1\]|\((?:1|-2)\)|payload|claims/;
const parsing = /json|decode|parse|unmarshal/i;

/** `json_decode(base64_decode(explode('.', $token)[1]))` */
export function handmadeDecode(
  reading: Reading,
  node: SyntaxNode,
  { callee, arguments: given }: ShapeOf<'call'>,
): Use | undefined {
  const inner = reading.unwrap(callee);
  const name =
    shapeAs(reading, inner, 'member')?.property ?? shapeAs(reading, inner, 'name')?.name ?? '';
  if (!splitting.test(name)) return undefined;
  const isByDot = given.some(({ value }) =>
    /^["']\\{0,2}\.["']$/.test(sourceOf(reading, nodeOf(value))),
  );
  if (!isByDot) return undefined;
  const around = reading.scopes.functionAround(node);
  const from = around?.start ?? Math.max(0, node.start - maxBody / 2);
  const body = reading.text.slice(from, Math.min(around?.end ?? from + maxBody, from + maxBody));
  if (
    !secondPart.test(body) ||
    !decoding.test(body) ||
    !parsing.test(body) ||
    /hmac|\bsign/i.test(body)
  )
    return undefined;
  if (!fromRequest.test(body) || !decidesBy(body, nameAround(reading, node), true))
    return undefined;
  return {
    library: 'by hand',
    call: name,
    role: 'verify',
    kind: 'jwt',
    at: at(reading, nodeOf(inner)),
    keyEncoding: 'utf8',
    hazard: 'decode-only',
  };
}
