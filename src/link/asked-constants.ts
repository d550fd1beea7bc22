// Constants that only their names speak for. What the project takes them for is said where it mentions them, in files that
// linking has not seen: whoever runs it is asked, and what is taken for a name everywhere is none of the secrets.
import type { Mentioned } from '../model/facts.ts';
import type { Place } from '../model/place.ts';

/** A constant, or a property of one, whose text might be a name as well. */
export interface AskedConstant {
  /** The file that defines it. */
  readonly path: string;
  readonly name: string;
  /** What it is reached by from outside: a class or an object. */
  readonly owner?: string;
  /** What its own file takes it for; absent where nobody has looked. */
  readonly mentioned?: Mentioned;
  /** The text that it holds; several constants may hold one. */
  readonly text: Place;
}

/** Places of texts that are names, whichever constant holds them: by `names`, or else by what their own files say. */
export function onlyNames(
  asked: readonly AskedConstant[],
  names?: ReadonlySet<AskedConstant>,
): ReadonlySet<string> {
  const isName = (constant: AskedConstant): boolean =>
    names ? names.has(constant) : constant.mentioned === 'name' || constant.mentioned === 'index';
  const all = new Set(asked.filter(isName).map(({ text }) => textKey(text)));
  for (const constant of asked) if (!isName(constant)) all.delete(textKey(constant.text));
  return all;
}

/** What `onlyNames` calls the place of a text. */
export function textKey({ path, start }: Place): string {
  return `${path}:${start}`;
}
