// The scan where few files are reported on and all others are there for linking alone: a commit, a list of names, the
// lines of a branch. Parsing is dear, so of the others only those are parsed that can say something about what is
// reported: calls that sign or verify, configuration, and code that speaks of the same variables. What these lead
// into - imports, callers of wrappers - is asked for by linking.
import type { Tree } from '../input/tree.ts';
import { contextOf } from '../link/context.ts';
import { compactPath, matchesName } from '../link/name-words.ts';
import { suggestsSecret } from '../link/secret-names.ts';
import { isWholeEnvironment } from '../model/expression.ts';
import type { Facts } from '../model/facts.ts';
import type { Settings } from '../model/settings.ts';
import { isAlwaysRead, isCode, isModuleConfig, mayUse } from '../scan/scan.ts';
import { codeEndings, configurationSearch, usesSearch } from '../scan/searches.ts';
import { isWorthLinking, mayMatterAt } from './first-tests.ts';

/** Whether a text of a file that is not reported on can say something about what is. */
export type MaySay = (path: string, text: string) => boolean;

export interface ScanReportedOptions {
  readonly tree: Tree;
  readonly reportOn: NonNullable<Tree['reportOn']>;
  readonly settings: Settings;
  readonly facts: ReadonlyMap<string, Facts>;
  isScanned(path: string): boolean;
  /** Gives the paths whose content was read and cannot say anything, by the prefilter or `maySay`. */
  scan(paths: readonly string[], maySay?: MaySay): Promise<readonly string[]>;
  /** Called when something may be found and git is not ready yet. */
  readonly onWait: (() => void) | undefined;
}

/**
 * Scans what is reported on and, if that can hold a fact at all, what it may be linked to. Tells whether any code may
 * hand on what is set there: otherwise nobody can call a wrapper with it.
 */
export async function scanReported(options: ScanReportedOptions): Promise<boolean> {
  const { tree, facts, settings, isScanned, scan } = options;
  const reported = [...options.reportOn.keys()].filter(isScanned);
  await tree.load?.(reported);
  const isWorth = reported.some((path) => isWorthLinking(tree, path));
  if (!isWorth) {
    await scan(reported);
    // `define: { 'process.env': process.env }`: which secrets that holds is said elsewhere.
    if (![...facts.values()].some(writesEnvironment)) return true;
  }
  const configuration = tree.search?.(configurationSearch);
  const uses = tree.search?.(usesSearch);
  options.onWait?.();
  if (isWorth) await scan(reported);
  const names = secretNames([...facts.values()], settings);
  const isAll = [...facts.values()].some(writesEnvironment);
  const words = [
    ...names.filter((name) => /^[\w.:-]{3,200}$/.test(name)),
    ...(isAll ? wordsOfSecrets : []),
  ];
  const readers =
    words.length > 0 ? tree.search?.({ words, isExact: true, endings: codeEndings }) : undefined;
  // What is found first is scanned while git goes on to search.
  const among = createSelection(reported, options);
  await scanConfiguration(options, { reported, among, names, found: await configuration });
  const isRead = await scanCode(options, { among, words, uses, readers });
  const maySpeak = (path: string): boolean => {
    if (!isCode(path)) return false;
    if (facts.has(path)) return true;
    const read = tree.read(path);
    return 'bytes' in read && mayMatterAt(path, read.bytes);
  };
  return isRead || reported.some(maySpeak);
}

/** In what is read from an environment that is written out as a whole. */
const wordsOfSecrets = ['SECRET', 'JWT'];

function writesEnvironment({ leaks }: Facts): boolean {
  return leaks.some(({ value }) => isWholeEnvironment(value));
}

type Found = ReadonlySet<string> | undefined;

/** Of the paths that are there for linking alone and that somebody can read: those that a test lets through. */
type Selection = (isAsked: (path: string) => boolean) => string[];

interface InConfiguration {
  readonly among: Selection;
  readonly reported: readonly string[];
  /** Of variables and settings that are set in what is reported on. */
  readonly names: readonly string[];
  readonly found: Found;
}

async function scanConfiguration(
  options: ScanReportedOptions,
  { reported, among, names, found }: InConfiguration,
): Promise<void> {
  const speaksOfNames = createNameTest(names);
  const isAbove = createManifestTest(reported);
  const paths = among((path) => !isCode(path) && mayBeSet(path, found));
  await options.tree.load?.(paths);
  await options.scan(
    paths,
    (path, text) => isAlwaysRead(path) || isAbove(path) || speaksOfNames(text),
  );
}

interface InCode {
  readonly among: Selection;
  /** Those of the names that code can spell: all that `readers` were searched for. */
  readonly words: readonly string[];
  readonly uses: Promise<Found> | undefined;
  readonly readers: Promise<Found> | undefined;
}

/** Tells whether some of the code speaks of one of the names. */
async function scanCode(
  options: ScanReportedOptions,
  { among, words, uses, readers }: InCode,
): Promise<boolean> {
  let isRead = false;
  const maySay: MaySay = (path, text) => {
    if (text.length > maxTextLength) return false;
    const isReader = words.some((word) => text.includes(word));
    isRead ||= isReader;
    return isReader || mayUse(path, text);
  };
  const scanFound = async (isFound: (path: string) => boolean): Promise<readonly string[]> => {
    const paths = among((path) => isFound(path) && isCode(path) && isProduction(path));
    await options.tree.load?.(paths);
    return options.scan(paths, maySay);
  };
  const using = await uses;
  const silent = await scanFound((path) => !using || using.has(path));
  options.tree.dismiss?.(usesSearch, silent);
  const reading = await readers;
  // Where git could not tell, whatever was not looked at yet may speak of them.
  const mayRead = (path: string): boolean => reading?.has(path) ?? words.length > 0;
  if (using) await scanFound((path) => mayRead(path) && !using.has(path));
  return isRead;
}

function createSelection(
  reported: readonly string[],
  { tree, isScanned }: ScanReportedOptions,
): Selection {
  const scannedBefore = new Set(reported);
  const others = tree.sources.filter(({ path }) => !scannedBefore.has(path));
  return (isAsked) => {
    // Of ten thousand paths few are asked for: only these are looked at more closely.
    const asked = others.filter(({ path }) => isAsked(path) && isScanned(path));
    return asked.map(({ path }) => path);
  };
}

/** What tests, examples and documents call is not linked to what is reported on. */
function isProduction(path: string): boolean {
  return contextOf(path) === 'production';
}

/** Manifests are wanted for the modules they name, files of variables for what they set. */
function mayBeSet(path: string, found: ReadonlySet<string> | undefined): boolean {
  return !found || found.has(path) || isAlwaysRead(path) || isModuleConfig(path);
}

/** Whether a configuration may set or hand on one of the names; settings are nested there, and spelled in any way. */
function createNameTest(names: readonly string[]): (text: string) => boolean {
  const settings = names.filter((name) => /[.:]/.test(name)).map((name) => compactPath(name));
  return (text) => {
    if (names.some((name) => text.includes(name))) return true;
    if (settings.length === 0) return false;
    const folded = compactPath(text);
    return settings.some((path) => path.split('.').every((element) => folded.includes(element)));
  };
}

/** Whether a path is a manifest of a package that something reported belongs to: it says what that is called. */
function createManifestTest(reported: readonly string[]): (path: string) => boolean {
  return (path) => {
    if (!isModuleConfig(path)) return false;
    const directory = path.slice(0, path.lastIndexOf('/') + 1);
    return reported.some((other) => other.startsWith(directory));
  };
}

/** Longer texts are bundles of what is said elsewhere. */
const maxTextLength = 300_000;

/** More names than these are not looked for: what sets so many is no configuration of one service. */
const maxNames = 200;

/** Variables and settings that are set here and whose names say "signing secret": whoever reads them matters. */
function secretNames(facts: readonly Facts[], settings: Settings): string[] {
  const names = new Set<string>();
  for (const { space, name } of facts.flatMap(({ definitions }) => definitions)) {
    if (space !== 'code' && isSecretName(name, settings)) names.add(name);
    if (names.size >= maxNames) break;
  }
  return [...names];
}

function isSecretName(name: string, { secretNames: more }: Settings): boolean {
  if (more.some((pattern) => matchesName(pattern, name))) return true;
  return suggestsSecret(name);
}
