// Where a value comes from, as a path from a module or a global: `jwt.sign` is `sign` of `jsonwebtoken`, whatever
// the file calls it. This is what library rows, environment reads and generators are recognised by.
import { nodeOf } from '../../code/shape.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { type Binding, isVariable } from './bindings.ts';
import { literalText } from './literals.ts';
import { type Reading, textOf } from './reading.ts';
import { propertyName, unwrap } from './shapes.ts';

/** A module or the globals, and the way from there. */
export interface Origin {
  /** Module specifier without `node:`; `''` for a global. */
  readonly module: string;
  /**
   * Properties from there. `()` is a call's result, `#` an instance; methods of an instance are taken to return
   * it, so that fluent chains stay `['SignJWT', '#']`. Default exports and namespaces add nothing.
   */
  readonly path: readonly string[];
}

const maximumSteps = 24;

/** Steps of the longest path: each name may go on from the one before it. */
const maximumPath = 30;

const dataFile = /\.(?:json5?|ya?ml|toml)$/;

/** An origin as rows of values write it: `crypto.randomBytes`. */
export function textOfOrigin({ module, path }: Origin): string {
  const below = path.join('.');
  return module === '' ? below : below === '' ? module : `${module}.${below}`;
}

/** `undefined` where the value is not simply a part of a module or a global. */
export function originOf(
  reading: Reading,
  wrapped: SyntaxNode,
  steps = maximumSteps,
): Origin | undefined {
  if (steps <= 0) return undefined;
  const known = reading.origins.get(wrapped);
  if (known !== undefined) return known ?? undefined;
  const found = findOrigin(reading, wrapped, steps);
  const origin = found && found.path.length <= maximumPath ? found : undefined;
  // What was cut short may be longer from elsewhere.
  if (steps > maximumSteps / 2) reading.origins.set(wrapped, origin ?? null);
  return origin;
}

function findOrigin(reading: Reading, wrapped: SyntaxNode, steps: number): Origin | undefined {
  const node = unwrap(wrapped);
  switch (node.type) {
    case 'identifier':
    case 'shorthand_property_identifier': {
      const name = textOf(reading, node);
      const binding = reading.scopes.lookUp(node, name);
      return binding ? originOfBinding(reading, binding, steps - 1) : { module: '', path: [name] };
    }
    case 'meta_property':
      return { module: '', path: ['import', 'meta'] };
    case 'member_expression':
    case 'subscript_expression':
      return originOfMember(reading, node, steps - 1);
    case 'call_expression':
      return originOfCall(reading, node, steps - 1);
    case 'new_expression': {
      const type = childOf(node, 'constructor');
      const origin = type && originOf(reading, type, steps - 1);
      return origin && { ...origin, path: [...origin.path, '#'] };
    }
    case 'binary_expression': {
      // `const env = globalThis.process?.env ?? {}`
      const left = childOf(node, 'left');
      const right = childOf(node, 'right');
      const isEmptyFallback = right?.type === 'object' && right.children.length === 0;
      return left && isEmptyFallback ? originOf(reading, left, steps - 1) : undefined;
    }
    default:
      return undefined;
  }
}

function originOfBinding(reading: Reading, binding: Binding, steps: number): Origin | undefined {
  if (binding.import) {
    const { from, imported } = binding.import;
    const path = imported === '*' || imported === 'default' ? [] : [imported];
    return { module: plainModule(from), path };
  }
  const { assigned } = reading.scopes.changesOf(binding);
  if (assigned.length > 0) {
    // `let jwt; jwt = await import('jsonwebtoken')`: one late assignment is as good as an initializer.
    const [only, ...others] = assigned;
    const isLate = !binding.value && isVariable(binding) && others.length === 0;
    return isLate && only ? originOf(reading, only, steps) : undefined;
  }
  if (binding.type) {
    const typed = originOfType(reading, binding.type, binding.at);
    if (typed) return typed;
  }
  if (!binding.value || !isVariable(binding)) return undefined;
  const origin = originOf(reading, binding.value, steps);
  return origin && extend(origin, binding.path);
}

/** A parameter or field declared `jwt: JwtService` is an instance of what that name is imported as. */
function originOfType(reading: Reading, type: string, node: SyntaxNode): Origin | undefined {
  const name = /^([A-Za-z_$][\w$]*)\s*(?:<[^;{}]{0,200}>)?$/.exec(type)?.[1];
  const binding = name === undefined ? undefined : reading.scopes.lookUp(node, name);
  if (!binding?.import) return undefined;
  const origin = originOfBinding(reading, binding, 1);
  return origin && { ...origin, path: [...origin.path, '#'] };
}

function originOfMember(reading: Reading, node: SyntaxNode, steps: number): Origin | undefined {
  const object = childOf(node, 'object');
  const property = propertyName(node, reading.text);
  if (object && property === undefined) {
    // `require('./config.json')[process.env.NODE_ENV]`: settings by environment have the names below it.
    const whole = originOf(reading, object, steps);
    return whole?.path.length === 0 && dataFile.test(whole.module) ? whole : undefined;
  }
  if (!object || property === undefined) return undefined;
  if (object.type === 'this') {
    const owner = reading.scopes.classAround(object);
    const member = owner?.members.get(property);
    const typed = member?.type && originOfType(reading, member.type, owner?.node ?? node);
    if (typed) return typed;
    return member?.value && originOf(reading, nodeOf(member.value), steps);
  }
  const origin = originOf(reading, object, steps);
  return origin && extend(origin, [property]);
}

function originOfCall(reading: Reading, node: SyntaxNode, steps: number): Origin | undefined {
  const callee = childOf(node, 'function');
  const first = childOf(node, 'arguments')?.children[0];
  if (!callee) return undefined;
  const module = requiredModule(reading, node);
  if (module !== undefined) return { module: plainModule(module), path: [] };
  const name =
    callee.type === 'member_expression'
      ? propertyName(callee, reading.text)
      : textOf(reading, callee);
  // These give back the function they are handed, in another form.
  if (
    first &&
    name !== undefined &&
    /^(?:promisify|asyncify|_?_?importDefault|__importStar|_interopRequireDefault|interopDefault)$/.test(
      name,
    )
  ) {
    return originOf(reading, first, steps);
  }
  if (name === 'bind' && callee.type === 'member_expression') {
    const object = childOf(callee, 'object');
    return object && originOf(reading, object, steps);
  }
  const origin = originOf(reading, callee, steps);
  if (!origin) return undefined;
  const instance = origin.path.indexOf('#');
  if (instance >= 0) return { ...origin, path: origin.path.slice(0, instance + 1) };
  return { ...origin, path: [...origin.path, '()'] };
}

/** The specifier of `require('x')` and `import('x')`. */
export function requiredModule(reading: Reading, node: SyntaxNode): string | undefined {
  if (node.type !== 'call_expression') return undefined;
  const callee = childOf(node, 'function');
  const first = childOf(node, 'arguments')?.children[0];
  if (!callee || !first) return undefined;
  const isImport = callee.type === 'import';
  const isRequire =
    callee.type === 'identifier' &&
    textOf(reading, callee) === 'require' &&
    !reading.scopes.lookUp(callee, 'require');
  return isImport || isRequire ? literalText(first, reading.text) : undefined;
}

function extend(origin: Origin, path: readonly string[]): Origin {
  const added = path.filter((step) => step !== 'default');
  return added.length === 0 ? origin : { ...origin, path: [...origin.path, ...added] };
}

/**
 * The module that a specifier means wherever it comes from: `node:crypto`, `npm:jose@5`, `jsr:@zaubrik/djwt@^3`,
 * `https://deno.land/x/djwt@v3.0.2/mod.ts`, `https://esm.sh/jose@4`.
 */
function plainModule(module: string): string {
  if (module.startsWith('node:')) return module.slice(5);
  const remote =
    /^(?:(?:npm|jsr):\/?|https:\/\/(?:deno\.land\/x|esm\.sh|cdn\.skypack\.dev|unpkg\.com|cdn\.jsdelivr\.net\/npm|jsr\.io)\/)(?<name>(?:@[\w.-]{1,100}\/)?[\w.-]{1,100})(?:@[^/]{1,60})?(?<path>\/[\w./-]{1,200})?/.exec(
      module,
    )?.groups;
  if (!remote?.name) return module;
  // The file that a whole package is entered by adds nothing.
  const path = remote.path ?? '';
  return /^\/(?:mod|index|main)\.[cm]?[jt]s$|^\/\+esm$|^$/.test(path) || /\.[cm]?[jt]s$/.test(path)
    ? remote.name
    : remote.name + path;
}

/** The callee as it is written, dotted, where it is a plain chain: `this.jwtService.sign`. */
export function dottedName(reading: Reading, wrapped: SyntaxNode): string | undefined {
  const names: string[] = [];
  let node = unwrap(wrapped);
  for (;;) {
    if (node.type === 'identifier' || node.type === 'this' || node.type === 'super') {
      names.push(textOf(reading, node));
      return names.reverse().join('.');
    }
    const object = childOf(node, 'object');
    const property = propertyName(node, reading.text);
    if (!object || property === undefined) return undefined;
    names.push(property);
    node = unwrap(object);
  }
}
