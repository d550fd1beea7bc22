// Collects the definitions of one file: keeps source order, drops repeats, stops at a bound, and settles what
// follows from name and path alone.
import { isBrowserExposedName } from '../../model/browser-exposed.ts';
import type { Encoding, Expression } from '../../model/expression.ts';
import type { Carrier, Definition, NameSpace } from '../../model/facts.ts';
import type { Range, RangeFinder } from '../../model/place.ts';
import { isKeyVariableName } from '../../model/variable-names.ts';
import { keysInside } from './key-objects.ts';
import { isTelling, type Problem, tooLarge, tooMany, worseOf } from './limits.ts';
import { environmentOfPath, isTemplatePath } from './paths.ts';
import { type Dialect, lowerConfigValue } from './references.ts';
import { rangeWithin, type StoredText } from './stored-text.ts';

/** No honest configuration file has more; data files do. Of what comes after, names that speak of secrets are kept. */
export const maxDefinitions = 20_000;

// A file with more settings than this is data that happens to be JSON or YAML: schemas, catalogues, exports. Of it
// only settings are kept whose names speak of secrets.
const maxSettings = 3000;

/** How many names one text in one place is told under: merges of YAML give it as many as somebody likes. */
const maxCopies = 12;

/** One entry to be added. */
export interface Entry {
  readonly space: NameSpace;
  readonly name: string;
  readonly value: StoredText | Expression;
  /** Offsets of the whole entry. */
  readonly start: number;
  readonly end: number;
  readonly environment?: string | undefined;
  readonly storedAs?: Encoding;
  readonly isImageBaked?: boolean;
  readonly isCommentedOut?: boolean;
  readonly dialect?: Dialect;
  readonly carrier?: Carrier;
  /** Taken where the variable of that name is not set already: `NAME ?= value`. */
  readonly isDefault?: boolean;
}

export interface DefinitionCollector {
  add(entry: Entry): void;
  /** The definitions in source order, and what of the file was not taken. */
  result(): { readonly definitions: readonly Definition[]; readonly problem?: Problem };
  /** Tells that a part of the file was not read, and why. */
  cut(problem: Problem): void;
  /** True where nothing more is taken, whatever its name. */
  readonly isFull: boolean;
  readonly rangeOf: RangeFinder;
  /** Environment of the file, where its path names one. */
  readonly environment: string | undefined;
}

export interface CollectorOptions {
  readonly path: string;
  readonly rangeOf: RangeFinder;
  readonly carrier: Carrier;
  readonly dialect: Dialect;
  /** Taken where neither entry nor path names one. */
  readonly defaultEnvironment?: string;
  /** The format always quotes its texts. */
  readonly isQuoted?: boolean;
  /** Whatever its name, nothing in the file is live. */
  readonly isTemplate?: boolean;
  /** A value such as `FEATHERS_SECRET` is the name of a variable, which the loader of the file resolves. */
  readonly hasVariableNames?: boolean;
}

/** Starts an empty list for one file. */
export function createCollector(options: CollectorOptions): DefinitionCollector {
  const { path, rangeOf } = options;
  const isDotenv = options.carrier === 'dotenv';
  const fileEnvironment = environmentOfPath(path, isDotenv) ?? options.defaultEnvironment;
  const isTemplate = options.isTemplate === true || isTemplatePath(path, isDotenv);
  const found: Definition[] = [];
  let settings = 0;
  let isShortened = false;
  let problem: Problem | undefined;
  const seen = new Set<string>();
  const copiesOf = new Map<string, number>();
  /** What was lost for good is worse than what was left out. */
  const note = (reason: Problem): void => {
    problem = worseOf(problem, reason);
  };
  const isFull = (): boolean => found.length >= 2 * maxDefinitions;
  /** Whether there is room for one more of this name. */
  const takes = (space: NameSpace, name: string): boolean => {
    const hasRoom =
      found.length < maxDefinitions && !(space === 'setting' && settings > maxSettings);
    if (hasRoom || (isTelling(name) && !isFull())) return true;
    isShortened = true;
    if (isTelling(name)) note(tooLarge(`more than ${2 * maxDefinitions} entries`));
    return false;
  };

  const push = (entry: Entry, name: string, value: Expression, at: Range): void => {
    const key = `${entry.space}\0${name}\0${value.at.start}\0${value.at.end}\0${entry.environment ?? ''}`;
    if (seen.has(key)) return;
    if (entry.space === 'setting') settings++;
    if (!takes(entry.space, name)) return;
    // What an anchor holds is told of a few of the maps that merge it: it is one text in one place.
    const place = `${value.at.start}\0${value.at.end}`;
    const copies = (copiesOf.get(place) ?? 0) + 1;
    copiesOf.set(place, copies);
    if (copies > maxCopies) {
      isShortened = true;
      return;
    }
    seen.add(key);
    const environment = entry.environment ?? fileEnvironment;
    found.push({
      space: entry.space,
      name,
      value,
      at,
      carrier: entry.carrier ?? options.carrier,
      ...(environment === undefined ? {} : { environment }),
      ...(entry.storedAs ? { storedAs: entry.storedAs } : {}),
      ...(isTemplate ? { isTemplate } : {}),
      ...(entry.space === 'env' && isBrowserExposedName(name) ? { isBrowserExposed: true } : {}),
      ...(entry.isImageBaked ? { isImageBaked: true } : {}),
      ...(entry.isCommentedOut ? { isCommentedOut: true } : {}),
    });
  };

  return {
    environment: fileEnvironment,
    rangeOf,
    get isFull() {
      return isFull();
    },
    cut: note,
    add(entry) {
      // What is not taken need not be understood; names inside of a value begin with the name of the entry.
      if (!takes(entry.space, entry.name)) {
        if (entry.space === 'setting') settings++;
        return;
      }
      const at = rangeOf(entry.start, entry.end);
      if ('kind' in entry.value) {
        push(entry, entry.name, entry.value, at);
        return;
      }
      const inner = keysInside(entry.name, entry.value, rangeOf);
      if (inner) {
        for (const key of inner) push(entry, key.name, key.value, at);
        return;
      }
      const value = lowerStored(entry, entry.value, options);
      const isFallback = entry.isDefault === true && value.kind !== 'unknown';
      push(entry, entry.name, isFallback ? fallbackOf(entry.name, value) : value, at);
    },
    result() {
      const isData = settings > maxSettings;
      const definitions = found
        .filter(({ space, name }) => space !== 'setting' || !isData || isTelling(name))
        .sort((a, b) => a.at.start - b.at.start || a.value.at.start - b.value.at.start);
      const limit = isData ? `${settings} settings` : `more than ${maxDefinitions} entries`;
      const said = problem ?? (isShortened || isData ? tooMany(limit) : undefined);
      return { definitions, ...(said && { problem: said }) };
    },
  };
}

function fallbackOf(name: string, value: Expression): Expression {
  return { kind: 'env', name, fallback: value, at: value.at };
}

function lowerStored(entry: Entry, stored: StoredText, options: CollectorOptions): Expression {
  if (options.hasVariableNames && isKeyVariableName(stored.text)) {
    const { start, end, text } = stored;
    return { kind: 'env', name: text, at: options.rangeOf(start, end) };
  }
  const dialect = entry.dialect ?? options.dialect;
  const isShellLike = dialect === 'dotenv' || dialect === 'shell';
  return lowerConfigValue(stored.text, rangeWithin(stored, options.rangeOf), {
    dialect,
    isLiteral: isShellLike && stored.quote === 'single',
    isOpaque: stored.isOpaque === true,
    isQuoted: options.isQuoted === true,
  });
}
