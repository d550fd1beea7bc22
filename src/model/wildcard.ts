// One part of a path, or one name, against a pattern with `*`, `?` and `[a-z]`, as git's wildmatch reads it. Takes time
// in the product of both lengths at most: patterns and names come from repositories.

/** Whether a text without `/` fits. */
export type Wildcard = (text: string) => boolean;

/** One place of a pattern: a character, any character, a set of them, or any number of them. */
type Token = string | typeof any | typeof star | CharacterSet;

const any = Symbol('?');
const star = Symbol('*');

interface CharacterSet {
  readonly isNegated: boolean;
  has(character: string): boolean;
}

/** Compiles a pattern without `/`. One that git takes for broken (`[a`, a final backslash) fits nothing. */
export function compileWildcard(pattern: string): Wildcard {
  const tokens = tokensOf(pattern);
  if (tokens === undefined) return () => false;
  if (tokens.every((token) => typeof token === 'string')) {
    const literal = tokens.join('');
    return (text) => text === literal;
  }
  const [first, ...rest] = tokens;
  if (first === star && rest.every((token) => typeof token === 'string')) {
    const ending = rest.join('');
    return (text) => text.endsWith(ending);
  }
  return (text) => fits(tokens, text);
}

/** The text that a pattern stands for where it has nothing but plain characters. */
export function literalOf(pattern: string): string | undefined {
  const tokens = tokensOf(pattern);
  return tokens?.every((token) => typeof token === 'string') ? tokens.join('') : undefined;
}

/** Only the last `*` is ever tried anew: what an earlier one could take more of, it can take as well. */
function fits(tokens: readonly Token[], text: string): boolean {
  let at = 0;
  let token = 0;
  let starToken = -1;
  let starAt = 0;
  while (at < text.length) {
    const current = tokens[token];
    if (current === star) {
      starToken = token++;
      starAt = at;
    } else if (current !== undefined && fitsOne(current, text[at] ?? '')) {
      token++;
      at++;
    } else if (starToken === -1) return false;
    else {
      token = starToken + 1;
      at = ++starAt;
    }
  }
  while (tokens[token] === star) token++;
  return token === tokens.length;
}

function fitsOne(token: Exclude<Token, typeof star>, character: string): boolean {
  if (typeof token === 'string') return token === character;
  return token === any || token.has(character) !== token.isNegated;
}

function tokensOf(pattern: string): Token[] | undefined {
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] ?? '';
    if (character === '\\') {
      const escaped = pattern[++at];
      if (escaped === undefined) return undefined;
      tokens.push(escaped);
    } else if (character === '[') {
      const set = readSet(pattern, at + 1);
      if (set === undefined) return undefined;
      tokens.push(set.set);
      at = set.end;
    } else if (character === '*') {
      if (tokens.at(-1) !== star) tokens.push(star);
    } else tokens.push(character === '?' ? any : character);
  }
  return tokens;
}

const classes: Readonly<Record<string, RegExp>> = {
  alnum: /[a-z0-9]/i,
  alpha: /[a-z]/i,
  blank: /[ \t]/,
  cntrl: /[\x00-\x1f\x7f]/,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[ \t-\r]/,
  upper: /[A-Z]/,
  xdigit: /[0-9a-f]/i,
};

/** A set from behind its `[` on; `end` is where its `]` stands. */
function readSet(
  pattern: string,
  start: number,
): { readonly set: CharacterSet; readonly end: number } | undefined {
  let at = start;
  const isNegated = pattern[at] === '!' || pattern[at] === '^';
  if (isNegated) at++;
  const tests: ((character: string) => boolean)[] = [];
  // A `]` that comes first is one of the set.
  for (let isFirst = true; isFirst || pattern[at] !== ']'; isFirst = false) {
    const named = /^\[:(?<name>[a-z]*):\]/.exec(pattern.slice(at, at + 12))?.groups?.name;
    if (named !== undefined) {
      const kind = Object.hasOwn(classes, named) ? classes[named] : undefined;
      if (kind === undefined) return undefined;
      tests.push((character) => kind.test(character));
      at += named.length + 4;
      continue;
    }
    const low = readCharacter(pattern, at);
    if (low === undefined) return undefined;
    at = low.next;
    const isRange = pattern[at] === '-' && pattern[at + 1] !== ']' && at + 1 < pattern.length;
    const high = isRange ? readCharacter(pattern, at + 1) : low;
    if (high === undefined) return undefined;
    if (isRange) at = high.next;
    tests.push((character) => low.character <= character && character <= high.character);
  }
  const has = (character: string) => tests.some((test) => test(character));
  return { set: { isNegated, has }, end: at };
}

function readCharacter(
  pattern: string,
  at: number,
): { readonly character: string; readonly next: number } | undefined {
  const isEscaped = pattern[at] === '\\';
  const character = pattern[isEscaped ? at + 1 : at];
  return character === undefined ? undefined : { character, next: at + (isEscaped ? 2 : 1) };
}
