// What conditions say of where a program runs: `os.environ["ENV"] != "production"`, `Rails.env.test?`, `isProd && x`.

import {
  elsewhere,
  elsewhereWord,
  inTests,
  outside,
  production,
  productionName,
  type Stage,
  stageOfNames,
} from '../stage-names.ts';
import { type Condition, conditionOf, itemsOf } from './conditions.ts';
import { dottedName } from './dotted-name.ts';
import type { StageWords } from './language.ts';
import { shapeAs, sourceOf, type ValueReading } from './reading.ts';
import { isPlaced, nodeOf, type Slot } from './shape.ts';

/** Files without any of these say nothing of where they run. */
export const speakingOfStages =
  /prod|_ENV\b|\benv\b|debug|develop|\bdev\b|local|test|stag|release|mock|fake|dummy|stub/i;

const maximumDepth = 8;

/** Names of variables, settings, members and methods that hold the environment's name. */
const stageVariable =
  /^(?:(?:[a-z]{1,12}_?)?(?:env|environment|stage|profile|profiles)(?:_?name)?|mode|gin_mode|run_?mode|(?:spring\.)?profiles?[._]active|(?:get_?)?active_?profiles?|(?:app|application|system|server|core|general)[._](?:env|environment|mode|stage))$/i;

/** Endings of methods that spell a text another way. */
const respelling =
  /^(?:lower|toLowerCase|ToLower|ToLowerInvariant|downcase|to_lowercase|lowercase|lowercased|strip|trim|to_s|to_sym|toString|as_str|as_deref|name)$/;

/** `isDev`, `in_test`, `development?`. */
const elsewhereName = new RegExp(
  `^(?:is|in|on)_?${elsewhereWord}\\??$|^(?<asked>development|local|test|staging)\\?$`,
  'i',
);

/** What follows for the stage where `condition` holds, or does not. */
export function stageWhere(
  reading: ValueReading,
  condition: Condition,
  holds: boolean,
  depth = 0,
): Stage | undefined {
  if (depth > maximumDepth) return undefined;
  switch (condition.kind) {
    case 'not':
      return stageWhere(reading, condition.of, !holds, depth + 1);
    case 'all':
    case 'any': {
      const parts = condition.parts.map((part) => stageWhere(reading, part, holds, depth + 1));
      // One part is enough where all must hold; else they have to agree.
      if ((condition.kind === 'all') === holds) return parts.find((part) => part !== undefined);
      const [first] = parts;
      return first && parts.every((part) => part?.where === first.where) ? first : undefined;
    }
    case 'equal':
      return compared(reading, condition.sides, holds, depth);
    case 'among': {
      if (!isStage(reading, condition.value)) return undefined;
      const names = condition.items.map((item) => literalOf(reading, item) ?? '');
      return stageOfNames(names, holds);
    }
    default:
      return ofValue(reading, condition.of, holds, depth);
  }
}

function compared(
  reading: ValueReading,
  [left, right]: readonly [Slot, Slot],
  isIt: boolean,
  depth: number,
): Stage | undefined {
  for (const [value, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const name = literalOf(reading, other);
    if (name === undefined) continue;
    if (isStage(reading, value)) return stageOfNames([name], isIt);
    // `DEBUG == "true"`.
    const is = /^(?:true|1|yes|on)$/i.test(name)
      ? isIt
      : /^(?:false|0|no|off)$/i.test(name)
        ? !isIt
        : undefined;
    if (is !== undefined && depth < maximumDepth)
      return stageWhere(reading, conditionOf(reading, value), is, depth + 1);
  }
  return undefined;
}

/** A text, `true`, `:prod`, `.production`, `Env.PROD`. */
function literalOf(reading: ValueReading, slot: Slot): string | undefined {
  const inner = reading.unwrap(slot);
  const shape = reading.of(inner);
  if (shape?.kind === 'text') return shape.value.trim();
  if (shape?.kind === 'member') {
    const { property } = shape;
    const word = property.replace(/^(?:ENV|ENVIRONMENT|STAGE)_|_?(?:ENV|MODE)$|Mode$/g, '');
    return production.test(word) || elsewhere.test(word) ? word : undefined;
  }
  if (shape?.kind === 'name') {
    const given = reading.scopes.lookUp(nodeOf(inner), shape.name)?.value;
    const constant = shapeAs(reading, given && reading.unwrap(given), 'text');
    return constant?.value ?? (production.test(shape.name) ? shape.name : undefined);
  }
  if (isPlaced(inner) || inner.children.length > 0) return undefined;
  const word = sourceOf(reading, inner);
  return /^(?:true|false)$/i.test(word) ? word : undefined;
}

/** Whether a value holds the environment's name. */
export function isStage(reading: ValueReading, slot: Slot, depth = 0): boolean {
  const inner = reading.unwrap(slot);
  const lowered = reading.lower(inner);
  if (lowered.kind === 'env' && lowered.name !== '') return stageVariable.test(lowered.name);
  if (lowered.kind === 'setting' && lowered.path !== '')
    return stageVariable.test(lowered.path) || stageVariable.test(lastOf(lowered.path));
  const shape = reading.of(inner);
  const called =
    shape?.kind === 'call' ? shapeAs(reading, reading.unwrap(shape.callee), 'member') : undefined;
  const spelled = shape?.kind === 'member' ? shape : called;
  if (spelled && respelling.test(spelled.property) && depth < 4)
    return isStage(reading, spelled.of, depth + 1);
  const name = nameOf(reading, inner);
  return name !== undefined && stageVariable.test(lastOf(name));
}

/** The name of a value, a member or of what is called to get it. */
function nameOf(reading: ValueReading, slot: Slot): string | undefined {
  const call = shapeAs(reading, slot, 'call');
  if (!call) return dottedName(reading, slot);
  const callee = reading.unwrap(call.callee);
  return shapeAs(reading, callee, 'member')?.property ?? dottedName(reading, callee);
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** A value that is true or false: a name that says it, a call that asks for it, a word of the language's. */
function ofValue(
  reading: ValueReading,
  slot: Slot,
  holds: boolean,
  depth: number,
): Stage | undefined {
  const inner = reading.unwrap(slot);
  const shape = reading.of(inner);
  const words: StageWords = reading.language.stages ?? {};
  const own = isPlaced(inner) ? undefined : words.stageOf?.(inner, reading.text);
  if (own) return holds ? own : opposite(own);
  if (shape?.kind === 'call' && shape.arguments.length > 0) {
    const name = lastOf(nameOf(reading, inner) ?? '');
    if (!/^(?:environment|isEnvironment|acceptsProfiles|matchesProfiles)$/i.test(name))
      return undefined;
    const names = textsOf(
      reading,
      shape.arguments.map(({ value }) => value),
      0,
    );
    return names && stageOfNames(names, holds);
  }
  const name = nameOf(reading, inner);
  if (name === undefined) return undefined;
  // What the file sets says more than what it is called.
  const binding =
    shape?.kind === 'name' ? reading.scopes.lookUp(nodeOf(inner), shape.name) : undefined;
  const given = binding?.assignments === 1 ? binding.value : undefined;
  if (given) {
    if (mayBeOnByItself(reading, given)) return undefined;
    const known = stageWhere(reading, conditionOf(reading, given), holds, depth + 1);
    if (known) return known;
  }
  if (words.debug?.test(name)) return holds ? outside(false) : { where: 'production' };
  const last = lastOf(name);
  if (productionName.test(last)) return holds ? { where: 'production' } : outside(false);
  const { what, asked } = (elsewhereName.exec(last) ?? words.elsewhere?.exec(last))?.groups ?? {};
  const where = what ?? asked;
  return where !== undefined && holds ? outside(inTests.test(where)) : undefined;
}

function opposite(stage: Stage): Stage | undefined {
  return stage.where === 'production'
    ? outside(false)
    : stage.isOneOfTwo
      ? { where: 'production' }
      : undefined;
}

/** Texts in arguments, lists and calls that wrap them: `Profiles.of("dev", "test")`. */
function textsOf(
  reading: ValueReading,
  slots: readonly Slot[],
  depth: number,
): string[] | undefined {
  const texts: string[] = [];
  for (const slot of slots) {
    const literal = literalOf(reading, slot);
    const items = literal === undefined && depth < 3 ? itemsOf(reading, slot) : undefined;
    const inner = literal === undefined ? items && textsOf(reading, items, depth + 1) : [literal];
    if (!inner) return undefined;
    texts.push(...inner);
  }
  // `Profiles.of("!prod")`.
  return texts.length > 0 && texts.every((text) => /^[\w-]+$/.test(text)) ? texts : undefined;
}

/** `DEBUG = True`, `os.getenv('DEBUG', 'true')`: a switch that is on where nobody turns it off keeps nothing away. */
function mayBeOnByItself(reading: ValueReading, given: Slot): boolean {
  const { start, end } = nodeOf(given);
  return /\b(?:true|yes|on)\b|(?<![\w.])1(?![\w.])/i.test(
    reading.text
      .slice(start, Math.min(end, start + 200))
      .replace(/[=!]=\s*["']?(?:true|1|yes|on)\b["']?|\bin\s*[([].*$/gis, ''),
  );
}
