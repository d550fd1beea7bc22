// Names that need no import: those of other files of the same unit (a Go package, a namespace), and where units are open,
// of the nearest file of the language that declares them.
import type { Facts } from '../model/facts.ts';
import { memoByObject } from '../model/memo.ts';
import type { FileSummary } from '../model/secret.ts';

/** Where names of other files come from without an import. */
export interface Units {
  /** Files that declare `name` and whose names `path` sees; the unit's own, else the nearest of others. */
  declaring(path: string, name: string): Declaring;
  /** Files that were not scanned and may declare it, by their paths. */
  unscanned(path: string, name: string): readonly string[];
  /** Files whose calls begin with a name that `path` declares, and that may see it. */
  callers(path: string): readonly { readonly path: string; readonly base: string }[];
  /** Other files of the unit. */
  peers(path: string): readonly string[];
  /** Classes that extend or implement `type` (`TokenService#`), where `path` may see them; none where they are many. */
  implementing(path: string, type: string): readonly Implementation[];
}

/** A class and the file that declares it. */
export interface Implementation {
  readonly path: string;
  /** `JwtTokenService#`. */
  readonly type: string;
}

/** Who declares a name. */
export interface Declaring {
  /** The same for all files that see the same: what was looked for from one of them need not be from the next. */
  readonly key: string;
  /** The file that asks may be among them. */
  readonly paths: readonly string[];
}

/** Files that are asked for one name. */
const maximumFiles = 64;

/** Files that one name may lead into and that nobody has looked at: a package of Go is a directory, whatever it holds. */
const maximumUnscanned = 300;

/** Classes that stand for an interface: what more of them implement is no service that a key is given to. */
const maximumImplementations = 16;

/** Builds the tables; each is made when it is first asked for. */
export function createUnits(
  facts: readonly Facts[],
  fileOf: (path: string) => FileSummary,
  candidatesOf: (path: string, name: string) => readonly string[],
): Units {
  const byPath = new Map(facts.map((fact): [string, Facts] => [fact.path, fact]));
  let tables: Tables | undefined;
  const ask = (): Tables => {
    tables ??= tabulate(facts);
    return tables;
  };
  const declared = new Map<string, Declaring>();
  const notScanned = new Map<string, readonly string[]>();
  const lookUp = (path: string, name: string): Declaring => {
    const unit = byPath.get(path)?.unit;
    if (!unit) return { key: path, paths: [] };
    const { inUnit, inFamily } = ask();
    const own = inUnit.get(`${unit.id}\0${name}`) ?? [];
    if (!unit.isOpen || own.some((other) => other !== path)) {
      return { key: unit.id, paths: own.slice(0, maximumFiles) };
    }
    const others = (inFamily.get(`${familyOf(unit.id)}\0${name}`) ?? []).filter(
      (other) => other !== path,
    );
    return { key: path, paths: nearest(path, others, fileOf) };
  };
  return {
    declaring(path, name) {
      const asked = `${path}\0${name}`;
      const known = declared.get(asked) ?? lookUp(path, name);
      declared.set(asked, known);
      return known;
    },
    unscanned(path, name) {
      if (!byPath.get(path)?.unit) return [];
      const asked = `${path}\0${name}`;
      const known = notScanned.get(asked);
      if (known) return known;
      const found = candidatesOf(path, name)
        .filter((other) => !byPath.has(other))
        .slice(0, maximumUnscanned);
      notScanned.set(asked, found);
      return found;
    },
    callers(path) {
      const fact = byPath.get(path);
      if (!fact?.unit) return [];
      const family = familyOf(fact.unit.id);
      const seen = new Set<string>();
      const names = [...fact.exports.map(({ exported }) => exported), ...basesOf(fact)];
      return names.flatMap((exported) =>
        (ask().callersOf.get(`${family}\0${exported}`) ?? []).flatMap((caller) => {
          const key = `${caller}\0${exported}`;
          if (seen.has(key)) return [];
          seen.add(key);
          return [{ path: caller, base: exported }];
        }),
      );
    },
    implementing(path, type) {
      const fact = byPath.get(path);
      const all = fact ? (ask().implementing.get(`${worldOf(fact)}\0${type}`) ?? []) : [];
      const context = fileOf(path).context;
      const own = all.filter(({ path: other }) => {
        const its = fileOf(other).context;
        return its === 'production' || its === context;
      });
      return own.length > maximumImplementations ? [] : own;
    },
    peers(path) {
      const unit = byPath.get(path)?.unit;
      return unit
        ? (ask().files.get(unit.id) ?? []).filter((other) => other !== path).slice(0, maximumFiles)
        : [];
    },
  };
}

interface Tables {
  readonly files: ReadonlyMap<string, readonly string[]>;
  readonly inUnit: ReadonlyMap<string, readonly string[]>;
  readonly inFamily: ReadonlyMap<string, readonly string[]>;
  readonly callersOf: ReadonlyMap<string, readonly string[]>;
  readonly implementing: ReadonlyMap<string, readonly Implementation[]>;
}

/** What the classes of a file extend or implement, by their instances: `TokenService#`. */
const basesOf = memoByObject((fact: Facts): readonly string[] => [
  ...new Set(inheritanceOf(fact).map(({ base }) => base)),
]);

function inheritanceOf({ definitions }: Facts): readonly { type: string; base: string }[] {
  return definitions.flatMap(({ space, name, value }) => {
    const isClass = space === 'code' && name.endsWith('#') && value.kind === 'name';
    const base = isClass && value.path.length === 1 ? (value.path[0] ?? '') : '';
    return base.endsWith('#') && base !== name ? [{ type: name, base }] : [];
  });
}

function tabulate(facts: readonly Facts[]): Tables {
  const files = new Map<string, string[]>();
  const inUnit = new Map<string, string[]>();
  const inFamily = new Map<string, string[]>();
  const callersOf = new Map<string, string[]>();
  const implementing = new Map<string, Implementation[]>();
  for (const fact of facts) {
    const { path, unit, exports, imports, calls } = fact;
    for (const { type, base } of inheritanceOf(fact))
      append(implementing, `${worldOf(fact)}\0${base}`, { path, type });
    if (!unit) continue;
    const family = familyOf(unit.id);
    append(files, unit.id, path);
    for (const exported of new Set(exports.map((one) => one.exported))) {
      append(inUnit, `${unit.id}\0${exported}`, path);
      if (unit.isOpen) append(inFamily, `${family}\0${exported}`, path);
    }
    const imported = new Set(imports.map(({ local }) => local));
    const bases = new Set(
      calls.flatMap(({ callee }) => (callee.kind === 'name' ? [callee.path[0] ?? ''] : [])),
    );
    for (const base of bases) {
      if (unit.isOpen || !imported.has(base)) append(callersOf, `${family}\0${base}`, path);
    }
  }
  return { files, inUnit, inFamily, callersOf, implementing };
}

/** What stands before the first `:`: languages that see each other share it. */
function familyOf(unit: string): string {
  return unit.slice(0, Math.max(0, unit.indexOf(':')));
}

/** Languages whose classes may be of each other's types. */
function worldOf({ unit, language }: Facts): string {
  return unit
    ? familyOf(unit.id)
    : /^(?:java|type)script$/.test(language)
      ? 'javascript'
      : language;
}

/** The files that share most of their path with `from`, production before tests; all that are equally near. */
function nearest(
  from: string,
  paths: readonly string[],
  fileOf: (path: string) => FileSummary,
): readonly string[] {
  let best: string[] = [];
  let bestScore = -1;
  const context = fileOf(from).context;
  for (const path of paths) {
    const isSameWorld = fileOf(path).context === 'production' || fileOf(path).context === context;
    const score = (isSameWorld ? 1000 : 0) + commonSteps(from, path);
    if (score > bestScore) {
      bestScore = score;
      best = [path];
    } else if (score === bestScore) best.push(path);
  }
  return best.slice(0, 4);
}

function commonSteps(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  let count = 0;
  while (count < left.length - 1 && left[count] === right[count]) count++;
  return count;
}

function append<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
