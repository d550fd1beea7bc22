// Patterns for paths in `.gitignore` syntax, which settings and flags share. The same as git's own, tested against it,
// and in linear time whatever the patterns and however deep the path: regular expressions for `**` are exponential.
import { compileWildcard, literalOf, type Wildcard } from './wildcard.ts';

/** What the last rule that fits says; `taken-back` is a `!pattern`. */
export type PathAnswer = 'ignored' | 'taken-back' | 'nothing';

/** Paths are relative, with `/`; those of directories end with one. */
export interface PathRules {
  /** What is said of the path itself, whatever holds for the directories above it. */
  ask(path: string): PathAnswer;
  /** Whether the path or a directory above it is ignored. */
  ignores(path: string): boolean;
  /** False where lines were left out because all of them together would cost too much. */
  readonly isComplete: boolean;
}

export interface PathRulesOptions {
  /** Default: upper and lower case are two. */
  readonly ignoreCase?: boolean;
}

/** The longest list that gitignore.io makes has 2,000 lines, few of which are more than a name. */
const most = { lines: 10_000, patterns: 1_000, deepPatterns: 100, characters: 4_096 };

/** Any number of directories. */
const anyDepth = Symbol('**');

interface Rule {
  readonly index: number;
  readonly isNegated: boolean;
  readonly isForDirectories: boolean;
  /** From the top; `undefined`: the last part of the path alone has to fit `name`. */
  readonly parts: readonly (Wildcard | typeof anyDepth)[] | undefined;
  readonly name: Wildcard;
}

/** Compiles lines as they stand in a `.gitignore`, comments and empty ones included. */
export function createPathRules(
  lines: readonly string[],
  { ignoreCase = false }: PathRulesOptions = {},
): PathRules {
  const fold = (text: string): string => (ignoreCase ? text.toLowerCase() : text);
  const { byName, others, isComplete } = sortRules(lines.map(fold));
  const ask = (path: string): PathAnswer => {
    const isDirectory = path.endsWith('/');
    const parts = fold(isDirectory ? path.slice(0, -1) : path).split('/');
    const name = parts.at(-1) ?? '';
    const sameName = byName.get(name);
    const named = isDirectory ? later(sameName?.directories, sameName?.all) : sameName?.all;
    const other = others.find((rule) => {
      if (named !== undefined && rule.index < named.index) return false;
      return (isDirectory || !rule.isForDirectories) && fits(rule, parts, name);
    });
    const last = other ?? named;
    if (last === undefined) return 'nothing';
    return last.isNegated ? 'taken-back' : 'ignored';
  };
  /** Directories lie above many files: what is known of one holds for all below it. */
  const known = new Map<string, boolean>();
  const ignoresDirectory = (path: string): boolean => {
    const unknown: string[] = [];
    let answer: boolean | undefined = false;
    for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/', at.length - 2) + 1)) {
      answer = known.get(at);
      if (answer !== undefined) break;
      unknown.push(at);
    }
    let isIgnored = answer ?? false;
    for (const directory of unknown.reverse()) {
      isIgnored ||= ask(directory) === 'ignored';
      known.set(directory, isIgnored);
    }
    return isIgnored;
  };
  const ignores = (path: string): boolean =>
    ignoresDirectory(path.slice(0, path.lastIndexOf('/') + 1)) ||
    (!path.endsWith('/') && ask(path) === 'ignored');
  return { ask, ignores, isComplete };
}

/** The last rules that are a plain name: most are, and they are looked up. */
interface NamedRules {
  all?: Rule;
  directories?: Rule;
}

function sortRules(lines: readonly string[]) {
  const byName = new Map<string, NamedRules>();
  const others: Rule[] = [];
  let deep = 0;
  let isComplete = lines.length <= most.lines;
  for (const [index, line] of lines.slice(0, most.lines).entries()) {
    const read = line.length > most.characters ? 'too-long' : readRule(line, index);
    if (read === undefined) continue;
    if (read === 'too-long') isComplete = false;
    else if (read.literal !== undefined) {
      const named = byName.get(read.literal) ?? {};
      named[read.rule.isForDirectories ? 'directories' : 'all'] = read.rule;
      byName.set(read.literal, named);
    } else if (others.length === most.patterns) isComplete = false;
    else if (isDeep(read.rule) && ++deep > most.deepPatterns) isComplete = false;
    else others.push(read.rule);
  }
  return { byName, others: others.reverse(), isComplete };
}

/** Of several `**` in the middle each is tried at every directory. */
function isDeep({ parts = [] }: Rule): boolean {
  return parts.filter((part, index) => part === anyDepth && index < parts.length - 1).length > 1;
}

function later(a: Rule | undefined, b: Rule | undefined): Rule | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a.index > b.index ? a : b;
}

function readRule(
  line: string,
  index: number,
): { readonly rule: Rule; readonly literal: string | undefined } | undefined {
  if (line.startsWith('#')) return undefined;
  const bare = withoutTrailingBlanks(line);
  const isNegated = bare.startsWith('!');
  const whole = isNegated ? bare.slice(1) : bare;
  const isForDirectories = whole.endsWith('/');
  const pattern = isForDirectories ? whole.slice(0, -1) : whole;
  if (pattern === '') return undefined;
  // An escaped slash is a slash.
  const parts = pattern.replaceAll('\\/', '/').split('/');
  const isAnchored = parts.length > 1;
  if (parts[0] === '') parts.shift();
  const compiled = parts.map((part) => (/^\*\*+$/.test(part) ? anyDepth : compileWildcard(part)));
  const name = compiled.at(-1);
  return {
    rule: {
      index,
      isNegated,
      isForDirectories,
      parts: isAnchored ? compiled : undefined,
      name: name === undefined || name === anyDepth ? () => true : name,
    },
    literal: isAnchored ? undefined : literalOf(pattern),
  };
}

function withoutTrailingBlanks(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === ' ') end--;
  if (end === line.length) return line;
  const escapes = /\\+$/.exec(line.slice(0, end))?.[0].length ?? 0;
  return line.slice(0, escapes % 2 === 1 ? end + 1 : end);
}

function fits({ parts, name }: Rule, path: readonly string[], last: string): boolean {
  // The last part decides mostly.
  return name(last) && (parts === undefined || fitsParts(parts, path));
}

/** Only the last `**` is ever tried anew: what an earlier one could take more of, it can take as well. */
function fitsParts(
  parts: readonly (Wildcard | typeof anyDepth)[],
  path: readonly string[],
): boolean {
  let at = 0;
  let part = 0;
  let deepPart = -1;
  let deepAt = 0;
  while (at < path.length) {
    const current = parts[part];
    if (current === anyDepth) {
      deepPart = part++;
      deepAt = at;
      // `a/**` is what lies in a, not a itself.
      if (part === parts.length) return true;
    } else if (current?.(path[at] ?? '')) {
      part++;
      at++;
    } else if (deepPart === -1) return false;
    else {
      part = deepPart + 1;
      at = ++deepAt;
    }
  }
  return part === parts.length;
}
