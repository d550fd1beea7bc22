// Rows of one language by the origin they describe, made once.
import type { LibraryRow } from '../libraries/row.ts';
import type { ValueRow } from '../libraries/value-row.ts';
import type { Language, LogRow } from './language.ts';

export interface RowIndex {
  /** Uses by origin: `jwt.encode`, `io.jsonwebtoken.Jwts.builder.().signWith`. */
  readonly uses: ReadonlyMap<string, readonly LibraryRow[]>;
  /** Rows with `unresolved`, which are known without an import. */
  readonly openUses: readonly LibraryRow[];
  /** Rows of shapes that no origin leads to. */
  readonly otherUses: readonly LibraryRow[];
  readonly values: ReadonlyMap<string, ValueRow>;
  /** Rows of methods and members on receivers of certain names, by `*.name`. */
  readonly openValues: ReadonlyMap<string, readonly ValueRow[]>;
  /** Rows of all that is below a module. */
  readonly modules: ReadonlyMap<string, ValueRow>;
  readonly logs: ReadonlyMap<string, LogRow>;
  readonly openLogs: readonly LogRow[];
  /** Whether some row begins like this: what a wildcard import can mean. */
  isKnown(path: string): boolean;
  /** The one path of which this is the last step before further ones: `SymmetricSecurityKey` -> its full name. */
  fullName(name: string): string | undefined;
}

/** What is said of a language in rows. */
export type LanguageRows = Pick<Language, 'uses' | 'values' | 'logs'>;

const indexes = new WeakMap<LanguageRows, RowIndex>();

/** The rows of a language, indexed when they are first asked for. */
export function rowIndexOf(language: LanguageRows): RowIndex {
  let index = indexes.get(language);
  if (!index) {
    index = build(language);
    indexes.set(language, index);
  }
  return index;
}

function build(language: LanguageRows): RowIndex {
  const uses = new Map<string, LibraryRow[]>();
  const values = new Map<string, ValueRow>();
  const openValues = new Map<string, ValueRow[]>();
  const modules = new Map<string, ValueRow>();
  const logs = new Map<string, LogRow>();
  const known = new Set<string>();
  const names = new Map<string, string | undefined>();
  const note = (path: string): void => {
    const steps = path.split('.');
    for (let length = 1; length <= steps.length; length++) {
      const name = steps[length - 1] ?? '';
      const prefix = steps.slice(0, length).join('.');
      if (known.has(prefix)) continue;
      known.add(prefix);
      if (/^[A-Z]/.test(name) && steps[0] !== '*') {
        names.set(name, names.has(name) && names.get(name) !== prefix ? undefined : prefix);
      }
    }
  };
  for (const row of language.uses) {
    for (const path of pathsOf(row)) {
      note(path);
      const list = uses.get(path);
      if (list) list.push(row);
      else uses.set(path, [row]);
    }
  }
  for (const row of language.values) {
    for (const path of typeof row.path === 'string' ? [row.path] : row.path) {
      note(path);
      if (row.receiver) openValues.set(path, [...(openValues.get(path) ?? []), row]);
      else if (path.endsWith('.*')) modules.set(path.slice(0, -2), row);
      else if (!values.has(path)) values.set(path, row);
    }
  }
  for (const row of language.logs) {
    for (const path of typeof row.path === 'string' ? [row.path] : row.path) {
      note(path);
      if (!logs.has(path)) logs.set(path, row);
    }
  }
  return {
    uses,
    values,
    openValues,
    modules,
    logs,
    openUses: language.uses.filter((row) => row.unresolved),
    otherUses: language.uses.filter(({ shape }) => /^(?:plugin|returned)$/.test(shape.kind)),
    openLogs: language.logs.filter((row) => row.receiver),
    isKnown: (path) => known.has(path),
    fullName: (name) => names.get(name),
  };
}

/** The origins that a row describes; `()` after a name of its type is that call's result, `#` an instance. */
export function pathsOf({ modules, shape }: LibraryRow): readonly string[] {
  const join = (module: string, rest: string): string =>
    [module, rest].filter((part) => part !== '').join('.');
  const typed = (type: string): string =>
    type.endsWith('()')
      ? `${type.slice(0, -2)}.()`.replace(/^\./, '')
      : type === ''
        ? '#'
        : `${type}.#`;
  return modules.flatMap((module): readonly string[] => {
    switch (shape.kind) {
      case 'call':
        return [join(module, shape.callee)];
      case 'new':
        return [join(module, shape.type)];
      case 'typed':
        return [join(module, `${shape.type}.{}`)];
      case 'method':
        return [join(module, `${typed(shape.type)}.${shape.method}`)];
      case 'assigned':
        return [
          join(module, `${shape.type === '' ? '' : `${typed(shape.type)}.`}${shape.property}`),
          join(module, `${shape.type === '' ? '#' : shape.type}.${shape.property}`),
        ];
      default:
        return [];
    }
  });
}
