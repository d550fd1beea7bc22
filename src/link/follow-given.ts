// What others give to what a file reads: fields of a class that other files fill, and settings that a framework makes of
// the names of a module.
import type { Expression } from '../model/expression.ts';
import type { FactIndex } from './fact-index.ts';
import { createGivenMembers } from './given-members.ts';
import { maxOrigins, standIns } from './parts.ts';
import type { Part, Trail } from './trail.ts';
import type { TrailMemory } from './trail-memory.ts';

/** What following has at hand where it comes to what others give. */
interface Ways {
  readonly index: FactIndex;
  readonly memory: TrailMemory;
  follow(expression: Expression, rest: readonly string[], trail: Trail): readonly Part[];
}

/** Both are empty where nobody gives anything. */
export interface GivenWays {
  /** `rest` begins with a field of the class `type` (`Options#`). */
  followGiven(type: string, rest: readonly string[], trail: Trail): readonly Part[];
  /** A setting that code of the same language sets is what that name is there. */
  followSetByName(name: string, trail: Trail): readonly Part[];
}

/** The ways of one resolver. */
export function createGivenWays({ index, memory, follow }: Ways): GivenWays {
  const givenMembers = createGivenMembers(index);

  function followGiven(type: string, rest: readonly string[], trail: Trail): readonly Part[] {
    const [member = '', ...below] = rest;
    const key = `given\0${trail.path}\0${type}\0${rest.join('\0')}`;
    const found = memory.recall(key, trail, (inner) =>
      givenMembers(trail.path, type, member)
        .flatMap(({ path, value }) => follow(value, below, { ...inner, path, name: member }))
        .filter(({ end }) => end.kind !== 'unknown')
        .slice(0, maxOrigins),
    );
    return found ?? [];
  }

  function followSetByName(name: string, trail: Trail): readonly Part[] {
    const language = index.facts.get(trail.path)?.language;
    const set = index
      .settingsByName(name)
      .filter(({ file }) => index.facts.get(file.path)?.language === language);
    // A field of pydantic's settings reads what it is itself called.
    const found = memory.recall(`set\0${language}\0${name}`, trail, (inner) => {
      const ways = set.map(({ definition, file }) => {
        const from = { path: file.path, name, definition, definitionPath: file.path };
        return follow(definition.value, [], { ...inner, ...from });
      });
      const known = ways.map((way) => way.filter(({ end }) => end.kind !== 'unknown'));
      return standIns(known).slice(0, maxOrigins);
    });
    return found ?? [];
  }

  return { followGiven, followSetByName };
}
