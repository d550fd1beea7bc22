// What declared types tell of values: an instance of a class of the project has its fields.
import type { Reading } from './reading.ts';

/** `this.props` and `props` of a declared class are instances of it, wherever they come from. */
export function typeOfName(
  reading: Reading,
  path: readonly string[],
): readonly string[] | undefined {
  const [base = '', field, ...more] = path;
  if (more.length > 0) return undefined;
  if (!base.endsWith('#')) {
    return field === undefined ? instanceOf(reading, reading.typeOfKey(base)) : undefined;
  }
  if (field === undefined) return undefined;
  const member = reading.scopes.classes.get(base.slice(0, -1))?.members.get(field);
  return member?.value ? undefined : instanceOf(reading, member?.type);
}

/** An instance of a class, by the name of the class; `undefined` where the type says nothing. */
export function instanceOf(
  reading: Pick<Reading, 'scopes' | 'language'>,
  type: string | undefined,
): readonly string[] | undefined {
  if (type === undefined || isPlainType(type)) return undefined;
  const isType = isTypeOf(reading, type);
  return typeOfModule(reading, type) ?? (isType ? [`${type}#`] : undefined);
}

/** `config.Settings`, a type of a module that the file imports whole: an instance of it, from there. */
export function typeOfModule(
  reading: Pick<Reading, 'scopes' | 'language'>,
  type: string,
): readonly string[] | undefined {
  const [module = '', name = '', ...more] = type.split('.');
  if (more.length > 0 || !isTypeOf(reading, name)) return undefined;
  return reading.scopes.top.get(module)?.import?.imported === '*'
    ? [module, `${name}#`]
    : undefined;
}

/** Names that are written as classes are. */
export function isTypeName(name: string): boolean {
  return /^[A-Z]\w*[a-z]/.test(name);
}

/** The same where a type stands, in a language that may write types otherwise. */
export function isTypeOf({ language }: Pick<Reading, 'language'>, type: string): boolean {
  return language.words.types?.test(type) ?? isTypeName(type);
}

/** Types of which every value is its own: nothing is known by the type alone. */
export function isPlainType(type: string): boolean {
  return /^(?:String|Int|Integer|Long|Boolean|Object|Any|Byte|Bytes|Key|SecretKey|CharSequence|Char|Double|Float|Short|List|Map|Set|Dict|Optional|Array|Vec|Option|Result|Mixed)\b/i.test(
    type,
  );
}
