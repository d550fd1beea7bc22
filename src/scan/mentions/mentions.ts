// What the mentions of a constant in a text take it for, told by the code around them and not by its syntax tree: so that
// any file of any language can be asked, without a parse. `headers[TOKEN_KEY]` asks with a name; `new Signer(SECRET)` is
// given a value, as far as anybody can tell.
import { blankOut } from '../../lexis/blank.ts';
import { lexiconOf } from '../../lexis/lexicon.ts';
import { codeOfPage } from '../../lexis/page.ts';
import { type Token, tokensOf } from '../../lexis/tokens.ts';
import type { Mentioned } from '../../model/facts.ts';
import { judgeMention } from './judge-mention.ts';

/** A text without its comments and what stands in quotes, which have the place and the length that they had. */
export interface Code {
  readonly path: string;
  readonly text: string;
  readonly bare: string;
  /** The text that code in it interrupts at an offset: `"user-${KEY}"`. */
  interruptedAt(offset: number): Token | undefined;
  /** Where a name stands in `bare`: looked up once, whatever is asked of it. */
  placesOf(name: string): readonly number[];
}

/** A repository decides how often a text mentions a name. */
const maxMentions = 60;

/** Whose mentions are asked for. */
export interface MentionedName {
  readonly name: string;
  /** What it is reached by, as far as the code says it: `Keys` of `Keys.SECRET`. */
  readonly owner?: string | undefined;
  /** In another file than the one that declares it: what is declared there is something else. */
  readonly isElsewhere?: boolean;
  /** Many things are called so: without its owner it is something else. */
  readonly isCommon?: boolean;
}

/** What one text says of names. */
export interface Mentions {
  of(asked: MentionedName): Mentioned | undefined;
  /** Whether it gives the name a value of its own. */
  defines(name: string): boolean;
}

/** Takes the text apart when the first name is asked for that it holds. */
export function createMentions(path: string, text: string): Mentions {
  let code: Code | undefined;
  const codeWith = (name: string): Code | undefined => {
    if (!text.includes(name)) return undefined;
    code ??= codeOf(path, text);
    return code;
  };
  return {
    of(asked) {
      const read = codeWith(asked.name);
      return read && mentionedIn(read, asked);
    },
    defines(name) {
      const read = codeWith(name);
      return read !== undefined && holds(read, name, isDefinedAt);
    },
  };
}

function mentionedIn(
  code: Code,
  { name, owner, isElsewhere = false, isCommon = false }: MentionedName,
): Mentioned | undefined {
  const { bare } = code;
  if (!isElsewhere && holds(code, name, isOfKindAt)) return 'index';
  const isAnother = isCommon || (isElsewhere && holds(code, name, isAssignedAt));
  let found: Mentioned | undefined;
  for (const start of code.placesOf(name).slice(0, maxMentions)) {
    const stated = ownerBefore(bare, start);
    if (stated === undefined ? isAnother : owner !== undefined && stated !== owner) continue;
    const mentioned = judgeMention(code, start, start + name.length);
    if (mentioned === 'index') return 'index';
    if (mentioned === 'value' || found === undefined) found = mentioned ?? found;
  }
  return found;
}

function codeOf(path: string, text: string): Code {
  const lexicon = lexiconOf(path);
  const own = lexicon.codeIn ? codeOfPage(text, lexicon.codeIn).code : text;
  const tokens = tokensOf(own, lexicon);
  const spans = tokens.flatMap(({ kind, start, end, from, to }) => {
    if (kind === 'number') return [];
    return [kind === 'comment' ? { start, end } : { start: from, end: to }];
  });
  const bare = blankOut(own, spans);
  let byEnd: Map<number, Token> | undefined;
  const places = new Map<string, readonly number[]>();
  return {
    path,
    text: own,
    bare,
    interruptedAt(offset) {
      byEnd ??= new Map(tokens.map((token) => [token.end, token]));
      return byEnd.get(offset);
    },
    placesOf(name) {
      const known = places.get(name) ?? [...placesIn(bare, name)];
      places.set(name, known);
      return known;
    },
  };
}

function* placesIn(bare: string, name: string): Generator<number> {
  const isPart = (at: number): boolean => /[\w$]/.test(bare.charAt(at));
  for (let at = bare.indexOf(name); at !== -1; at = bare.indexOf(name, at + name.length)) {
    if (!isPart(at - 1) && !isPart(at + name.length)) yield at;
  }
}

/** The last of the names that a name is reached by; those of the place itself are none. */
function ownerBefore(bare: string, start: number): string | undefined {
  const before = bare.slice(Math.max(0, start - 80), start);
  const owner = /(?<owner>[\w$]{1,60})\s{0,4}(?:\?\.|\.|::|->)\s{0,4}\$?$/.exec(before)?.groups
    ?.owner;
  return owner !== undefined && /^(?:self|static|this|cls|super|crate)$/.test(owner)
    ? undefined
    : owner;
}

type PlaceTest = (bare: string, start: number, end: number) => boolean;

/** Whether some place of a name is such a one: places are looked at, not the whole text by a pattern for each name. */
function holds(code: Code, name: string, isSuch: PlaceTest): boolean {
  return code.placesOf(name).some((start) => isSuch(code.bare, start, start + name.length));
}

function isAssignedAt(bare: string, start: number, end: number): boolean {
  assignment.lastIndex = end;
  return !/[.>:]/.test(bare.charAt(start - 1)) && assignment.test(bare);
}

const assignment = /\s{0,9}(?::[^=\n]{0,60})?(?:=(?![=>~])|:=)/y;

/** The same, or `{ NAME: 'text' }`. */
function isDefinedAt(bare: string, start: number, end: number): boolean {
  property.lastIndex = end;
  const isProperty = /[{,]\s{0,99}$/.test(bare.slice(Math.max(0, start - 100), start));
  return (isProperty && property.test(bare)) || isAssignedAt(bare, start, end);
}

const property = /\s{0,9}:\s{0,9}["'`]/y;

/** Go: `SharedSecretAuth AuthType = "shared_secret"`, one of the values that a type of its own has. */
function isOfKindAt(bare: string, start: number, end: number): boolean {
  kind.lastIndex = end;
  return atLineStart.test(bare.slice(Math.max(0, start - 24), start)) && kind.test(bare);
}

/** At most 23 characters. */
const atLineStart = /(?:^|[\r\n])\s{0,9}(?:const\s{1,9})?$/;
const kind =
  /\s{1,40}(?!\w{0,60}(?:Secret|Key|Salt|Text|String|Bytes))[A-Z]\w{2,60}\s{1,40}=\s{1,9}"/y;
