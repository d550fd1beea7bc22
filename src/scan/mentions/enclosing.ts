// The bracket that a place of a text stands in, and what is called or annotated with it.

export interface Enclosing {
  readonly opener: '(' | '[' | '{';
  /** The word before the bracket: what is called. */
  readonly word: string;
  /** What stands before that word: `settings.` of `settings.get(`. */
  readonly qualifier: string;
  /** Commas between the bracket and the place. */
  readonly position: number;
  /** The call, or the one whose list or object this is, is an annotation. */
  readonly isAnnotation: boolean;
  /** `new Store(`. */
  readonly isMade: boolean;
}

/** `path`: the file's, which tells its language. `before` is code without comments and what stands in quotes, up to the place. */
export function enclosingOf(path: string, before: string): Enclosing | undefined {
  const inner = openedBefore(before, before.length);
  if (!inner) return undefined;
  const called = calledAt(path, before, inner.at);
  let isAnnotation = inner.opener === '(' && called.isAnnotation;
  // `@Bean({ NAME })`, `@Value(names = { A, NAME })`.
  if (inner.opener !== '(') {
    const outer = openedBefore(before, inner.at);
    isAnnotation = outer?.opener === '(' && calledAt(path, before, outer.at).isAnnotation;
  }
  const { opener, position } = inner;
  const { word, qualifier, isMade } = called;
  return { opener, position, isAnnotation, word, qualifier, isMade };
}

interface Opened {
  readonly opener: Enclosing['opener'];
  readonly at: number;
  readonly position: number;
}

function openedBefore(text: string, from: number): Opened | undefined {
  let depth = 0;
  let position = 0;
  for (let at = from - 1; at >= 0; at--) {
    const sign = text.charAt(at);
    if (sign === ')' || sign === ']' || sign === '}') depth++;
    else if (sign === '(' || sign === '[' || sign === '{') {
      if (depth === 0) return { opener: sign, at, position };
      depth--;
    } else if (depth === 0) {
      if (sign === ';') return undefined;
      if (sign === ',') position++;
    }
  }
  return undefined;
}

/** Elsewhere such a sign stands before the name of a field. */
const annotates = /\.(?:java|kts?|scala|sc|pyw?|[cm]?[jt]sx?|vue|svelte|dart|swift)$/;
const annotatesInBrackets = /\.(?:cs|cshtml|razor|php|rs)$/;

function calledAt(path: string, text: string, at: number) {
  const line = text.slice(Math.max(0, at - 200), at);
  const found =
    /(?<qualifier>(?:[\w$)\]]{1,60}\s{0,40}(?:\?\.|!?\.|::|->)\s{0,9}){0,4})(?<word>[\w$]{1,60}[!?]?)(?:::)?(?:<[^<>()]{1,60}>)?\s{0,3}$/.exec(
      line,
    );
  const word = found?.groups?.word ?? '';
  const qualifier = (found?.groups?.qualifier ?? '').replace(
    /\s{0,9}(?:\?\.|!?\.|::|->)\s{0,9}$/,
    '',
  );
  const ahead = line.slice(0, found?.index ?? line.length);
  const isAnnotation =
    word !== '' &&
    ((annotates.test(path) && /@$|@\w+:$/.test(ahead)) ||
      (annotatesInBrackets.test(path) && /(?:^|\n)\s{0,40}#?\[(?:[^\]\n]{0,80},\s)?$/.test(ahead)));
  return { word, qualifier, isAnnotation, isMade: /(?:^|[^\w$])new\s{1,9}$/.test(ahead) };
}
