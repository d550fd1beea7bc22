// Whether the key of a call is a public one, and whether a check takes the algorithm that the token itself names.
import type { Expression } from '../model/expression.ts';
import { isFileSetting } from '../model/file-setting.ts';
import type { LinkedUse } from '../model/secret.ts';
import { bareName } from './expressions.ts';
import type { FactIndex } from './fact-index.ts';
import { isPublicMaterial } from './plausible.ts';
import { mayNamePublicKey, namesPublicKey } from './public-names.ts';
import type { Origin } from './trail.ts';
import { nameOfOrigin } from './values.ts';

/** Whether one way to a key leads to a public one. */
export function isPublicOrigin(origin: Origin): boolean {
  const { end } = origin;
  if (end.kind === 'text' && isPublicMaterial(end.text)) return true;
  const names = [nameOfOrigin(origin)];
  if (end.kind === 'env') names.push(end.name);
  if (end.kind === 'setting') {
    names.push(isFileSetting(end.path) ? end.path : (end.path.split('.').at(-1) ?? ''));
  }
  return names.some((name) => name !== null && namesPublicKey(name));
}

/** What the key of a use is, by where it comes from or, where nobody can tell, by what the code calls it. */
export function publicKeyOf(
  key: Expression | undefined,
  origins: readonly Origin[],
): LinkedUse['publicKey'] {
  if (!key) return undefined;
  const known = origins.filter(({ end }) => end.kind !== 'unknown');
  if (known.length > 0) {
    if (known.every(isPublicOrigin)) return 'yes';
    return known.some(isPublicOrigin) || known.some(mayBePublic) ? 'maybe' : undefined;
  }
  const names = namesIn(key);
  if (names.some(namesPublicKey)) return 'yes';
  return names.some(mayNamePublicKey) ? 'maybe' : undefined;
}

function mayBePublic({ end }: Origin): boolean {
  if (end.kind === 'env') return mayNamePublicKey(end.name);
  return end.kind === 'setting' && mayNamePublicKey(end.path);
}

/** Names of an expression: variables, properties, functions called, texts that they are called with. */
function namesIn(expression: Expression, depth = 0): readonly string[] {
  if (depth > 6) return [];
  const inside = (part: Expression): readonly string[] => namesIn(part, depth + 1);
  switch (expression.kind) {
    case 'name':
      return expression.path.map(bareName);
    case 'parameter':
      return [...(expression.name === undefined ? [] : [expression.name]), ...expression.path];
    case 'member':
      return [...inside(expression.of), expression.property];
    case 'call':
      return [...inside(expression.callee), ...expression.arguments.flatMap(inside)];
    case 'text':
      return expression.value.length < 100 ? [expression.value] : [];
    case 'decoded':
    case 'encoded':
    case 'hashed':
      return inside(expression.of);
    case 'choice':
      return expression.options.flatMap(inside);
    case 'concat':
      return expression.parts.flatMap(inside);
    case 'function':
      return expression.returns.flatMap(inside);
    default:
      return [];
  }
}

/** A name for the parsed head of a token, or of the token itself. */
const headWord = /header|unverified|decoded|jwt|token|jws/i;

/** Functions that take a token apart. */
const decoder = /decode|header|parse/i;

/** Whether a list of accepted algorithms holds what the head of the token says: `[header.alg]`. */
export function trustsHeader(
  accepted: Expression | undefined,
  path: string,
  index: FactIndex,
): boolean {
  return accepted !== undefined && isHeaderAlgorithm(accepted, path, index, 0);
}

function isHeaderAlgorithm(
  expression: Expression,
  path: string,
  index: FactIndex,
  depth: number,
): boolean {
  if (depth > 6) return false;
  const inside = (part: Expression): boolean => isHeaderAlgorithm(part, path, index, depth + 1);
  switch (expression.kind) {
    case 'list':
      return expression.items.some(inside);
    case 'choice':
      return expression.options.some(inside);
    case 'member':
      if (expression.property !== 'alg') return false;
      return namesIn(expression.of).some((name) => headWord.test(name) || decoder.test(name));
    case 'parameter':
      return expression.path.at(-1) === 'alg' && headWord.test(namesIn(expression).join('.'));
    case 'name': {
      const [base = '', ...rest] = expression.path;
      if (rest.at(-1) === 'alg' && rest.length > 0) {
        if (expression.path.slice(0, -1).some((name) => headWord.test(bareName(name)))) return true;
      }
      return index
        .codeDefinitions(path, base)
        .some(({ value }) => inside(rest.reduce<Expression>(memberOf, value)));
    }
    default:
      return false;
  }
}

function memberOf(of: Expression, property: string): Expression {
  return { kind: 'member', of, property, at: of.at };
}
