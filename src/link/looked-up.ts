// Constants that the project only looks something up under: `settings.getString(Keys.JWT_SECRET)`. What is asked with is a
// name, whatever the constant is called; nobody hands a store a secret to be told what is kept there.
import type { Expression } from '../model/expression.ts';
import type { Call } from '../model/facts.ts';
import type { FactIndex } from './fact-index.ts';
import { wordsOf } from './name-words.ts';
import type { Resolver } from './resolve.ts';
import { mayNameSecret } from './secret-names.ts';
import { deniedWords } from './secret-words.ts';

const what =
  '(?:string|str|int|bool(?:ean)?|long|value|item|entry|attribute|attr|property|header|cookie|claim|setting|option|config|env|param(?:eter)?|key)';
const asking = new RegExp(
  `^(?:(?:try_?)?get_?${what}?(?:_?async)?|has_?${what}?|contains_?${what}?|look_?up|getenv|forget|pull|unset|remove_?${what}|string|int|bool)$`,
  'i',
);
const keeping = new RegExp(`^(?:(?:set|put)_?${what}?(?:_?async)?|flash)$`, 'i');

/** Whether a text is handed to calls that look something up, and to no other. */
export type LookedUp = (at: { readonly path: string; readonly start: number }) => boolean;

interface Handed {
  readonly path: string;
  readonly argument: Expression;
  readonly isAsked: boolean;
}

/** Gathers who is handed what when the first is asked for; arguments are followed for the names that are asked for. */
export function findLookedUp(index: FactIndex, resolver: Resolver): (name: string) => LookedUp {
  let byName: ReadonlyMap<string, readonly Handed[]> | undefined;
  const known = new Map<string, LookedUp>();
  return (name) => {
    const before = known.get(name);
    if (before) return before;
    byName ??= handedByName(index);
    const [asked, otherwise] = [new Set<string>(), new Set<string>()];
    const handed = byName.get(name) ?? [];
    if (handed.some(({ isAsked }) => isAsked)) {
      resolver.quietly(() => {
        for (const { path, argument, isAsked } of handed) {
          for (const { end } of resolver.resolve(path, argument))
            (isAsked ? asked : otherwise).add(`${end.at.path}:${end.at.start}`);
        }
      });
    }
    const found: LookedUp = ({ path, start }) =>
      asked.has(`${path}:${start}`) && !otherwise.has(`${path}:${start}`);
    known.set(name, found);
    return found;
  };
}

function handedByName({ facts }: FactIndex): ReadonlyMap<string, readonly Handed[]> {
  const byName = new Map<string, Handed[]>();
  for (const { path, calls } of facts.values()) {
    for (const call of calls) {
      const isAsking = asks(call);
      for (const [position, given] of call.arguments.entries()) {
        for (const argument of isAsking ? [given] : secretsIn(given, 0)) {
          const name = nameOf(argument);
          if (name === undefined || !mayNameSecret(name)) continue;
          const handed = { path, argument, isAsked: position === 0 && isAsking };
          const list = byName.get(name);
          if (list) list.push(handed);
          else byName.set(name, [handed]);
        }
      }
    }
  }
  return byName;
}

function nameOf(argument: Expression): string | undefined {
  if (argument.kind === 'name') return argument.path.at(-1)?.replace(/@\d{1,12}$/, '');
  return argument.kind === 'member' ? argument.property : undefined;
}

/** What a call is handed: itself, as bytes, or as the secret among options. */
function secretsIn(argument: Expression, depth: number): readonly Expression[] {
  if (depth > maxInside) return [];
  switch (argument.kind) {
    case 'decoded':
    case 'encoded':
    case 'hashed':
      return secretsIn(argument.of, depth + 1);
    case 'object':
      return Object.entries(argument.properties).flatMap(([property, value]) =>
        value.kind === 'object' || /secret|sign|hmac|salt|passw/i.test(property)
          ? secretsIn(value, depth + 1)
          : [],
      );
    default:
      return [argument];
  }
}

/** Options in options. */
const maxInside = 4;

/**
 * Whether a method asks what it is called on, or has it keep something. `strings.Contains(SECRET, "change")` looks into a
 * text, `weakSecrets.contains(SECRET)` for one.
 */
function asks({ callee, arguments: given }: Call): boolean {
  if (callee.kind !== 'name' || callee.path.length < 2) return false;
  const [owner = '', method = ''] = callee.path.slice(-2);
  if (/^contains/i.test(method) && given.length > 1) return false;
  if (/^(?:has|contains)/i.test(method) && isRefused(owner)) return false;
  return asking.test(method) || (given.length > 1 && keeping.test(method));
}

function isRefused(owner: string): boolean {
  return wordsOf(owner).some(
    (word) => deniedWords.has(word) || /^(?:secrets|passwords|defaults)$/.test(word),
  );
}
