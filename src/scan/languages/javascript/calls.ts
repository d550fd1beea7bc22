// Calls of the project's own functions with arguments that may be or hold secrets, so that link can look through
// wrappers.

import type { Expression, Name } from '../../../model/expression.ts';
import type { Call, Definition } from '../../../model/facts.ts';
import { partsOfUse } from '../../code/demand.ts';
import { lowerArguments } from '../../code/lower.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { isFunction, isVariable } from './bindings.ts';
import { add, type Collector } from './collector.ts';
import { baseOf } from './declarations.ts';
import { handsOn } from './look-through.ts';
import { lower } from './lower.ts';
import { at, importOf, nodesOf, type Reading, textOf } from './reading.ts';
import { argumentShapes, argumentsOf, propertyName, unwrap } from './shapes.ts';

/** Of functions that are not known to sign; a hand-written file of 1 MB has some 200. */
const maximumCalls = 5_000;

/** Values that a key is followed through: nobody hands one on that often, or sets one variable that often. */
const maximumChain = 200;

/** Names of functions that a text literal may be handed to as a key. */
const signingName =
  /sign|verif|token|jwt|secret|hmac|auth|encode|decode|crypt|session|cookie|key|issue|login/i;

/** Names of values that may be keys or options with keys in them. */
const secretName =
  /secret|jwt|key|token|password|salt|passphrase|sign|config|options|settings|\benv\b/i;

/** Runs after the uses are known: functions whose parameters reach a key have all their calls kept. */
export function collectCalls(reading: Reading, collector: Collector): void {
  const kept = new Map<Candidate, Call>();
  const finder = parameterFinder(collector);
  const wanted = new Set<string>();
  const wantedNames = new Set<string>();
  const want = (part: Expression): void => {
    collector.demand.follow(part);
    for (const id of finder(part)) {
      wanted.add(id);
      wantedNames.add(lastOf(id));
    }
  };
  const keep = (one: Candidate, callee: Name): Call => {
    const given = lowerArguments(reading, argumentShapes(one.node));
    const call = { callee, ...given, at: at(reading, one.calleeNode) };
    kept.set(one, call);
    return call;
  };
  const candidates = [
    ...nodesOf(reading, 'call_expression'),
    ...nodesOf(reading, 'new_expression'),
  ].flatMap((node) => candidateAt(reading, node) ?? []);
  for (const one of candidates) {
    // What a class hands on to its base it hands on once.
    const callee = one.calleeNode.type === 'super' && calleeAt(reading, one);
    if (callee) keep(one, callee);
  }
  for (const use of collector.uses) for (const part of partsOfUse(use)) want(part);
  // A wrapper of a wrapper is found a round later.
  for (let round = 0; round < 3; round++) {
    for (const one of candidates) {
      const callee = wantedNames.has(one.last) && !kept.has(one) && calleeAt(reading, one);
      if (!callee || !wanted.has(callee.path.join('.'))) continue;
      for (const argument of keep(one, callee).arguments) want(argument);
    }
  }
  for (const one of candidates) {
    if (kept.size >= maximumCalls) break;
    const callee = !kept.has(one) && isTold(reading, one) && calleeAt(reading, one);
    if (!callee) continue;
    const name = nameCalled(callee);
    if (!keep(one, callee).arguments.some((argument) => mayHoldSecret(argument, name)))
      kept.delete(one);
  }
  for (const call of kept.values()) add(collector.calls, call);
}

/** A call with arguments that may be one of the project; nothing of it is lowered. */
interface Candidate {
  readonly node: SyntaxNode;
  readonly calleeNode: SyntaxNode;
  /** What the name of its callee ends with. */
  readonly last: string;
  /** As it is written; of what is made, all of it. */
  readonly written: string;
}

function candidateAt(reading: Reading, node: SyntaxNode): Candidate | undefined {
  const calleeNode = childOf(node, 'function') ?? childOf(node, 'constructor');
  if (!calleeNode || argumentsOf(node).length === 0 || !isPlain(reading, calleeNode)) return;
  if (!mayBeOfProject(reading, calleeNode)) return undefined;
  const callee = unwrap(calleeNode);
  const whole = textOf(reading, callee);
  const name = propertyName(callee, reading.text) ?? whole;
  if (node.type === 'new_expression')
    return { node, calleeNode, last: 'constructor', written: whole };
  return { node, calleeNode, last: name, written: name === 'constructor' ? whole : name };
}

/** The name that is called, where it is one of the project. */
function calleeAt(reading: Reading, { node, calleeNode }: Candidate): Name | undefined {
  const callee = calleeOf(reading, node, calleeNode);
  return callee?.kind === 'name' && isOfProject(reading, callee.path) ? callee : undefined;
}

/** `issue` of `Service#.issue` and of `issue@120`. */
function lastOf(id: string): string {
  return id.slice(id.lastIndexOf('.') + 1).replace(/[@~].*$/, '');
}

/** Errs towards true: what is called on a global, or on what one gives, is a library's or the language's. */
function mayBeOfProject(reading: Reading, callee: SyntaxNode): boolean {
  const node = unwrap(callee);
  if (node.type === 'identifier') {
    const name = textOf(reading, node);
    return /^(?:module|exports)$/.test(name) || reading.scopes.lookUp(node, name) !== undefined;
  }
  const object = childOf(node, 'object');
  if (object) return mayBeOfProject(reading, object);
  const called = node.type === 'call_expression' ? childOf(node, 'function') : undefined;
  if (called?.type !== 'identifier' || handsOn(textOf(reading, called))) return true;
  return reading.scopes.lookUp(called, textOf(reading, called)) !== undefined;
}

/** Whether an argument can be, or hold, a secret, as far as its syntax tells; errs towards true. */
function isTold(reading: Reading, { node, written }: Candidate): boolean {
  const inside = (one: SyntaxNode): boolean => {
    const { type, children } = unwrap(one);
    switch (type) {
      case 'string':
      case 'number':
      case 'regex':
      case 'true':
      case 'false':
      case 'null':
      case 'undefined':
      case 'array':
      case 'arrow_function':
      case 'function_expression':
        return false;
      case 'object':
        return children.some((entry) => {
          const key = childOf(entry, 'key') ?? childOf(entry, 'name');
          if (!key) return entry.type !== 'spread_element';
          const value = childOf(entry, 'value');
          return secretName.test(textOf(reading, key)) || (value !== undefined && inside(value));
        });
      default:
        return true;
    }
  };
  return signingName.test(written) || argumentsOf(node).some(inside);
}

/** A name, a member of something, or a module that is called where it is required: `require('./auth')(config)`. */
function isPlain(reading: Reading, callee: SyntaxNode): boolean {
  const node = unwrap(callee);
  if (/^(?:identifier|member_expression|super)$/.test(node.type)) return true;
  const required = node.type === 'call_expression' ? childOf(node, 'function') : undefined;
  return required?.type === 'identifier' && textOf(reading, required) === 'require';
}

/** `new Service(secret)` calls the constructor of the class. */
function calleeOf(reading: Reading, node: SyntaxNode, callee: SyntaxNode): Expression | undefined {
  // `super(secret)` calls that of the base class.
  const base = callee.type === 'super' ? baseOf(reading.scopes.classAround(node)?.node) : undefined;
  const value = lower(reading, base ?? callee);
  if (base && value.kind === 'name')
    return { ...value, path: [`${value.path.join('.')}#`, 'constructor'] };
  if (node.type !== 'new_expression' || value.kind !== 'name') return value;
  return { ...value, path: [`${value.path.join('.')}#`, 'constructor'] };
}

/** The function's or method's name; of a constructor that of its class. */
function nameCalled({ path }: Name): string {
  const name = path.at(-1) ?? '';
  return name === 'constructor' ? (path.at(-2) ?? '') : name;
}

/** Finds the functions whose parameters an expression can be, names of the file followed as far as they are wanted. */
function parameterFinder({
  definitions,
}: Collector): (expression: Expression) => ReadonlySet<string> {
  const byName = new Map<string, Expression[]>();
  let noted = 0;
  const note = ({ name, value }: Definition): void => {
    for (const key of new Set([name, name.split('.')[0] ?? name])) {
      const known = byName.get(key);
      if (known) known.push(value);
      else byName.set(key, [value]);
    }
  };
  return (start) => {
    for (; noted < definitions.length; noted++) definitions.slice(noted, noted + 1).forEach(note);
    const ids = new Set<string>();
    const seen = new Set<Expression>();
    const queue = [start];
    for (let next = queue.pop(); next && seen.size < maximumChain; next = queue.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      if (next.kind === 'parameter') ids.add(next.function);
      else if (next.kind === 'choice') queue.push(...next.options);
      else if (next.kind === 'concat') queue.push(...next.parts);
      else if (next.kind === 'name')
        queue.push(...(byName.get(next.path[0] ?? '') ?? []).slice(-maximumChain));
      else if ('of' in next) queue.push(next.of);
    }
    return ids;
  };
}

const builtins: ReadonlySet<string> = new Set(
  'assert,buffer,child_process,cluster,console,crypto,dgram,dns,events,fs,http,http2,https,net,os,path,process,querystring,readline,stream,timers,tls,url,util,vm,worker_threads,zlib'.split(
    ',',
  ),
);

/** Whether the callee leads to this project: declared here, or imported from anything but a built-in module. */
function isOfProject(reading: Reading, path: readonly string[]): boolean {
  const root = path[0] ?? '';
  if (root === 'module.exports') return true;
  if (root.startsWith('require:')) return isProjectModule(root.slice('require:'.length));
  const binding = reading.bindingOfKey(root.replace(/#$/, ''));
  if (!binding) return false;
  const source = importOf(reading, binding);
  if (source) return isProjectModule(source.from);
  if (isFunction(binding) || binding.isClass) return true;
  return isVariable(binding) && (binding.value !== undefined || path.length > 1);
}

function isProjectModule(module: string): boolean {
  const plain = module.replace(/^node:/, '').split('/')[0] ?? '';
  if (builtins.has(plain) || module.startsWith('node:')) return false;
  return !/^(?:react|react-dom|vue|svelte|lodash|@angular|rxjs|express|typeorm|mongoose|jest|vitest|mocha|chai|moment|axios|@nestjs|jsonwebtoken|jose|zod|joi)(?:\/|$)/.test(
    module,
  );
}

/** Whether an argument may be, or hold, a signing secret. Text counts only where the callee's name says so. */
function mayHoldSecret(argument: Expression, callee: string, depth = 0): boolean {
  if (depth > 4) return false;
  const inside = (part: Expression): boolean => mayHoldSecret(part, callee, depth + 1);
  switch (argument.kind) {
    case 'env':
    case 'setting':
    case 'generated':
    case 'hashed':
      return true;
    case 'text':
      return signingName.test(callee) && argument.value.length > 0;
    case 'decoded':
    case 'encoded':
    case 'member':
      return inside(argument.of);
    case 'choice':
      return argument.options.some(inside);
    case 'concat':
      return argument.parts.some((part) => part.kind !== 'text' && inside(part));
    case 'name':
      return secretName.test(argument.path.join('.')) || signingName.test(callee);
    case 'parameter':
      return signingName.test(callee) || secretName.test(argument.path.join('.'));
    case 'object':
      return Object.entries(argument.properties).some(
        ([key, value]) => (secretName.test(key) && value.kind !== 'unknown') || inside(value),
      );
    case 'call':
      return signingName.test(callee) || argument.arguments.some(inside);
    default:
      return false;
  }
}
