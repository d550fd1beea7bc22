// Where a value comes from, as a path from a module: `jwt.encode`, `io.jsonwebtoken.Jwts.builder.().signWith`, whatever
// the file calls it. This is what rows are recognised by.
import type { SyntaxNode } from '../../model/syntax-node.ts';
import type { Language } from './language.ts';
import type { Shapes } from './reading.ts';
import type { RowIndex } from './row-index.ts';
import type { Binding, Scopes } from './scopes.ts';
import { isPlaced, nodeOf, type Slot } from './shape.ts';

const maximumDepth = 40;

export interface OriginInput {
  readonly shapes: Shapes;
  readonly scopes: Scopes;
  readonly rows: RowIndex;
  readonly language: Language;
  /** What a field is given in a method of its class: `this.settings = settings`. */
  readonly fieldValue: (classKey: string, property: string) => Slot | undefined;
}

/** Builds the look-up; each node is asked about once. */
export function createOrigins({ shapes, scopes, rows, language, fieldValue }: OriginInput) {
  const known = new Map<SyntaxNode, string | undefined>();

  function originOf(slot: Slot, depth = 0): string | undefined {
    if (depth > maximumDepth) return undefined;
    const inner = shapes.unwrap(slot);
    if (isPlaced(inner)) return find(inner, depth);
    if (known.has(inner)) return known.get(inner);
    // A circle of declarations ends here.
    known.set(inner, undefined);
    const origin = find(inner, depth);
    known.set(inner, origin);
    return origin;
  }

  function find(slot: Slot, depth: number): string | undefined {
    const shape = shapes.of(slot);
    switch (shape?.kind) {
      case 'name':
        return originOfName(shape.name, nodeOf(slot), depth);
      case 'member': {
        const self = shapes.of(shapes.unwrap(shape.of));
        if (self?.kind === 'self') return originOfField(nodeOf(slot), shape.property, depth);
        const of = originOf(shape.of, depth + 1);
        return of === undefined ? undefined : step(of, shape.property);
      }
      case 'call': {
        const callee = originOf(shape.callee, depth + 1);
        if (callee === undefined) return undefined;
        if (shape.isNew) return `${callee}.#`;
        // `System.getenv()` is the environment, `System.getenv("X")` is not.
        const isWhole = rows.values.get(`${callee}.()`)?.is === 'environment';
        if (isWhole && shape.arguments.length > 0) return undefined;
        // Methods of what a call gave are taken to return it, where no row knows better: fluent chains stay where
        // they began.
        const made = callee.search(/\.(?:\(\)|#)\./);
        if (made >= 0 && !rows.isKnown(`${callee}.()`) && !rows.values.has(callee)) {
          // What a row knows as a value is no step of a chain: `System.getenv().getOrDefault(...).getBytes()`.
          const before = callee.slice(0, callee.lastIndexOf('.().'));
          if (before.length > made && rows.values.has(before)) return undefined;
          return callee.slice(0, callee[made + 1] === '#' ? made + 2 : made + 3);
        }
        const last = callee.slice(callee.lastIndexOf('.') + 1);
        const isConstructor = language.words.constructsByCall && /^[A-Z]/.test(last);
        return isConstructor && !rows.isKnown(`${callee}.()`) ? `${callee}.#` : `${callee}.()`;
      }
      case 'fallback':
        return originOf(shape.first, depth + 1);
      case 'import': {
        const [first] = shape.bindings;
        return first && first.local !== '*'
          ? originOfName(first.local, nodeOf(slot), depth)
          : undefined;
      }
      case 'object':
        return shape.type === undefined ? undefined : `${originOfType(shape.type, nodeOf(slot))}.#`;
      default:
        return undefined;
    }
  }

  function step(of: string, property: string): string {
    return of === '' ? property : `${of}.${property}`;
  }

  function originOfName(name: string, node: SyntaxNode, depth: number): string | undefined {
    const binding = scopes.lookUp(node, name);
    if (binding) return originOfBinding(binding, depth);
    if (language.words.hasImplicitSelf) {
      const field = originOfField(node, name, depth);
      if (field !== undefined) return field;
    }
    return originOfType(name, node);
  }

  function originOfBinding(binding: Binding, depth: number): string | undefined {
    if (binding.import) {
      return originOfImport(binding.import);
    }
    // What a library hands to a callback: `Devise.setup { |config| ... }` -> `Devise.setup.(0)`.
    if (binding.parameter && binding.type === undefined) {
      const callee = scopes.handedTo(binding.parameter.function);
      const origin = callee && originOf(callee, depth + 1);
      return origin === undefined ? undefined : `${origin}.(${binding.parameter.index})`;
    }
    if (binding.isClass) return originOfBases(binding.name) ?? binding.name;
    const value = binding.value && originOf(binding.value, depth + 1);
    if (value !== undefined && rows.isKnown(value)) return value;
    if (binding.type !== undefined) return `${originOfType(binding.type, binding.at)}.#`;
    return value;
  }

  /** What classes extend; of one that is being looked at, nothing: `class JWT(lib.JWT)` extends its own name. */
  const extended = new Map<string, string | undefined>();
  let extending = 0;

  /** A class of the project is what it extends, for rows: `class Tokens(PyJWT)`. */
  function originOfBases(name: string): string | undefined {
    if (extended.has(name) || extending >= maximumDepth) return extended.get(name);
    extended.set(name, undefined);
    extending++;
    const info = scopes.classes.get(name);
    for (const base of info?.bases ?? []) {
      const origin = originOfType(base, info?.node);
      if (rows.isKnown(origin)) {
        extended.set(name, origin);
        break;
      }
    }
    extending--;
    return extended.get(name);
  }

  function originOfField(node: SyntaxNode, property: string, depth: number): string | undefined {
    const owner = scopes.classAround(node);
    const member = owner?.members.get(property);
    if (!owner || member?.isMethod) return undefined;
    const value = member?.value && originOf(member.value, depth + 1);
    if (value !== undefined && rows.isKnown(value)) return value;
    if (member?.type !== undefined) return `${originOfType(member.type, node)}.#`;
    const given = fieldValue(owner.key, property);
    const origin = given && originOf(given, depth + 1);
    return origin !== undefined && rows.isKnown(origin) ? origin : value;
  }

  /** The full name of a type, or of a name that nothing declares. */
  function originOfType(name: string, node: SyntaxNode | undefined): string {
    const [first = '', ...rest] = name.split('.');
    const binding = node && scopes.lookUp(node, first);
    const below = (base: string): string => [base, ...rest].join('.');
    if (binding?.import) {
      return below(originOfImport(binding.import));
    }
    if (scopes.classes.has(first)) return below(originOfBases(first) ?? first);
    for (const wildcard of scopes.wildcards) {
      if (rows.isKnown(`${wildcard}.${first}`)) return below(`${wildcard}.${first}`);
    }
    if (rows.isKnown(first)) return name;
    return below((language.words.hasGlobalImports && rows.fullName(first)) || first);
  }

  return { originOf, originOfType };
}

/** What is imported from a class is its member: `import static a.Algorithm.HMAC256`. */
function originOfImport({ from, imported }: NonNullable<Binding['import']>): string {
  if (imported === '*') return from;
  return `${from}.${imported.replace(/^\w+#\./, '')}`;
}
