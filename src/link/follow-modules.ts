// Where a name leads that its file does not say itself: what a file imports, what a module exports or hands on, and what
// other files of a unit declare.

import { fileSetting } from '../model/file-setting.ts';
import { type Place, startOfText } from '../model/place.ts';
import { isScriptName, scriptName } from '../model/script-name.ts';
import type { FactIndex } from './fact-index.ts';
import { finish, maxOrigins } from './parts.ts';
import type { Part, Trail } from './trail.ts';
import type { TrailMemory } from './trail-memory.ts';
import type { UnscannedList } from './unscanned.ts';
import { wantedFrom } from './wanted.ts';

/** What following has at hand where it comes to a module. */
interface Ways {
  readonly index: FactIndex;
  readonly memory: TrailMemory;
  readonly missing: UnscannedList;
  mayGoOn(trail: Trail): boolean;
  followName(path: readonly string[], trail: Trail, at: Place): readonly Part[];
}

export interface ModuleWays {
  followImport(
    from: string,
    imported: string,
    rest: readonly string[],
    trail: Trail,
    at: Place,
  ): readonly Part[];
  /** A name that its file does not declare: other files of the unit, or the nearest that has it. */
  followUndeclared(base: string, rest: readonly string[], trail: Trail): readonly Part[];
}

/** The ways of one resolver. */
export function createModuleWays({
  index,
  memory,
  missing,
  mayGoOn,
  followName,
}: Ways): ModuleWays {
  const passedOn = new Map<string, readonly string[]>();

  function followUndeclared(base: string, rest: readonly string[], trail: Trail): readonly Part[] {
    const [name = '', ...below] = base.split('#.');
    const wanted = below.length > 0 ? [`${name}#`, ...below, ...rest] : [base, ...rest];
    const first = wanted[0] ?? '';
    missing.noteAll(index.units.unscanned(trail.path, first), first);
    const { key, paths } = index.units.declaring(trail.path, first);
    if (paths.length === 0) return followStars(first, wanted.slice(1), trail);
    // Each of a hundred files that hold a part of one type would ask all others for what none of them has.
    const found = memory.recall(`undeclared\0${key}\0${wanted.join('\0')}`, trail, (inner) =>
      paths.flatMap((path) => followExport(path, wanted, inner)).slice(0, maxOrigins),
    );
    return found ?? [];
  }

  /** Each other file that this one passes on whole, once: every name that it does not declare asks for them. */
  function passedOnBy(path: string): readonly string[] {
    const known = passedOn.get(path);
    if (known) return known;
    const targets = new Set<string>();
    for (const { exported, from } of index.facts.get(path)?.exports ?? []) {
      const target =
        exported === '*' && from !== undefined ? index.resolveModule(path, from) : undefined;
      if (target !== undefined && target !== path) targets.add(target);
    }
    passedOn.set(path, [...targets]);
    return [...targets];
  }

  /** What the file may have of another that it imports whole. */
  function followStars(name: string, rest: readonly string[], trail: Trail): readonly Part[] {
    return passedOnBy(trail.path).flatMap((target): readonly Part[] => {
      if (!index.facts.has(target)) {
        missing.note(target, name);
        return [];
      }
      const found = followExport(target, [name, ...rest], trail);
      // A name that was asked for as that of a script stays one, however many files it is passed on by.
      const isAsked = found.length > 0 || isScriptName(name);
      return isAsked ? found : followExport(target, [scriptName(name), ...rest], trail);
    });
  }

  function followImport(
    from: string,
    imported: string,
    rest: readonly string[],
    trail: Trail,
    at: Place,
  ): readonly Part[] {
    const target = index.resolveModule(trail.path, from);
    if (target === undefined) return [];
    const wanted = wantedFrom(imported, rest);
    const file = target.slice(target.lastIndexOf('/') + 1);
    if (file === 'package.json') {
      const generated = {
        kind: 'generated',
        by: nameInManifest(wanted),
        isCryptographic: false,
        from: 'fixed',
        at,
      } as const;
      return finish(trail, { kind: 'generated', generated, at });
    }
    if (!index.facts.has(target)) {
      missing.note(target, wanted[0] ?? '');
      return [];
    }
    // `require('./config')` of a `config.json`: what it holds are settings, by their path.
    if (file.endsWith('.json')) {
      const path = wanted.join('.').replace(/^default\./, '');
      const whole = fileSetting(file);
      const isWhole = path === '' || path === 'default';
      if (isWhole && index.settingDefinitions(whole).length === 0) return [];
      return finish(trail, { kind: 'setting', path: isWhole ? whole : path, at });
    }
    return followExport(target, wanted, trail);
  }

  /** `wanted[0]` is an exported name of `path`; a module whose export is one object is looked into. */
  function followExport(path: string, wanted: readonly string[], trail: Trail): readonly Part[] {
    if (!mayGoOn(trail)) return [];
    const next: Trail = { ...trail, path, depth: trail.depth + 1 };
    return (
      memory.recall(`export\0${path}\0${wanted.join('\0')}`, next, (inner) =>
        followExports(wanted, inner),
      ) ?? []
    );
  }

  function followExports(wanted: readonly string[], next: Trail): readonly Part[] {
    const { path } = next;
    const [exported = '', ...rest] = wanted;
    const origins: Part[] = [];
    for (const entry of index.exportsOf(path, exported)) {
      // What is passed on comes behind what a module says itself, wherever that stands.
      if (origins.length >= maxOrigins || entry.exported === '*') continue;
      if (entry.from !== undefined) {
        const target = index.resolveModule(path, entry.from);
        if (target === undefined) continue;
        const name = entry.exported === exported ? (entry.local ?? exported) : exported;
        if (!index.facts.has(target)) {
          missing.note(target, name);
          continue;
        }
        origins.push(...followExport(target, name === '*' ? rest : [name, ...rest], next));
      } else if (entry.local !== undefined) {
        // `=`: the module is this binding. Its default import is the binding itself, other names properties.
        const below = entry.exported === '=' && exported !== 'default' ? wanted : rest;
        origins.push(
          ...followName([entry.local, ...below], next, { path, ...startOfText }).filter(
            (origin) => origin.end.kind !== 'unknown',
          ),
        );
      }
    }
    for (const target of passedOnBy(path)) {
      // A name that two modules pass on is one name.
      if (origins.length > 0) break;
      if (index.facts.has(target)) origins.push(...followExport(target, wanted, next));
      else missing.note(target, exported);
    }
    // CommonJS modules seen through `default`: the namespace is the object.
    if (origins.length === 0 && exported === 'default' && rest.length > 0) {
      return followExport(path, rest, next);
    }
    return origins.length > 0 || exported === '' ? origins : followUndeclared(exported, rest, next);
  }

  return { followImport, followUndeclared };
}

/** What anybody can read in a package's manifest. */
function nameInManifest(wanted: readonly string[]): string {
  const path = wanted.filter((step) => step !== 'default').join('.');
  return path === '' ? 'package.json' : `"${path}" of package.json`;
}
