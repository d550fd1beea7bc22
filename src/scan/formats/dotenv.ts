// The dotenv family: `.env*`, `*.env`, `.envrc`, `.flaskenv`, `.dev.vars`, `env.example`, `env-example-relational`.
import { type CommentSpan, holdsMarks } from '../suppression-comments.ts';
import { createCollector, type DefinitionCollector, maxDefinitions } from './definitions.ts';
import { type DotenvEntry, scanDotenv } from './dotenv-scan.ts';
import type { FormatReader, ScanInput } from './format.ts';
import { cutAt } from './limits.ts';
import { baseNameOf } from './paths.ts';

const dotted =
  /^(?:\.env(?:$|[.\-_~])|\.envrc|\.flaskenv|\.(?:dev|prod|production|staging|test)\.vars|\.environment$|\.secrets$|\.secret\.local$)/;
const suffixed = /.\.env(?:$|[.\-_~])/;
const bare =
  /^(?:dot)?env(?:$|[.\-_](?:example|sample|template|tmpl|dist|defaults?|local|production|prod|staging|stage|development|dev|testing|test|ci|docker|preview|qa)(?:$|[.\-_]))/;
const exampleFirst = /^(?:example|sample|template)[.\-_]env(?:$|[.\-_])/;

// `.env.ts` is code and `.env.yml` is YAML; `.env.vault` holds only ciphertext.
const otherFormat =
  /^\.env-cmdrc|\.(?:[cm]?[jt]sx?|json5?|jsonc|ya?ml|toml|py|rb|php|go|rs|java|kt|cs|swift|dart|html?|css|md|mdx|txt|svg|png|map|vault|zip|gz|gpg|enc|age|asc|d|lock|exs?|ps1|xml|vue|svelte|astro)$/;

/** Whether the base name is one that dotenv loaders, or people who copy them, use. */
export function isDotenvPath(path: string): boolean {
  const name = baseNameOf(path).toLowerCase();
  if (name.length > 200) return false;
  const isNamed =
    dotted.test(name) || suffixed.test(name) || bare.test(name) || exampleFirst.test(name);
  return isNamed && !otherFormat.test(name);
}

let reference: typeof import('dotenv') | undefined;

// dotenv's own expression takes a time that grows with the square of blank stretches and of the text.
const longestReferenced = 100_000;
const blankStretch = /\s{300}/;

/**
 * Our scanner finds places, dotenv itself has the last word on values: an entry that it reads otherwise, or not at
 * all, is left out rather than rated, or replaced by a fix, as something that no program receives.
 */
function agreed(
  entries: readonly DotenvEntry[],
  text: string,
  parse: (text: string) => Readonly<Record<string, string>>,
): readonly DotenvEntry[] {
  if (text.length > longestReferenced || blankStretch.test(text)) return entries;
  const values = new Map(Object.entries(parse(text)));
  const last = new Map(entries.map((entry) => [entry.name, entry]));
  return entries.filter(
    // dotenv collects into a plain object, which cannot hold this one name.
    (entry) =>
      entry.name === '__proto__' ||
      last.get(entry.name) !== entry ||
      values.get(entry.name) === entry.value.text,
  );
}

export const dotenvReader: FormatReader = {
  id: 'dotenv',
  canRead: isDotenvPath,
  async load() {
    reference ??= await import('dotenv');
  },
  read({ path, text, rangeOf }: ScanInput) {
    // direnv hands its file to a shell, which runs commands.
    const dialect = baseNameOf(path).toLowerCase() === '.envrc' ? 'shell' : 'dotenv';
    const collector = createCollector({ path, rangeOf, carrier: 'dotenv', dialect });
    if (!reference) throw new Error('the dotenv reader was not loaded');
    const onCut = (name: string): void =>
      collector.cut(cutAt(name, `more than ${maxDefinitions} variables`));
    const scanned = scanDotenv(text, maxDefinitions, onCut);
    const entries = agreed(scanned, text, reference.parse);
    const last = new Map(entries.map((entry) => [entry.name, entry]));
    for (const entry of entries) {
      const { name, start, end, value } = entry;
      // What is set again below reaches no program: it is as good as commented out.
      const isOverridden = last.get(name) !== entry;
      const isOff = isOverridden ? { isCommentedOut: true } : {};
      collector.add({ space: 'env', name, start, end, value, ...isOff });
    }
    addCommentedOut(text, entries, collector);
    return {
      ...collector.result(),
      ...(holdsMarks(text) && { comments: commentsIn(text, scanned) }),
    };
  },
};

/** From each `#` that stands in no value to the end of its line. */
function commentsIn(text: string, entries: readonly DotenvEntry[]): CommentSpan[] {
  const comments: CommentSpan[] = [];
  let next = 0;
  for (let at = text.indexOf('#'); at !== -1; at = text.indexOf('#', at)) {
    while (next < entries.length && (entries[next]?.end ?? 0) <= at) next++;
    const entry = entries[next];
    if (entry && entry.start <= at) at = entry.end;
    else {
      const end = /[\r\n]|$/g;
      end.lastIndex = at;
      comments.push({ start: at, end: end.exec(text)?.index ?? text.length });
      at = comments.at(-1)?.end ?? text.length;
    }
  }
  return comments;
}

// The name must follow the `#` at once and the value must look like one: prose has spaces around `=` or after it.
const commentedEntry =
  /^[ \t]*#+[ \t]{0,20}((?:export[ \t]{1,10})?([A-Za-z_][\w.-]{0,200})[ \t]?=[ \t]?(.*))$/;

/** `# JWT_SECRET=abc`: an entry that was switched off, as long as it does not stand inside a multi-line value. */
function addCommentedOut(
  text: string,
  entries: readonly DotenvEntry[],
  collector: DefinitionCollector,
): void {
  let next = 0;
  let lineStart = 0;
  while (lineStart < text.length && !collector.isFull) {
    let lineEnd = lineStart;
    while (lineEnd < text.length && text[lineEnd] !== '\n' && text[lineEnd] !== '\r') lineEnd++;
    while (next < entries.length && (entries[next]?.end ?? 0) <= lineStart) next++;
    const isInsideValue = (entries[next]?.start ?? text.length) < lineStart;
    if (!isInsideValue && lineEnd - lineStart <= 5000) {
      addCommentedLine(text.slice(lineStart, lineEnd), lineStart, collector);
    }
    lineStart = lineEnd + 1;
  }
}

function addCommentedLine(line: string, lineStart: number, collector: DefinitionCollector): void {
  const match = commentedEntry.exec(line);
  const body = match?.[1];
  const name = match?.[2];
  if (body === undefined || name === undefined) return;
  const bodyStart = lineStart + line.length - body.length;
  const [entry] = scanDotenv(body, 1);
  if (!entry || entry.name !== name || entry.value.text === '') return;
  const isProse = entry.value.quote === undefined && /\s/.test(entry.value.text);
  if (isProse && !/^[A-Z][A-Z0-9_]*$/.test(name)) return;
  const { value } = entry;
  const shifted = {
    ...value,
    start: value.start + bodyStart,
    end: value.end + bodyStart,
    ...(value.offsets ? { offsets: value.offsets.map((offset) => offset + bodyStart) } : {}),
  };
  collector.add({
    space: 'env',
    name,
    start: entry.start + bodyStart,
    end: entry.end + bodyStart,
    value: shifted,
    isCommentedOut: true,
  });
}
