// The one small vocabulary that every language adapter lowers its syntax tree to, so that link and rules know
// no language. Expressions are plain values: they cross thread and machine borders.
import type { Range } from './place.ts';

/** How the text of a key becomes bytes. */
export type Encoding = 'utf8' | 'base64' | 'base64url' | 'hex' | 'utf16' | 'latin1';

export type Expression =
  | Text
  | Decoded
  | Encoded
  | Hashed
  | EnvRead
  | NamedRead
  | SettingRead
  | Choice
  | Concat
  | Generated
  | Name
  | Member
  | CallOf
  | ObjectOf
  | ListOf
  | FunctionOf
  | Parameter
  | Unknown;

/** A literal. `value` is after escapes; `at` covers the content without quotes, so that it can be replaced. */
export interface Text {
  readonly kind: 'text';
  readonly value: string;
  readonly at: Range;
  /** Nobody wrote it: what becomes of an unset variable that is made a text, as in `${process.env.X}`. */
  readonly isCoerced?: true;
  /** Written as a number, without quotes: no library takes one as a key, but what makes a text of it may be given one. */
  readonly isNumber?: true;
  /** A test in the code keeps production from getting here: `isProduction ? required() : 'dev'`. */
  readonly outsideProduction?: OutsideProduction;
  /** Below whose name it stands in an object of settings by environment. */
  readonly environment?: string;
}

/** Where code says that production does not come here, and which environment alone does, if it says so. */
export interface OutsideProduction {
  readonly at: Range;
  /** Where another file says so. */
  readonly path?: string;
  readonly environment?: 'test';
}

/** Bytes made from a text: `Buffer.from(x, 'base64')`, `new TextEncoder().encode(x)`, `[]byte(x)`. */
export interface Decoded {
  readonly kind: 'decoded';
  readonly encoding: Encoding;
  readonly of: Expression;
  readonly at: Range;
}

/** A text made from bytes or text: `Buffer.from(x).toString('base64')`, `btoa(x)`. */
export interface Encoded {
  readonly kind: 'encoded';
  readonly encoding: Encoding;
  readonly of: Expression;
  readonly at: Range;
}

/** A digest or key derivation of something: `createHash('md5').update(x).digest('hex')`, `scryptSync(x, ...)`. */
export interface Hashed {
  readonly kind: 'hashed';
  /** Name of the hash or derivation, lower case, as far as the code says it. */
  readonly by: string;
  readonly of: Expression;
  readonly at: Range;
}

/** A variable of the environment. `fallback` is what the code takes when it is unset. */
export interface EnvRead {
  readonly kind: 'env';
  /** Empty for the environment as a whole, handed on to be read elsewhere: `export const env = process.env`. */
  readonly name: string;
  readonly fallback?: Expression;
  /** The fallback stands in for an unset variable only; an empty one counts as set: `process.env.X ?? y`. */
  readonly keepsEmpty?: true;
  readonly at: Range;
}

/** A variable of the environment whose name callers say: `os.environ[name]` of `def read(name)`. */
export interface NamedRead {
  readonly kind: 'named';
  /** The parameter that is the name. */
  readonly of: Parameter;
  readonly fallback?: Expression;
  readonly at: Range;
}

/** A value of a configuration file or configuration service, by dotted path: `config.get('jwt.secret')`. */
export interface SettingRead {
  readonly kind: 'setting';
  /** Dotted path as written, `:` and `__` separators turned into dots. */
  readonly path: string;
  readonly fallback?: Expression;
  readonly at: Range;
}

/** `a || b`, `a ?? b` (`fallback`: later ones live when earlier ones are unset) or `a ? b : c` (`either`). */
export interface Choice {
  readonly kind: 'choice';
  readonly how: 'fallback' | 'either';
  readonly options: readonly Expression[];
  readonly at: Range;
}

/** Texts joined: `a + b`, template literals. */
export interface Concat {
  readonly kind: 'concat';
  readonly parts: readonly Expression[];
  readonly at: Range;
}

/** A value made at run time. `isCryptographic` is false for Math.random, clocks, counters and UUIDs. */
export interface Generated {
  readonly kind: 'generated';
  /** The generator as people call it: `Math.random`, `crypto.randomBytes`, `uuid`. */
  readonly by: string;
  readonly isCryptographic: boolean;
  /** Random bytes drawn, where the code says so. */
  readonly bytes?: number;
  /** Random bits that are left of them, where what was drawn is spelled in fewer letters or cut. */
  readonly bits?: number;
  /**
   * What is no generator at all. `input`: whoever asks sends it; `record`: something of a user's, who picks or knows it;
   * `fixed`: a name or number that anybody can look up.
   */
  readonly from?: 'input' | 'record' | 'fixed';
  readonly at: Range;
}

/**
 * A name to be resolved in its file. `path[0]` is a binding of the file: a module-level name as written, or a
 * local one made unique as `name@offset` of its declaration; the rest are properties, e.g. ['config', 'jwt',
 * 'secret']. Class fields are under `ClassName#`: ['AuthService#', 'secret'].
 */
export interface Name {
  readonly kind: 'name';
  readonly path: readonly string[];
  readonly at: Range;
}

/** A property of something that is not a plain name: `(await load()).secret`. */
export interface Member {
  readonly kind: 'member';
  readonly of: Expression;
  readonly property: string;
  readonly at: Range;
}

/** In the place of a property: any of them, where code asks for one that nobody can tell. */
export const anyMember = '[]';

/** Among named arguments: an object that is spread out; as a parameter's name: all that no other parameter takes. */
export const allKeywords = '**';

/** The result of a call that the adapter has no other word for; link looks into the function. */
export interface CallOf {
  readonly kind: 'call';
  readonly callee: Name | Member;
  readonly arguments: readonly Expression[];
  /** Arguments that are given by name. */
  readonly keywords?: Readonly<Record<string, Expression>>;
  readonly at: Range;
}

export interface ObjectOf {
  readonly kind: 'object';
  readonly properties: Readonly<Record<string, Expression>>;
  /** `...x`, in order; a later property wins over them whatever their place (good enough for secrets). */
  readonly spreads: readonly Expression[];
  readonly at: Range;
}

export interface ListOf {
  readonly kind: 'list';
  readonly items: readonly Expression[];
  readonly at: Range;
}

/** A function: its parameters' unique names and what it can return (awaits and promises looked through). */
export interface FunctionOf {
  readonly kind: 'function';
  /** Name of the function for reports and for `Parameter.function`; unique in the file. */
  readonly id: string;
  readonly returns: readonly Expression[];
  readonly at: Range;
}

/** The value a caller passes: argument `index`, below it the properties of `path` (destructuring). */
export interface Parameter {
  readonly kind: 'parameter';
  /** `FunctionOf.id` of the function it belongs to. */
  readonly function: string;
  readonly index: number;
  /** What the function calls it, and callers that name their arguments. */
  readonly name?: string;
  /** Nothing but an argument of its name is for it: `fallback:` behind `*keys`. */
  readonly isNamedOnly?: true;
  readonly path: readonly string[];
  /** The default value in the parameter list. */
  readonly fallback?: Expression;
  readonly at: Range;
}

/** What a function gives its own parameter, whoever has passed it, is defined below this name: `payload.exp = ...`. */
export function nameOfParameter({ function: owner, index }: Parameter): string {
  return `${owner}:${index}`;
}

/** Anything else: it may hold a secret, but nobody can tell which. */
export interface Unknown {
  readonly kind: 'unknown';
  /** The number that it is, where it is written down; numbers matter for lifetimes alone. */
  readonly number?: WrittenNumber;
  readonly at: Range;
}

export interface WrittenNumber {
  readonly value: number;
  /** Counted from the time of the call: `Date.now() + 1000` is 1000. */
  readonly isFromNow?: true;
}

/** The expressions directly inside an expression. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'decoded':
    case 'encoded':
    case 'hashed':
    case 'member':
      return [expression.of];
    case 'env':
    case 'named':
    case 'setting':
    case 'parameter':
      return expression.fallback ? [expression.fallback] : [];
    case 'choice':
      return expression.options;
    case 'concat':
      return expression.parts;
    case 'call':
      return [
        expression.callee,
        ...expression.arguments,
        ...Object.values(expression.keywords ?? {}),
      ];
    case 'object':
      return [...Object.values(expression.properties), ...expression.spreads];
    case 'list':
      return expression.items;
    case 'function':
      return expression.returns;
    default:
      return [];
  }
}

/** All variables there are: `process.env`, `os.environ`, `System.getenv()`. */
export function isWholeEnvironment(value: Expression): boolean {
  return value.kind === 'env' && value.name === '';
}
