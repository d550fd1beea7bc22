// Finds the calls and assignments that library rows describe and shows each to its row.
import type { Use } from '../../model/facts.ts';
import { memoByObject } from '../../model/memo.ts';
import type { SyntaxNode } from '../../model/syntax-node.ts';
import { maxUses } from '../fullness.ts';
import { useOf } from '../libraries/apply.ts';
import type { CallView } from '../libraries/call-view.ts';
import type { LibraryRow } from '../libraries/row.ts';
import { assignedView, viewOf } from './call-view.ts';
import { handmadeDecode, isTakenForCheck } from './decodes.ts';
import { dottedName } from './dotted-name.ts';
import type { Entries } from './entries.ts';
import { isNameOfSetting } from './names-of-settings.ts';
import type { Reading } from './reading.ts';
import { shapeAs } from './reading.ts';
import { nodeOf, type ShapeOf, type Slot } from './shape.ts';
import { isCheckedBelow, isFirstLook, isInStandIn, isOwnToken } from './token-looks.ts';

/** Every use of a file. */
export function collectUses(reading: Reading, entries: Entries): Use[] {
  const uses: Use[] = [];
  const looks: Use[] = [];
  for (const { node, shape } of entries.calls) {
    const byHand = handmadeDecode(reading, node, shape);
    if (byHand) looks.push(byHand);
    if (isOwn(reading, node, shape)) continue;
    for (const found of usesOfCall(reading, node, shape)) {
      if (decidesNothing(reading, node, shape, found)) continue;
      const use = withGivenClaims(reading, node, found);
      const isLook =
        use.hazard === 'decode-only' ||
        (use.hazard === 'signature-not-checked' && isFirstLook(reading, node));
      (isLook ? looks : uses).push(use);
    }
    if (uses.length > maxUses) return uses;
  }
  // Who looks first at whose token it is checks it where that is known.
  const isChecked = uses.some(
    ({ role, kind, hazard }) => role !== 'sign' && kind === 'jwt' && !hazard,
  );
  if (!isChecked) uses.push(...looks);
  for (const { node } of entries.objects) {
    const origin = reading.originOf(node)?.replace(/#$/, '{}');
    const rows = (origin === undefined ? undefined : reading.rows.uses.get(origin)) ?? [];
    if (rows.length > 0) uses.push(...usesBy(rows, assignedView(reading, node, node)));
  }
  const open = reading.rows.openUses.filter(({ shape }) => shape.kind === 'assigned');
  const members = entries.members.map((one) => ({ ...one, name: reading.originOf(one.target) }));
  for (const { target, value, name: origin } of [
    ...members,
    ...entries.values.flatMap((one) => asMember(reading, one)),
  ]) {
    const described = (origin === undefined ? undefined : reading.rows.uses.get(origin)) ?? [];
    const dotted = open.length > 0 ? (dottedName(reading, target) ?? '') : '';
    const rows = [...described, ...open.filter((row) => row.unresolved?.test(dotted))].filter(
      (row) => row.shape.kind === 'assigned' && isHere(reading, row),
    );
    if (rows.length > 0) uses.push(...usesBy(rows, assignedView(reading, target, value)));
  }
  return uses.filter(({ hazard }) => !hazard || !isOfOtherTokens(reading, hazard));
}

/** A check that is left out where nothing depends on it. */
function decidesNothing(
  reading: Reading,
  node: SyntaxNode,
  shape: ShapeOf<'call'>,
  { hazard }: Use,
): boolean {
  if (hazard !== 'decode-only' && hazard !== 'signature-not-checked') return false;
  return (
    isInStandIn(reading, node) ||
    isOwnToken(reading, node, shape) ||
    (hazard === 'signature-not-checked' && isCheckedBelow(reading, node, shape))
  );
}

/** A file, the directory that it lies in, or one that is called so and no more: a service may be called after licences of drivers. */
const ofProofs =
  /(?:dpop|licen[cs]e)[^/]{0,100}(?:\/[^/]{1,200})?$|(?:^|\/)(?:dpop|licen[cs](?:es?|ing))\//i;
const ofAssertions = /saml[^/]{0,100}(?:\/[^/]{1,200})?$|(?:^|\/)saml2?\//i;

/**
 * Proofs of DPoP have no expiry, licences are looked at elsewhere, and assertions of SAML are signed in their own way: what
 * checks them switches off what checks a session.
 */
function isOfOtherTokens({ path }: Reading, hazard: NonNullable<Use['hazard']>): boolean {
  const pattern = hazard === 'expiry-ignored' ? ofProofs : ofAssertions;
  return (hazard === 'expiry-ignored' || hazard === 'signature-not-checked') && pattern.test(path);
}

/** Go: claims that a caller has filled, `token.Claims = claims`, say themselves how long they live. */
function withGivenClaims(reading: Reading, node: SyntaxNode, use: Use): Use {
  if (use.expiry !== 'missing') return use;
  const around = reading.scopes.functionAround(node);
  const before = around ? reading.text.slice(around.start, node.start) : '';
  const given = /\.Claims\s*=\s*(?<name>[a-z]\w{0,60})\s*$/m.exec(before)?.groups?.name;
  if (given === undefined) return use;
  const made = new RegExp(`\\b${given}\\s{0,9}:?=\\s{0,9}&?(?:[\\w.]{1,60}\\{|make\\()`);
  // Those that the function makes itself, it can give an end as well.
  return made.test(before) && !/exp/i.test(before) ? use : { ...use, expiry: 'unknown' };
}

/**
 * Whether a method of the class around is called by its bare name, where the language has such calls: a library's own code
 * is no use of the library.
 */
function isOwn(reading: Reading, node: SyntaxNode, { callee }: ShapeOf<'call'>): boolean {
  if (!reading.language.words.hasImplicitSelf) return false;
  const name = shapeAs(reading, callee, 'name')?.name ?? '';
  return reading.scopes.classAround(node)?.members.get(name)?.isMethod === true;
}

/** Names at the top level and in classes are assigned where they are defined: rows of settings modules ask for these. */
function asMember(
  reading: Reading,
  { path, value, at }: Entries['values'][number],
): readonly { target: Slot; value: Slot; name: string }[] {
  const [base = '', field, ...rest] = path;
  const name = base.endsWith('#') ? field : base;
  if (name === undefined || name.includes('@') || rest.length > 0) return [];
  if (isNameOfSetting(base, shapeAs(reading, value, 'text')?.value)) return [];
  return [{ target: { kind: 'name', name, at }, value, name }];
}

/** What a row asks of a file is asked once. */
const isHereIn = memoByObject(({ path, text }: Reading) =>
  memoByObject(
    ({ inFiles }: LibraryRow): boolean =>
      (inFiles?.path?.test(path) ?? true) && (inFiles?.text?.test(text) ?? true),
  ),
);

function isHere(reading: Reading, row: LibraryRow): boolean {
  return row.inFiles === undefined || isHereIn(reading)(row);
}

function usesOfCall(reading: Reading, node: Slot, shape: ShapeOf<'call'>): readonly Use[] {
  const origin = reading.originOf(shape.callee);
  const described = (origin === undefined ? undefined : reading.rows.uses.get(origin)) ?? [];
  const rows = described.filter((row) => row.shape.kind !== 'assigned' && isHere(reading, row));
  if (rows.length > 0) {
    const isOfPasswords = hashesPasswords(reading, node);
    return usesBy(
      rows.filter(
        (row) => isTakenForCheck(reading, row, node) && !(row.kind === 'hmac' && isOfPasswords),
      ),
      viewOf(reading, node, shape),
    );
  }
  return openUse(reading, node, shape);
}

/** `PasswordHasher`: what it keys a hash with is a salt or a pepper, and signs nothing. */
function hashesPasswords(reading: Reading, node: Slot): boolean {
  const owner = reading.scopes.classAround(nodeOf(node))?.key ?? reading.path.split('/').at(-1);
  return /passw(?:or)?d/i.test(owner ?? '');
}

/** One use per call name: rows of the same name are different forms of one call. */
export function usesBy(rows: readonly LibraryRow[], view: CallView): readonly Use[] {
  const uses = new Map<string, Use>();
  for (const row of rows) {
    if (uses.has(row.call)) continue;
    const use = useOf(row, view);
    if (use)
      uses.set(row.call, row.onlyDecodes && !use.hazard ? { ...use, hazard: 'decode-only' } : use);
  }
  return [...uses.values()];
}

/** Receivers that come from injection: a row's own pattern of the dotted name says what they are. */
function openUse(reading: Reading, node: Slot, shape: ShapeOf<'call'>): readonly Use[] {
  if (reading.rows.openUses.length === 0) return [];
  const dotted = dottedName(reading, shape.callee);
  if (dotted === undefined) return [];
  const rows = reading.rows.openUses.filter(
    (row) =>
      row.shape.kind !== 'assigned' &&
      row.unresolved?.test(dotted) &&
      isHere(reading, row) &&
      shape.arguments.length >= (row.minArguments ?? 1) &&
      isTakenForCheck(reading, row, node),
  );
  return rows.length === 0 ? [] : usesBy(rows, viewOf(reading, node, shape));
}
