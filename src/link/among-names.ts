// Constants that stand in a list of names: each text repeats what its constant is called. What such a list says of a secret
// is under what name it is kept.
import type { Definition, Facts } from '../model/facts.ts';
import { bareName, ownerOf } from './expressions.ts';
import { wordsOf } from './name-words.ts';

/** Lines between entries of one list, comments between them included. */
const maxDistance = 6;

/**
 * `AdminPassword = "adminPassword"`, `ApiKey = "apiKey"` beside `JwtSecret = "jwtSecretKey"`. Two others at least, and none
 * among them that is anything else.
 */
export function standsAmongNames({ definitions }: Facts, own: Definition, text: string): boolean {
  if (!isNameOf(text, own.name) || isTyped(text)) return false;
  const owner = ownerOf(bareName(own.name));
  const others = definitions.filter(
    ({ space, name, value, at }) =>
      space === 'code' &&
      value.kind === 'text' &&
      name !== own.name &&
      ownerOf(bareName(name)) === owner &&
      Math.abs(at.line - own.at.line) <= maxDistance,
  );
  const isName = ({ name, value }: Definition): boolean =>
    value.kind === 'text' && isNameOf(value.value, name);
  if (others.length >= 2 && others.every(isName)) return true;
  // `DefaultEnvironmentKey = "environment"`: what is called a key there is one to look something up with.
  const ending = /[a-z](?<ending>Key|Name|Field)$/.exec(own.name)?.groups?.ending;
  const alike = ending === undefined ? [] : others.filter(({ name }) => name.endsWith(ending));
  return alike.length > 0 && alike.every(isName);
}

/** `secret`, `my_jwt_secret`: what people put there who have to put something, beside `USER = "user"` as well. */
function isTyped(text: string): boolean {
  return (
    /^(?:secret|key|token|password|private|signing)+$/.test(folded(text)) ||
    wordsOf(text).some((word) => typed.has(word))
  );
}

const typed: ReadonlySet<string> = new Set(
  'my your our super very top change changeme default test dev the this some'.split(' '),
);

/** Words alone, which hold the name or a part of it that says enough. */
function isNameOf(text: string, name: string): boolean {
  if (!/^[A-Za-z]{2,30}(?:[._-]?[A-Za-z]{1,30}){0,6}$/.test(text)) return false;
  const [value, called] = [folded(text), folded(name.slice(ownerOf(bareName(name)).length))];
  return value.includes(called) || (value.length >= 4 && called.includes(value));
}

function folded(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}
