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

/** Takes a text apart when the first name is asked for that it holds. */
export function createMentions(
  path: string,
  text: string,
): (asked: MentionedName) => Mentioned | undefined {
  let code: Code | undefined;
  return ({ name, owner, isElsewhere = false, isCommon = false }) => {
    if (!text.includes(name)) return undefined;
    code ??= codeOf(path, text);
    const { bare } = code;
    const isAnother = isCommon || (isElsewhere && declares(bare, name));
    let found: Mentioned | undefined;
    let left = maxMentions;
    for (const start of placesOf(bare, name)) {
      if (left-- <= 0) break;
      const stated = ownerBefore(bare, start);
      if (stated === undefined ? isAnother : owner !== undefined && stated !== owner) continue;
      const mentioned = judgeMention(code, start, start + name.length);
      if (mentioned === 'index') return 'index';
      if (mentioned === 'value' || found === undefined) found = mentioned ?? found;
    }
    return found;
  };
}

function codeOf(path: string, text: string): Code {
  const lexicon = lexiconOf(path);
  const own = lexicon.codeIn ? codeOfPage(text, lexicon.codeIn).code : text;
  const tokens = tokensOf(own, lexicon);
  const spans = tokens.flatMap(({ kind, start, end, from, to }) => {
    if (kind === 'number') return [];
    return [kind === 'comment' ? { start, end } : { start: from, end: to }];
  });
  let byEnd: Map<number, Token> | undefined;
  return {
    path,
    text: own,
    bare: blankOut(own, spans),
    interruptedAt(offset) {
      byEnd ??= new Map(tokens.map((token) => [token.end, token]));
      return byEnd.get(offset);
    },
  };
}

function* placesOf(bare: string, name: string): Generator<number> {
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

function declares(bare: string, name: string): boolean {
  const escaped = name.replaceAll('$', '\\$');
  return new RegExp(
    `(?:^|[^\\w$.>:])${escaped}\\s{0,9}(?::[^=\\n]{0,60})?(?:=(?![=>~])|:=)`,
    'm',
  ).test(bare);
}
