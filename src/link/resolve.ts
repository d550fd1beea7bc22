// Follows an expression to where its value comes from: literals, variables, settings, generators. Names are
// looked up in their file, then in what it imports; calls are looked into, parameters traced to their callers.

import { anyParts } from '../model/any-parts.ts';
import { anyMember, type Expression } from '../model/expression.ts';
import { settingBelow } from '../model/file-setting.ts';
import type { Place, Range } from '../model/place.ts';
import { createLinkBudgets } from './budgets.ts';
import { bareName, isComposedPath, joinTexts, liveDefinitions } from './expressions.ts';
import type { FactIndex } from './fact-index.ts';
import { createCallWays } from './follow-calls.ts';
import { followChoice, followParts } from './follow-choice.ts';
import { createGivenWays } from './follow-given.ts';
import { createModuleWays } from './follow-modules.ts';
import { createFunctionFinder, type Wrapper } from './function-finder.ts';
import { createPropertyCheck, type PropertyCheck } from './has-property.ts';
import { createIdentities, finish, itemAt, maxOrigins, standIns } from './parts.ts';
import { type Origin, type OriginEnd, type Part, startOfTrail, type Trail } from './trail.ts';
import { createTrailMemory } from './trail-memory.ts';
import { createUnscannedList, type UnscannedFiles } from './unscanned.ts';
import { type Via, viaPlace } from './via.ts';

/** Longest trail of one expression, which a value that refers to itself ends at; real code needs a fraction of it. */
const maxDepth = 96;

/**
 * Longest path below a name; settings are six steps deep. Names that lead in a circle by two ways, each with a step of
 * its own (`a = x ? b.key : c.secret`), have twice as many paths with each step more.
 */
const maxPath = 10;

/** Most steps for one expression, so that what follows in the file is not left without. */
const maxSteps = 2_000;

/**
 * Most steps for something that is written to a log. What a log writes may be the parameter of a function that a whole
 * program calls; a secret that is logged stands a few steps away, and a program is not unread because of the others.
 */
const maxLoggedSteps = 300;

/** Ways that are made anew in the time of one step. Most names have one or two. */
const waysOfStep = 8;

export interface Resolver {
  /** Every way `expression`, standing in `path`, can get its value. Never empty. */
  resolve(path: string, expression: Expression): readonly Origin[];
  /** The same for what is only written out: the nearest ways, and nothing is missing where there are more. */
  resolveLogged(path: string, expression: Expression): readonly Origin[];
  /**
   * What `ask` resolves asks for no file that was not scanned: for what says more of secrets that are known, and finds none.
   * What is resolved again afterwards may not ask for any either, as its ways are remembered.
   */
  quietly<T>(ask: () => T): T;
  /** Whether an object, wherever it is spelled out, has a property; `unknown` where any part of it is out of sight. */
  readonly hasProperty: PropertyCheck;
  /** The files an unresolved name would have been found in, had they been scanned. */
  readonly missing: UnscannedFiles;
  /** The same for calls that may lead to a wrapper, or elsewhere. */
  readonly passedBy: UnscannedFiles;
  /** Functions whose callers were asked for. */
  readonly wrappers: ReadonlyMap<string, Wrapper>;
  /** Files that asked for more than their budget is worth. */
  readonly tangled: ReadonlySet<string>;
  /** Says of a file that something in it was not followed to its end. */
  noteTangled(path: string): void;
}

/** Builds a resolver over an index. Work per expression is bounded, cycles are cut. */
export function createResolver(index: FactIndex): Resolver {
  let isQuiet = false;
  const missing = createUnscannedList(() => isQuiet);
  const passedBy = createUnscannedList(() => isQuiet);
  const budgets = createLinkBudgets(index.facts);
  const functions = createFunctionFinder(index, { missing, passedBy }, budgets, () => isQuiet);
  const memory = createTrailMemory({
    pay: payFor,
    takesWhatThereIs: () => budgets.isTangled && mostSteps === maxSteps,
  });
  const identityOf = createIdentities();
  const place = (path: string, at: Range): Place => ({ path, ...at });
  /** The file that asks. */
  let asker = '';
  let budget = budgets.of(asker);
  let steps = 0;
  let mostSteps = maxSteps;

  /** Whether one step more may be taken. */
  function mayGoOn(trail: Trail): boolean {
    if (trail.depth <= maxDepth && ++steps <= mostSteps && budget.take()) return true;
    memory.noteStop();
    // Of what is logged the nearest ways are enough.
    const isEnough = mostSteps === maxLoggedSteps;
    if (!isEnough || (trail.depth <= maxDepth && steps <= mostSteps)) budgets.noteShort(asker);
    return false;
  }

  /** Ways that are handed on by the dozen cost what steps cost; where that much is not left, no other step is taken. */
  function payFor(ways: number): void {
    if (ways >= waysOfStep) budget.take(Math.floor(ways / waysOfStep));
  }

  /** `rest` is the property path still to be walked below `expression`. */
  function follow(expression: Expression, rest: readonly string[], trail: Trail): readonly Part[] {
    const at = place(trail.path, expression.at);
    const unknown = (): readonly Part[] => finish(trail, { kind: 'unknown', at });
    if (!mayGoOn(trail)) return unknown();
    const deeper: Trail = { ...trail, depth: trail.depth + 1, isArriving: false };
    const followAny = (entries: readonly [string, Expression][], below: readonly string[]) => {
      const found = anyParts(entries, ([, value]) => value).flatMap(([name, value]) =>
        follow(value, below, { ...deeper, name }),
      );
      return limit(
        found.filter(({ end }) => end.kind !== 'unknown'),
        unknown,
      );
    };
    switch (expression.kind) {
      case 'text':
        return rest.length > 0
          ? unknown()
          : finish(trail, {
              kind: 'text',
              text: expression.value,
              at,
              ...(expression.isCoerced && { isCoerced: true }),
              ...(expression.isNumber && { isNumber: true }),
              ...(expression.outsideProduction && {
                outsideProduction: expression.outsideProduction,
              }),
              ...(expression.environment && { environment: expression.environment }),
            });
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
        return follow(expression.of, rest, {
          ...deeper,
          hashedBy: expression.by,
          isHashed: true,
        });
      case 'generated':
        return finish(trail, { kind: 'generated', generated: expression, at });
      case 'env': {
        const [variable, ...below] = expression.name === '' ? rest : [expression.name];
        if (variable === undefined || variable === anyMember || below.length > 0) return unknown();
        const end: OriginEnd = {
          kind: 'env',
          name: variable,
          at,
          ...(expression.keepsEmpty && { keepsEmpty: true }),
        };
        return [
          ...finish(trail, end),
          ...(expression.fallback
            ? follow(expression.fallback, rest, { ...deeper, fallbackFor: end, isGuarded: true })
            : []),
        ];
      }
      case 'named':
        return calls.followNamed(expression, rest, deeper);
      case 'setting': {
        if (rest.includes(anyMember)) return unknown();
        const setting = settingBelow(expression.path, rest);
        const set = given.followSetByName(setting, deeper);
        if (set.length > 0) return set;
        const end: OriginEnd = { kind: 'setting', path: setting, at };
        return [
          ...finish(trail, end),
          ...(expression.fallback
            ? follow(expression.fallback, rest, { ...deeper, fallbackFor: end, isGuarded: true })
            : []),
        ];
      }
      case 'choice':
        return (
          memory.recall(`choice\0${identityOf(expression)}\0${rest.join('\0')}`, deeper, (inner) =>
            followChoice(expression, rest, inner, follow),
          ) ?? unknown()
        );
      case 'concat': {
        if (isComposedPath(expression.parts)) return unknown();
        const joined = joinTexts(expression.parts, expression.at);
        return joined
          ? follow(joined, rest, deeper)
          : followParts(expression.parts, deeper, at, follow);
      }
      case 'object': {
        const [property, ...below] = rest;
        if (property === undefined) return unknown();
        if (property === anyMember) return followAny(Object.entries(expression.properties), below);
        if (Object.hasOwn(expression.properties, property)) {
          const value = expression.properties[property];
          return value ? follow(value, below, { ...deeper, name: property }) : unknown();
        }
        const found = expression.spreads
          .flatMap((spread) => follow(spread, rest, deeper))
          .filter((origin) => origin.end.kind !== 'unknown');
        return found.length > 0 ? found : unknown();
      }
      case 'list': {
        const [position, ...below] = rest;
        if (position === anyMember) return followAny(Object.entries(expression.items), below);
        const items = position === undefined ? expression.items : itemAt(expression, position);
        return limit(
          items.flatMap((item) => follow(item, below, deeper)),
          unknown,
        );
      }
      case 'name':
        if (expression.path.length > maxPath) budgets.noteShort(asker);
        return followName([...expression.path, ...rest], deeper, at);
      case 'member':
        return follow(expression.of, [expression.property, ...rest], deeper);
      case 'call':
        return (
          memory.recall(`call\0${identityOf(expression)}\0${rest.join('\0')}`, deeper, (inner) =>
            calls.followCall(expression, rest, inner),
          ) ?? unknown()
        );
      case 'function':
        // A key given as a function (express-jwt's secret callback) is whatever it returns.
        return limit(
          standIns(expression.returns.map((value) => follow(value, rest, deeper))),
          unknown,
        );
      case 'parameter':
        return calls.followParameter(expression, rest, deeper);
      case 'unknown':
        return expression.number && rest.length === 0
          ? finish(trail, { kind: 'unknown', at, number: expression.number })
          : unknown();
    }
  }

  function limit(origins: readonly Part[], otherwise: () => readonly Part[]): readonly Part[] {
    return origins.length === 0 ? otherwise() : origins.slice(0, maxOrigins);
  }

  const { followImport, followUndeclared } = createModuleWays({
    index,
    memory,
    missing,
    mayGoOn,
    followName,
  });
  const calls = createCallWays({ functions, memory, identityOf, follow });
  const given = createGivenWays({ index, memory, follow });

  function followName(path: readonly string[], trail: Trail, at: Place): readonly Part[] {
    const [base = '', ...rest] = path;
    const unknown = (): readonly Part[] => finish(trail, { kind: 'unknown', at });
    // `x.next = x` makes a way that grows with each step.
    if (path.length > maxPath) {
      return unknown();
    }
    const isHere = at.end > 0;
    const next: Trail = {
      ...trail,
      isArriving: !isHere,
      via: isHere ? viaPlace(trail.via, at) : trail.via,
    };
    const found = memory.recall(
      `name\0${trail.path}\0${path.join('\0')}`,
      next,
      (inner) => lookUp(base, rest, inner).slice(0, maxOrigins),
      isHere ? '' : 'arriving',
    );
    if (!found) return unknown();
    const isField = base.endsWith('#') && rest.length > 0;
    if (found.length > 0) {
      // What is read elsewhere stands back behind what the instance is made with: pydantic's settings.
      const isRead = isField && found.every(({ end }) => end.kind === 'env');
      return isRead
        ? [...found, ...given.followGiven(base, rest, next)].slice(0, maxOrigins)
        : found;
    }
    const imported = index.importOf(trail.path, base);
    if (imported) {
      const origins = followImport(imported.from, imported.imported, rest, next, at);
      if (origins.length > 0) return origins.slice(0, maxOrigins);
    }
    const elsewhere = followUndeclared(imported?.imported ?? base, rest, next);
    if (elsewhere.length > 0) return elsewhere.slice(0, maxOrigins);
    // Who makes the instance fills its field, though nothing else of that file speaks of signing. A class that is
    // imported is asked about where it stands, and a type is no class.
    if (isField && !imported) {
      const filled = given.followGiven(base, rest, next);
      functions.noteWrapper(trail.path, `${base}.constructor`, filled.length > 0);
      if (filled.length > 0) return filled;
    }
    return unknown();
  }

  /** In a file that an import led into, the way goes on at the definition. */
  function arrivedAt(trail: Trail, at: Place): Via {
    return trail.isArriving ? viaPlace(trail.via, at) : trail.via;
  }

  /** Definitions of `base` in the trail's file, longest dotted name first: `config.jwt.secret = x` is one name. */
  function lookUp(base: string, rest: readonly string[], trail: Trail): readonly Part[] {
    const most = Math.min(rest.length, index.stepsBelow(trail.path, base));
    for (let taken = most; taken >= 0; taken--) {
      const name = [base, ...rest.slice(0, taken)].join('.');
      if (mostSteps === maxSteps && index.isCrowded(trail.path, name)) budgets.noteShort(asker);
      const ways = liveDefinitions(index.codeDefinitions(trail.path, name)).map((definition) => {
        const found = follow(definition.value, rest.slice(taken), {
          ...trail,
          name: taken > 0 ? (rest[taken - 1] ?? base) : bareName(base),
          definition,
          definitionPath: trail.path,
          isArriving: false,
          via: arrivedAt(trail, place(trail.path, definition.at)),
        });
        return found.filter((o) => o.end.kind !== 'unknown' || taken === rest.length);
      });
      const origins = standIns(ways);
      if (origins.length > 0) return origins;
    }
    return [];
  }

  function answer(path: string, expression: Expression, most: number): readonly Origin[] {
    steps = 0;
    mostSteps = most;
    asker = path;
    budget = budgets.of(path);
    memory.start();
    const found = follow(expression, [], startOfTrail(path));
    // Also where nobody stopped just now: what was remembered may end where another stopped.
    if (memory.isShort) budgets.noteFruitless(steps);
    if (memory.isShort && most === maxSteps) budgets.noteShort(path);
    return found;
  }

  return {
    missing: missing.files,
    passedBy: passedBy.files,
    wrappers: functions.wrappers,
    tangled: budgets.short,
    noteTangled: budgets.noteShort,
    hasProperty: createPropertyCheck(index, functions, budgets),
    quietly: (ask) => {
      isQuiet = true;
      try {
        return ask();
      } finally {
        isQuiet = false;
      }
    },
    resolve: (path, expression) => answer(path, expression, maxSteps),
    resolveLogged: (path, expression) => answer(path, expression, maxLoggedSteps),
  };
}
