// Follows an expression to where its value comes from: literals, variables, settings, generators. Names are
// looked up in their file, then in what it imports; calls are looked into, parameters traced to their callers.
import type {
  CallOf,
  Encoding,
  Expression,
  Generated,
  Parameter,
  Text,
} from '../model/expression.ts';
import type { Definition } from '../model/facts.ts';
import type { Place, Range } from '../model/place.ts';
import type { FactIndex } from './fact-index.ts';

/** What stands at the end of a trail. */
export type OriginEnd =
  | { readonly kind: 'text'; readonly text: string; readonly at: Place }
  | { readonly kind: 'env'; readonly name: string; readonly at: Place }
  | { readonly kind: 'setting'; readonly path: string; readonly at: Place }
  | { readonly kind: 'generated'; readonly generated: Generated; readonly at: Place }
  | { readonly kind: 'unknown'; readonly at: Place };

/** One way a value can come about. */
export interface Origin {
  readonly end: OriginEnd;
  /** Name of the constant or property nearest to the end; `null` where there is none. */
  readonly name: string | null;
  /** Where that constant is defined: the entry, to identify it by. */
  readonly definition: Definition | null;
  readonly definitionPath: string | null;
  /** Decodings on the way from text to key, outermost first. */
  readonly encodings: readonly Encoding[];
  /** A digest or derivation on the way. */
  readonly hashedBy: string | null;
  /** The variable or setting that must be unset for this to be live; `undefined` when always live. */
  readonly fallbackFor: OriginEnd | undefined;
  /** Places passed through, use first, the end not included. */
  readonly via: readonly Place[];
}

/** Longest trail and most origins of one expression; real code needs a fraction of either. */
const maxDepth = 24;
const maxOrigins = 64;

interface Trail {
  readonly path: string;
  readonly depth: number;
  readonly visited: ReadonlySet<string>;
  readonly name: string | null;
  readonly definition: Definition | null;
  readonly definitionPath: string | null;
  readonly encodings: readonly Encoding[];
  readonly hashedBy: string | null;
  readonly fallbackFor: OriginEnd | undefined;
  readonly via: readonly Place[];
  /** Calls that were stepped into, innermost last: their parameters are these calls' arguments. */
  readonly frames: readonly CallFrame[];
}

interface CallFrame {
  readonly path: string;
  readonly function: string;
  readonly callerPath: string;
  readonly arguments: readonly Expression[];
}

export interface Resolver {
  /** Every way `expression`, standing in `path`, can get its value. Never empty. */
  resolve(path: string, expression: Expression): readonly Origin[];
  /** Whether an object, wherever it is spelled out, has a property; `unknown` where any part of it is out of sight. */
  hasProperty(path: string, expression: Expression, property: string): 'yes' | 'no' | 'unknown';
  /** The files an unresolved name would have been found in, had they been scanned. */
  readonly missing: ReadonlySet<string>;
  /** Functions whose key is a parameter and whose callers are not known: file and function name. */
  readonly callerless: ReadonlyMap<string, WantedCallers>;
}

/** Calls of `name` of the module `path` would tell what a wrapper signs with. */
export interface WantedCallers {
  readonly path: string;
  readonly name: string;
}

/** Builds a resolver over an index. Work per expression is bounded, cycles are cut. */
export function createResolver(index: FactIndex): Resolver {
  const missing = new Set<string>();
  const callerless = new Map<string, WantedCallers>();
  const place = (path: string, at: Range): Place => ({ path, ...at });

  function finish(trail: Trail, end: OriginEnd): Origin[] {
    const { name, definition, definitionPath, encodings, hashedBy, fallbackFor, via } = trail;
    return [{ end, name, definition, definitionPath, encodings, hashedBy, fallbackFor, via }];
  }

  /** `rest` is the property path still to be walked below `expression`. */
  function follow(expression: Expression, rest: readonly string[], trail: Trail): Origin[] {
    const at = place(trail.path, expression.at);
    const unknown = (): Origin[] => finish(trail, { kind: 'unknown', at });
    if (trail.depth > maxDepth) return unknown();
    const deeper: Trail = { ...trail, depth: trail.depth + 1 };
    switch (expression.kind) {
      case 'text':
        return rest.length > 0
          ? unknown()
          : finish(trail, { kind: 'text', text: expression.value, at });
      case 'decoded':
        return follow(expression.of, rest, {
          ...deeper,
          encodings: [...trail.encodings, expression.encoding],
        });
      case 'encoded':
        return follow(expression.of, rest, {
          ...deeper,
          hashedBy: trail.hashedBy ?? expression.encoding,
        });
      case 'hashed':
        return follow(expression.of, rest, { ...deeper, hashedBy: expression.by });
      case 'generated':
        return finish(trail, { kind: 'generated', generated: expression, at });
      case 'env': {
        const end: OriginEnd = { kind: 'env', name: expression.name, at };
        return [
          ...finish(trail, end),
          ...(expression.fallback
            ? follow(expression.fallback, rest, { ...deeper, fallbackFor: end })
            : []),
        ];
      }
      case 'setting': {
        const end: OriginEnd = { kind: 'setting', path: [expression.path, ...rest].join('.'), at };
        return [
          ...finish(trail, end),
          ...(expression.fallback
            ? follow(expression.fallback, rest, { ...deeper, fallbackFor: end })
            : []),
        ];
      }
      case 'choice':
        return followChoice(expression.how, expression.options, rest, deeper);
      case 'concat': {
        const joined = joinTexts(expression.parts, expression.at);
        return joined ? follow(joined, rest, deeper) : followParts(expression.parts, deeper, at);
      }
      case 'object': {
        const [property, ...below] = rest;
        if (property === undefined) return unknown();
        if (Object.hasOwn(expression.properties, property)) {
          const value = expression.properties[property];
          return value ? follow(value, below, { ...deeper, name: property }) : unknown();
        }
        const found = expression.spreads
          .flatMap((spread) => follow(spread, rest, deeper))
          .filter((origin) => origin.end.kind !== 'unknown');
        return found.length > 0 ? found : unknown();
      }
      case 'list':
        return rest.length > 0
          ? unknown()
          : limit(
              expression.items.flatMap((item) => follow(item, [], deeper)),
              unknown,
            );
      case 'name':
        return followName([...expression.path, ...rest], deeper, at);
      case 'member':
        return follow(expression.of, [expression.property, ...rest], deeper);
      case 'call':
        return followCall(expression, rest, deeper, at);
      case 'function':
        // A key given as a function (express-jwt's secret callback) is whatever it returns.
        return limit(
          expression.returns.flatMap((value) => follow(value, rest, deeper)),
          unknown,
        );
      case 'parameter':
        return followParameter(expression, rest, deeper, at);
      case 'unknown':
        return unknown();
    }
  }

  function limit(origins: Origin[], otherwise: () => Origin[]): Origin[] {
    return origins.length === 0 ? otherwise() : origins.slice(0, maxOrigins);
  }

  function followChoice(
    how: 'fallback' | 'either',
    options: readonly Expression[],
    rest: readonly string[],
    trail: Trail,
  ): Origin[] {
    if (how === 'either')
      return options.flatMap((o) => follow(o, rest, trail)).slice(0, maxOrigins);
    const origins: Origin[] = [];
    let guard = trail.fallbackFor;
    for (const option of options) {
      const found = follow(option, rest, { ...trail, fallbackFor: guard });
      origins.push(...found);
      const settable = found.find(
        (origin) => origin.end.kind === 'env' || origin.end.kind === 'setting',
      );
      guard ??= settable?.end;
      // `'literal' || x`: the literal always wins, what follows is dead.
      if (found.every((origin) => origin.end.kind === 'text' && origin.end.text !== '')) break;
      guard ??= found[0]?.end.kind === 'unknown' ? found[0].end : undefined;
    }
    return origins.slice(0, maxOrigins);
  }

  /** A text that is partly variable: the variables still tell which secret it is. */
  function followParts(parts: readonly Expression[], trail: Trail, at: Place): Origin[] {
    const found = parts.flatMap((part) => follow(part, [], trail));
    const named = found
      .filter((origin) => origin.end.kind === 'env' || origin.end.kind === 'setting')
      .map((origin): Origin => ({ ...origin, hashedBy: origin.hashedBy ?? 'concatenation' }));
    if (named.length > 0) return named.slice(0, maxOrigins);
    const made = found.filter((origin) => origin.end.kind === 'generated');
    return made.length > 0 ? made.slice(0, 1) : finish(trail, { kind: 'unknown', at });
  }

  function followName(path: readonly string[], trail: Trail, at: Place): Origin[] {
    const [base = '', ...rest] = path;
    const key = `${trail.path}\0${path.join('\0')}`;
    const unknown = (): Origin[] => finish(trail, { kind: 'unknown', at });
    if (trail.visited.has(key)) return unknown();
    const next: Trail = {
      ...trail,
      visited: new Set(trail.visited).add(key),
      via: trail.via.length < 20 ? [...trail.via, at] : trail.via,
    };
    const found = lookUp(base, rest, next);
    if (found.length > 0) return found.slice(0, maxOrigins);
    const imported = index.importOf(trail.path, base);
    if (imported) {
      const origins = followImport(imported.from, imported.imported, rest, next);
      if (origins.length > 0) return origins.slice(0, maxOrigins);
    }
    return unknown();
  }

  /** Definitions of `base` in the trail's file, longest dotted name first: `config.jwt.secret = x` is one name. */
  function lookUp(base: string, rest: readonly string[], trail: Trail): Origin[] {
    const origins: Origin[] = [];
    for (let taken = rest.length; taken >= 0; taken--) {
      const name = [base, ...rest.slice(0, taken)].join('.');
      for (const definition of liveDefinitions(index.codeDefinitions(trail.path, name))) {
        const found = follow(definition.value, rest.slice(taken), {
          ...trail,
          name: taken > 0 ? (rest[taken - 1] ?? base) : bareName(base),
          definition,
          definitionPath: trail.path,
        });
        origins.push(...found.filter((o) => o.end.kind !== 'unknown' || taken === rest.length));
      }
      if (origins.length > 0) return origins;
    }
    return origins;
  }

  function followImport(
    from: string,
    imported: string,
    rest: readonly string[],
    trail: Trail,
  ): Origin[] {
    const target = index.resolveModule(trail.path, from);
    if (target === undefined) return [];
    if (!index.facts.has(target)) {
      missing.add(target);
      return [];
    }
    const wanted = imported === '*' ? rest : [imported, ...rest];
    return followExport(target, wanted, trail);
  }

  /** `wanted[0]` is an exported name of `path`; a module whose export is one object is looked into. */
  function followExport(path: string, wanted: readonly string[], trail: Trail): Origin[] {
    const key = `export\0${path}\0${wanted.join('\0')}`;
    if (trail.depth > maxDepth || trail.visited.has(key)) return [];
    const next: Trail = {
      ...trail,
      path,
      depth: trail.depth + 1,
      visited: new Set(trail.visited).add(key),
    };
    const facts = index.facts.get(path);
    const [exported = '', ...rest] = wanted;
    const origins: Origin[] = [];
    for (const entry of facts?.exports ?? []) {
      if (entry.exported !== exported && entry.exported !== '*' && entry.exported !== '=') continue;
      if (entry.from !== undefined) {
        const target = index.resolveModule(path, entry.from);
        if (target === undefined) continue;
        if (!index.facts.has(target)) {
          missing.add(target);
          continue;
        }
        const name = entry.exported === exported ? (entry.local ?? exported) : exported;
        origins.push(...followExport(target, name === '*' ? rest : [name, ...rest], next));
      } else if (entry.local !== undefined) {
        // `=`: the module is this binding. Its default import is the binding itself, other names properties.
        const below = entry.exported === '=' && exported !== 'default' ? wanted : rest;
        origins.push(
          ...followName([entry.local, ...below], next, place(path, startOfFile)).filter(
            (origin) => origin.end.kind !== 'unknown',
          ),
        );
      }
    }
    // CommonJS modules seen through `default`: the namespace is the object.
    if (origins.length === 0 && exported === 'default' && rest.length > 0) {
      return followExport(path, rest, next);
    }
    return origins;
  }

  function followCall(call: CallOf, rest: readonly string[], trail: Trail, at: Place): Origin[] {
    const unknown = (): Origin[] => finish(trail, { kind: 'unknown', at });
    const functions = findFunctions(call.callee, trail.path);
    if (functions.length === 0) return unknown();
    const origins = functions.flatMap(({ path, id, returns }) => {
      const frame: CallFrame = {
        path,
        function: id,
        callerPath: trail.path,
        arguments: call.arguments,
      };
      const inside: Trail = {
        ...trail,
        path,
        depth: trail.depth + 1,
        frames: [...trail.frames, frame],
      };
      return returns.flatMap((value) => follow(value, rest, inside));
    });
    return limit(origins, unknown);
  }

  /** Functions that a callee can be. Follows names only as far as a definition that is a function. */
  function findFunctions(
    callee: Expression,
    from: string,
  ): { path: string; id: string; returns: readonly Expression[] }[] {
    if (callee.kind === 'function') {
      return [{ path: from, id: callee.id, returns: callee.returns }];
    }
    if (callee.kind !== 'name') return [];
    return functionTargets(from, callee.path, 0).flatMap(({ path, id }) => {
      const target = index.functionOf(path, id);
      return target ? [{ path, id, returns: target.returns }] : [];
    });
  }

  /** Which functions `names`, as written in `path`, refers to. */
  function functionTargets(
    path: string,
    names: readonly string[],
    depth: number,
  ): { path: string; id: string }[] {
    if (depth > 8) return [];
    const [base = '', ...rest] = names;
    for (let taken = rest.length; taken >= 0; taken--) {
      for (const definition of index.codeDefinitions(
        path,
        [base, ...rest.slice(0, taken)].join('.'),
      )) {
        const target = walk(definition.value, rest.slice(taken));
        if (target?.kind === 'function') return [{ path, id: target.id }];
        if (target?.kind === 'name') return functionTargets(path, target.path, depth + 1);
      }
    }
    const imported = index.importOf(path, base);
    if (!imported) return [];
    const module = index.resolveModule(path, imported.from);
    if (module === undefined) return [];
    if (!index.facts.has(module)) {
      missing.add(module);
      return [];
    }
    const wanted = imported.imported === '*' ? rest : [imported.imported, ...rest];
    return exportedFunctions(module, wanted, depth + 1);
  }

  function exportedFunctions(
    path: string,
    wanted: readonly string[],
    depth: number,
  ): { path: string; id: string }[] {
    if (depth > 8) return [];
    const [exported = '', ...rest] = wanted;
    for (const entry of index.facts.get(path)?.exports ?? []) {
      if (entry.exported !== exported && entry.exported !== '*' && entry.exported !== '=') continue;
      if (entry.from !== undefined) {
        const target = index.resolveModule(path, entry.from);
        if (target === undefined) continue;
        if (!index.facts.has(target)) {
          missing.add(target);
          continue;
        }
        const name = entry.exported === exported ? (entry.local ?? exported) : exported;
        const found = exportedFunctions(target, [name, ...rest], depth + 1);
        if (found.length > 0) return found;
      } else if (entry.local !== undefined) {
        const below = entry.exported === '=' && exported !== 'default' ? wanted : rest;
        const found = functionTargets(path, [entry.local, ...below], depth + 1);
        if (found.length > 0) return found;
      }
    }
    if (exported === 'default' && rest.length > 0) return exportedFunctions(path, rest, depth + 1);
    return [];
  }

  function followParameter(
    parameter: Parameter,
    rest: readonly string[],
    trail: Trail,
    at: Place,
  ): Origin[] {
    const unknown = (): Origin[] => finish(trail, { kind: 'unknown', at });
    const key = `parameter\0${trail.path}\0${parameter.function}\0${parameter.index}`;
    if (trail.visited.has(key)) return unknown();
    const next: Trail = {
      ...trail,
      depth: trail.depth + 1,
      visited: new Set(trail.visited).add(key),
    };
    const frame = trail.frames.findLast(
      (f) => f.path === trail.path && f.function === parameter.function,
    );
    if (frame) return followFrame(frame, parameter, rest, next, at);
    const origins: Origin[] = [];
    for (const { path, call } of callersOf(trail.path, parameter.function)) {
      if (!isSameWorld(trail.path, path)) continue;
      const argument = call.arguments[parameter.index];
      if (!argument) continue;
      origins.push(
        ...follow(argument, [...parameter.path, ...rest], {
          ...next,
          path,
          via: next.via.length < 20 ? [...next.via, place(path, call.at)] : next.via,
        }),
      );
      if (origins.length >= maxOrigins) break;
    }
    const known = origins.filter((origin) => origin.end.kind !== 'unknown');
    if (known.length === 0) {
      const name = (bareName(parameter.function).split(/[.#]/).at(-1) ?? '').replace(/\W.*$/, '');
      callerless.set(`${trail.path}\0${name}`, { path: trail.path, name });
    }
    if (parameter.fallback) {
      const guard: OriginEnd = known[0]?.end ?? { kind: 'unknown', at };
      known.push(...follow(parameter.fallback, rest, { ...next, fallbackFor: guard }));
    }
    return limit(known, unknown);
  }

  /** The parameter of a call that was stepped into is that call's argument, and no other call's. */
  function followFrame(
    frame: CallFrame,
    parameter: Parameter,
    rest: readonly string[],
    trail: Trail,
    at: Place,
  ): Origin[] {
    const argument = frame.arguments[parameter.index];
    const outside: Trail = {
      ...trail,
      path: frame.callerPath,
      frames: trail.frames.slice(0, trail.frames.lastIndexOf(frame)),
    };
    if (argument) return follow(argument, [...parameter.path, ...rest], outside);
    if (parameter.fallback) return follow(parameter.fallback, rest, trail);
    return finish(trail, { kind: 'unknown', at });
  }

  /** What tests pass to production code says nothing about production. */
  function isSameWorld(path: string, callerPath: string): boolean {
    const caller = index.fileOf(callerPath).context;
    return caller === 'production' || caller === index.fileOf(path).context;
  }

  const callerCache = new Map<string, { path: string; call: CallAt }[]>();

  /** Calls, anywhere, that reach the function `id` of `path`. */
  function callersOf(path: string, id: string): { path: string; call: CallAt }[] {
    const key = `${path}\0${id}`;
    const cached = callerCache.get(key);
    if (cached) return cached;
    const callers: { path: string; call: CallAt }[] = [];
    callerCache.set(key, callers);
    const reaches = (from: string, call: CallAt): boolean =>
      call.callee.kind === 'name' &&
      functionTargets(from, call.callee.path, 0).some((t) => t.path === path && t.id === id);
    for (const call of index.facts.get(path)?.calls ?? []) {
      if (reaches(path, call)) callers.push({ path, call });
    }
    const seen = new Set<string>([path]);
    const queue = [path];
    // Importers, and importers of barrels that re-export, three steps out.
    for (let step = 0; step < 3 && queue.length > 0; step++) {
      for (const module of queue.splice(0)) {
        for (const importer of index.importersOf(module)) {
          for (const call of index.callsOf(importer.path, importer.local)) {
            if (reaches(importer.path, call)) callers.push({ path: importer.path, call });
          }
          if (!seen.has(importer.path)) {
            seen.add(importer.path);
            queue.push(importer.path);
          }
        }
        for (const reexporter of reexportersOf(module)) {
          if (!seen.has(reexporter)) {
            seen.add(reexporter);
            queue.push(reexporter);
          }
        }
        if (callers.length > maxOrigins || seen.size > 2_000) return callers;
      }
    }
    return callers;
  }

  function hasProperty(
    path: string,
    expression: Expression,
    property: string,
    depth: number,
  ): 'yes' | 'no' | 'unknown' {
    if (depth > 8) return 'unknown';
    const deeper = (from: string, e: Expression) => hasProperty(from, e, property, depth + 1);
    switch (expression.kind) {
      case 'object': {
        if (Object.hasOwn(expression.properties, property)) return 'yes';
        const spreads = expression.spreads.map((spread) => deeper(path, spread));
        return spreads.includes('yes') ? 'yes' : spreads.includes('unknown') ? 'unknown' : 'no';
      }
      case 'choice':
        return agree(expression.options.map((option) => deeper(path, option)));
      case 'name': {
        const [base = '', ...rest] = expression.path;
        // `claims.exp = ...` after the fact counts as well.
        if (index.codeDefinitions(path, [...expression.path, property].join('.')).length > 0)
          return 'yes';
        const values = liveDefinitions(index.codeDefinitions(path, base)).flatMap(
          ({ value }) => walk(value, rest) ?? [],
        );
        return values.length > 0 ? agree(values.map((value) => deeper(path, value))) : 'unknown';
      }
      case 'call':
        return agree(
          findFunctions(expression.callee, path).flatMap((target) =>
            target.returns.map((value) => deeper(target.path, value)),
          ),
        );
      case 'parameter': {
        if (expression.path.length > 0) return 'unknown';
        const callers = callersOf(path, expression.function).filter((c) =>
          isSameWorld(path, c.path),
        );
        return agree(
          callers.map(({ path: from, call }) => {
            const argument = call.arguments[expression.index];
            return argument ? deeper(from, argument) : 'unknown';
          }),
        );
      }
      default:
        return 'unknown';
    }
  }

  let reexporters: Map<string, string[]> | undefined;
  function reexportersOf(path: string): readonly string[] {
    if (!reexporters) {
      reexporters = new Map();
      for (const facts of index.facts.values()) {
        for (const entry of facts.exports) {
          if (entry.from === undefined) continue;
          const target = index.resolveModule(facts.path, entry.from);
          if (target === undefined) continue;
          const list = reexporters.get(target);
          if (list) list.push(facts.path);
          else reexporters.set(target, [facts.path]);
        }
      }
    }
    return reexporters.get(path) ?? [];
  }

  return {
    missing,
    callerless,
    hasProperty: (path, expression, property) => hasProperty(path, expression, property, 0),
    resolve: (path, expression) =>
      follow(expression, [], {
        path,
        depth: 0,
        visited: new Set(),
        name: null,
        definition: null,
        definitionPath: null,
        encodings: [],
        hashedBy: null,
        fallbackFor: undefined,
        via: [],
        frames: [],
      }),
  };
}

/** One `yes` is enough to doubt; `no` needs all. */
function agree(answers: readonly ('yes' | 'no' | 'unknown')[]): 'yes' | 'no' | 'unknown' {
  if (answers.includes('yes')) return 'yes';
  return answers.length > 0 && answers.every((answer) => answer === 'no') ? 'no' : 'unknown';
}

interface CallAt {
  readonly callee: Expression;
  readonly arguments: readonly Expression[];
  readonly at: Range;
}

const startOfFile: Range = { start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };

/** `secret@120` -> `secret`. */
export function bareName(binding: string): string {
  const at = binding.lastIndexOf('@');
  return at > 0 ? binding.slice(0, at) : binding;
}

/**
 * A parameter that the body assigns anew only picks the branch, and is not what is signed with - unless what is
 * assigned builds on it (`key = key || other`).
 */
function liveDefinitions(all: readonly Definition[]): readonly Definition[] {
  if (all.length < 2 || all[0]?.value.kind !== 'parameter') return all;
  const [parameter, ...assigned] = all;
  const buildsOnIt = assigned.some(({ value }) => mentions(value, parameter?.name ?? '', 0));
  return buildsOnIt ? all : assigned;
}

function mentions(expression: Expression, name: string, depth: number): boolean {
  if (depth > 6) return false;
  const any = (list: readonly Expression[]): boolean =>
    list.some((e) => mentions(e, name, depth + 1));
  switch (expression.kind) {
    case 'name':
      return expression.path[0] === name;
    case 'choice':
      return any(expression.options);
    case 'concat':
      return any(expression.parts);
    case 'call':
      return any(expression.arguments);
    case 'decoded':
    case 'encoded':
    case 'hashed':
      return any([expression.of]);
    default:
      return false;
  }
}

/** The value at a property path of an expression that is spelled out; `undefined` where it is not. */
function walk(expression: Expression, path: readonly string[]): Expression | undefined {
  let current: Expression | undefined = expression;
  for (const [position, property] of path.entries()) {
    // Another name for it: the rest of the path is walked from there.
    if (current?.kind === 'name')
      return { ...current, path: [...current.path, ...path.slice(position)] };
    if (current?.kind !== 'object' || !Object.hasOwn(current.properties, property))
      return undefined;
    current = current.properties[property];
  }
  return current;
}

/** Joins a concatenation of literals; `undefined` when any part is not one. */
function joinTexts(parts: readonly Expression[], at: Range): Text | undefined {
  let value = '';
  for (const part of parts) {
    if (part.kind !== 'text') return undefined;
    value += part.value;
  }
  return { kind: 'text', value, at };
}
