// One file to Facts: picks the reader by path, runs it, adds what every text can hold (suppressions).
// Pure but for loading grammars once; never throws on any text.
import { lexiconOf } from '../lexis/lexicon.ts';
import { commentsOf } from '../lexis/tokens.ts';
import { withoutControls } from '../model/decode.ts';
import type { Facts, Suppression } from '../model/facts.ts';
import { isKeySetName } from '../model/file-setting.ts';
import { createRangeFinder, type RangeFinder } from '../model/place.ts';
import { type BuiltBy, builtBy } from './built-code.ts';
import { isDotenvPath } from './formats/dotenv.ts';
import { isFlutterManifest } from './formats/flutter.ts';
import type { FormatReader, PartialFacts, ScanInput } from './formats/format.ts';
import { isDependencyManifest } from './formats/frameworks.ts';
import { formatReaders } from './formats/index.ts';
import { isKeyFilePath } from './formats/key-file.ts';
import { worseOf } from './formats/limits.ts';
import { isNodeConfigPath } from './formats/node-config.ts';
import { baseNameOf } from './formats/paths.ts';
import { withinLimits } from './fullness.ts';
import type { LanguageAdapter } from './languages/adapter.ts';
import { languageAdapters } from './languages/index.ts';
import { withLineFeeds } from './line-ends.ts';
import { markLookups } from './lookups.ts';
import { blankPads } from './squeezed.ts';
import { findSuppressions, holdsMarks } from './suppression-comments.ts';

export { createModuleFinder, type ModuleFinder } from './code/module-finder.ts';
export { isModuleConfig } from './languages/module-aliases.ts';

/** Above this many bytes of UTF-8 no syntax tree is built, unless they are pads: formats are still read. */
const maxParsedBytes = 5 * 1024 * 1024;
/** Longer texts are not even looked through for pads. */
const maxPaddedLength = 64 * 1024 * 1024;

export interface ScanResult {
  readonly facts: Facts;
  /** A syntax tree was built. */
  readonly isParsed: boolean;
}

const readers = new Map<string, FormatReader | LanguageAdapter | undefined>();

/** What can read a path; `undefined` where nothing can. Remembered: every path is asked about several times. */
export function readerFor(path: string): FormatReader | LanguageAdapter | undefined {
  const known = readers.get(path);
  if (known || readers.has(path)) return known;
  // Languages first: they look at the extension alone, and most paths of a repository are code.
  const reader =
    languageAdapters.find((adapter) => adapter.canRead(path)) ??
    formatReaders.find((candidate) => candidate.canRead(path));
  if (readers.size >= 200_000) readers.clear();
  readers.set(path, reader);
  return reader;
}

/** Whether a path is small, certain configuration that is read without asking the prefilter. */
export function isAlwaysRead(path: string): boolean {
  if (isNodeConfigPath(path) || isDependencyManifest(path) || isFlutterManifest(path)) return true;
  if (isKeySetName(baseNameOf(path))) return true;
  if (isKeyFilePath(path)) return readerFor(path)?.id === 'key-file';
  return isEnvFile(path);
}

/** Whether the file sets variables and nothing else: any of them can be a secret, whatever its name. */
export function isEnvFile(path: string): boolean {
  return isDotenvPath(path) && readerFor(path)?.id === 'dotenv';
}

/** Code that a framework reads its settings from: `config/application.rb`, `config/jwt.php`, `settings/base.py`. */
export function isConfigurationCode(path: string): boolean {
  return /(?:^|\/)(?:(?:config|settings)(?:\/[^/]+){0,2}\.(?:rb|php|exs|py|[cm]?[jt]s)|[\w-]{0,40}\.?config(?:uration)?\.[cm]?[jt]s)$/.test(
    path,
  );
}

/** Whether a programming language is spoken there, not a format of configuration. */
export function isCode(path: string): boolean {
  return languageAdapters.some((adapter) => adapter.canRead(path));
}

/** Whether a path is configuration that a reader knows. */
export function isConfiguration(path: string): boolean {
  return readerFor(path) !== undefined && !isCode(path);
}

/** Whether code can hold a call that a library row describes. Cheap, errs towards true. */
export function mayUse(path: string, text: string): boolean {
  const reader = readerFor(path);
  return reader !== undefined && 'mayUse' in reader && reader.mayUse(text);
}

/** Whether code can export one of `names` (`*`: anything), its own or another module's. Cheap, errs towards true. */
export function mayExport(path: string, text: string, names: ReadonlySet<string>): boolean {
  const reader = readerFor(path);
  if (!reader || !('mayPassOn' in reader) || names.has('*')) return true;
  if (reader.mayPassOn(text)) return true;
  return reader.mayExport?.(text, names) ?? [...names].some((name) => text.includes(name));
}

/** The second, stricter test: whether the reader of `path` can find anything in `text`. Cheap, errs towards true. */
export function isWorthReading(path: string, text: string): boolean {
  const reader = readerFor(path);
  if (!reader) return false;
  if (!('isWorthParsing' in reader)) return true;
  return reader.isWorthParsing({ path, text, rangeOf: lazyRangeFinder(text) });
}

/** Starts loading what parsing needs, so that it is there when waiting for something else is over. */
export function warmUp(): void {
  // A failure shows where the parser is really asked for.
  for (const adapter of languageAdapters) adapter.load().catch(() => undefined);
}

export interface ScanOptions {
  /** A link leads here, so the second cheap test is left out. */
  readonly isDemanded?: boolean;
  /** Somebody has asked for this very file, whoever wrote it. */
  readonly isNamed?: boolean;
}

/** Scans one text. */
export async function scanText(
  path: string,
  text: string,
  options: ScanOptions = {},
): Promise<ScanResult | undefined> {
  const reader = readerFor(path);
  if (!reader) return undefined;
  const rangeOf = lazyRangeFinder(text);
  const plain = withLineFeeds(withoutControls(text), reader.id);
  let input: ScanInput = { path, text: plain, rangeOf };
  if ('isWorthParsing' in reader) {
    const parsable = isTooLargeToParse(plain) ? withoutPads(path, plain) : plain;
    if (parsable === undefined) {
      const detail = `${Math.round(text.length / 1e5) / 10} MB`;
      const problem = { reason: 'too-large', detail } as const;
      return { facts: assemble(input, reader.id, { problem }), isParsed: false };
    }
    input = { ...input, text: parsable };
    if (!options.isDemanded && !reader.isWorthParsing(input)) return undefined;
    const tool = options.isNamed ? undefined : builtBy(path, text);
    if (tool) {
      return { facts: assemble(input, reader.id, { problem: { reason: tool } }), isParsed: false };
    }
    await reader.load();
    const read = readSafely(reader, input);
    const { definitions } = read;
    const marked = definitions && {
      ...read,
      definitions: markLookups(path, parsable, definitions),
    };
    return { facts: assemble(input, reader.id, marked ?? read), isParsed: true };
  }
  await reader.load?.();
  return { facts: assemble(input, reader.id, readSafely(reader, input)), isParsed: false };
}

/** What scanning gives of a file that a tool has written, whose text is known to be that. */
export function leftOut(path: string, reason: BuiltBy): Facts {
  const language = readerFor(path)?.id ?? '';
  const input = { path, text: '', rangeOf: lazyRangeFinder('') };
  return assemble(input, language, { problem: { reason } });
}

/** A text whose size is mostly pads, with blanks in their place; `undefined` where it is too large all the same. */
function withoutPads(path: string, text: string): string | undefined {
  if (text.length > maxPaddedLength) return undefined;
  const slim = blankPads(path, text);
  return slim.size > maxParsedBytes ? undefined : slim.text;
}

/** A character is one to three bytes for each UTF-16 unit: most texts need no counting. */
function isTooLargeToParse(text: string): boolean {
  if (text.length * 3 <= maxParsedBytes) return false;
  return text.length > maxParsedBytes || Buffer.byteLength(text) > maxParsedBytes;
}

/** Most files end at the second test and never ask for a range: the line table is made when one does. */
function lazyRangeFinder(text: string): RangeFinder {
  let finder: RangeFinder | undefined;
  return (start, end) => {
    finder ??= createRangeFinder(text);
    return finder(start, end);
  };
}

/** A reader that throws is a bug of ours; the file is listed and the run goes on. */
function readSafely(reader: FormatReader | LanguageAdapter, input: ScanInput): PartialFacts {
  try {
    return reader.read(input);
  } catch (error) {
    const name = error instanceof Error ? error.name : typeof error;
    return {
      problem: { reason: 'parse-error', detail: `internal ${name} in the ${reader.id} reader` },
    };
  }
}

function suppressionsIn(
  { path, text, rangeOf }: ScanInput,
  language: string,
  { comments }: PartialFacts,
): readonly Suppression[] {
  if (!holdsMarks(text)) return [];
  return findSuppressions(text, rangeOf, comments ?? commentsOf(text, lexiconOf(path, language)));
}

/** The marks of a text that no reader has taken. */
export function findMarks(path: string, text: string): readonly Suppression[] {
  if (!holdsMarks(text)) return [];
  return findSuppressions(text, lazyRangeFinder(text), commentsOf(text, lexiconOf(path)));
}

function assemble(input: ScanInput, language: string, read: PartialFacts): Facts {
  const limited = withinLimits(read);
  const partial = limited.facts;
  const problem = worseOf(read.problem, limited.problem);
  return {
    path: input.path,
    language,
    definitions: partial.definitions ?? [],
    uses: partial.uses ?? [],
    calls: partial.calls ?? [],
    imports: partial.imports ?? [],
    exports: partial.exports ?? [],
    leaks: partial.leaks ?? [],
    suppressions: partial.suppressions ?? suppressionsIn(input, language, partial),
    projectNames: partial.projectNames ?? [],
    ...(partial.unit === undefined ? {} : { unit: partial.unit }),
    ...(partial.frameworks === undefined ? {} : { frameworks: partial.frameworks }),
    ...(partial.guards && { guards: partial.guards }),
    ...(partial.dependencies && { dependencies: partial.dependencies }),
    ...(partial.isTestCode === undefined ? {} : { isTestCode: partial.isTestCode }),
    ...(partial.hasSyntaxErrors === undefined ? {} : { hasSyntaxErrors: partial.hasSyntaxErrors }),
    ...(problem === undefined ? {} : { problem }),
  };
}
