// What a plain name is as an Expression.
import { allKeywords, type Expression } from '../../model/expression.ts';
import { meaningOf } from './lower-value.ts';
import { at, type Reading, shapeAs } from './reading.ts';
import type { Binding, ClassInfo } from './scopes.ts';
import { nodeOf, type Slot } from './shape.ts';
import { isPlainType, isTypeName, isTypeOf, typeOfModule } from './types.ts';

/** Algorithms by the names that libraries give their constants: `SignatureAlgorithm.HS256`, `jwt.SigningMethodHS256`. */
const algorithmConstant =
  /^(?:SigningMethod|ALGO(?:RITHM)?_|ALG_)?(?<name>(?:HS|RS|PS|ES)(?:256|384|512)|none|None|NONE|EdDSA)$/;

/** The algorithm that a constant of a library names, as its calls take it. */
export function algorithmNamed(constant: string): string | undefined {
  return algorithmConstant.exec(constant)?.groups?.name;
}

/** What a name stands for: a value of a library, a binding of the file, a member of the class around it, else itself. */
export function lowerName(reading: Reading, slot: Slot, name: string): Expression | undefined {
  const node = nodeOf(slot);
  const where = at(reading, slot);
  const meaning = meaningOf(reading, slot);
  if (meaning?.is === 'environment') return { kind: 'env', name: '', at: where };
  if (meaning?.is === 'settings') return { kind: 'setting', path: meaning.prefix ?? '', at: where };
  if (meaning?.is === 'text') return { kind: 'text', value: meaning.text, at: where };
  const { scopes, language } = reading;
  const binding = scopes.lookUp(node, name);
  if (binding) return lowerBinding(reading, binding, slot);
  if (scopes.classes.has(name)) return { kind: 'name', path: [`${name}#`], at: where };
  if (language.words.hasImplicitSelf) {
    const owner = scopes.classAround(node);
    if (owner && (owner.members.has(name) || isInherited(reading, owner, slot, name))) {
      return { kind: 'name', path: [`${owner.key}#`, name], at: where };
    }
  }
  // Rust's `None` is no algorithm.
  const constant = language.words.nothing.test(name) ? undefined : algorithmNamed(name);
  if (constant !== undefined) return { kind: 'text', value: constant, at: where };
  const starred = constantsOf(reading, name, where);
  if (starred) return starred;
  // A class that another file declares.
  return { kind: 'name', path: [isTypeName(name) ? `${name}#` : name], at: where };
}

/** A constant of a class whose members are all imported: `import static a.Constants.*`. */
function constantsOf(
  { scopes }: Reading,
  name: string,
  where: Expression['at'],
): Expression | undefined {
  if (!/^[A-Z][A-Z0-9_]*$/.test(name)) return undefined;
  const classes = scopes.wildcards
    .map((from) => from.split('.').at(-1) ?? '')
    .filter((last) => isTypeName(last));
  const options = classes
    .slice(0, 4)
    .map((of): Expression => ({ kind: 'name', path: [`${of}#`, name], at: where }));
  return options.length > 1 ? { kind: 'choice', how: 'either', options, at: where } : options[0];
}

/** A plain name in a class with a base may be the base's, where it does not look like a class or can be none. */
function isInherited(reading: Reading, owner: ClassInfo, slot: Slot, name: string): boolean {
  if (owner.bases.length === 0) return false;
  if (!isTypeName(name)) return true;
  return reading.language.words.mayBeField?.(nodeOf(slot)) === true;
}

function lowerBinding(reading: Reading, binding: Binding, slot: Slot): Expression {
  const where = at(reading, slot);
  if (binding.isClass) return { kind: 'name', path: [`${binding.key}#`], at: where };
  if (binding.import && isTypeName(binding.name)) {
    return { kind: 'name', path: [`${binding.key}#`], at: where };
  }
  if (!binding.parameter) return { kind: 'name', path: [binding.key], at: where };
  return lowerParameter(reading, binding.parameter, where);
}

/**
 * What the fields and methods of a parameter belong to, where any file of the package may declare its type and callers say
 * what it is as a whole (Go).
 */
export function instanceOfParameter(reading: Reading, slot: Slot): Expression | undefined {
  const name = shapeAs(reading, slot, 'name')?.name;
  const binding = name === undefined ? undefined : reading.scopes.lookUp(nodeOf(slot), name);
  const type = reading.language.words.types && binding?.parameter?.shape.type;
  if (type === undefined || !isTypeOf(reading, type)) return undefined;
  return { kind: 'name', path: [`${type}#`], at: at(reading, slot) };
}

function lowerParameter(
  reading: Reading,
  { function: owner, index, shape }: NonNullable<Binding['parameter']>,
  where: Expression['at'],
): Expression {
  if (shape.injected) return reading.lower(shape.injected);
  const elsewhere = shape.type === undefined ? undefined : typeOfModule(reading, shape.type);
  if (elsewhere) return { kind: 'name', path: elsewhere, at: where };
  if (shape.type !== undefined && isTypeName(shape.type) && !isPlainType(shape.type)) {
    const type = reading.scopes.classes.has(shape.type) || reading.scopes.top.has(shape.type);
    if (type || reading.language.modules.visible === 'names') {
      return { kind: 'name', path: [`${shape.type}#`], at: where };
    }
  }
  const fallback = shape.fallback && reading.lower(shape.fallback);
  return {
    kind: 'parameter',
    function: reading.scopes.idOf(owner),
    index,
    name: shape.isKeywords
      ? allKeywords
      : (shape.called ?? reading.text.slice(shape.name.start, shape.name.end)),
    ...(shape.isNamedOnly && { isNamedOnly: true as const }),
    path: [],
    ...(fallback && fallback.kind !== 'unknown' && { fallback }),
    at: where,
  };
}
