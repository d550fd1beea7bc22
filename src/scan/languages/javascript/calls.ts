// Calls of the project's own functions with arguments that may be or hold secrets, so that link can look through
// wrappers.

import type { Expression, Name } from '../../../model/expression.ts';
import type { Call } from '../../../model/facts.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { isFunction, isVariable } from './bindings.ts';
import { add, type Collector } from './collector.ts';
import { baseOf } from './declarations.ts';
import { lower } from './lower.ts';
import { lowerArguments } from './lower-call.ts';
import { at, importOf, nodesOf, type Reading, textOf } from './reading.ts';
import { argumentsOf, unwrap } from './shapes.ts';

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
  const kept = new Set<Call>();
  const calls = [...nodesOf(reading, 'call_expression'), ...nodesOf(reading, 'new_expression')]
    .map((node) => {
      const call = callAt(reading, node);
      // What a class hands on to its base it hands on once.
      if (call && childOf(node, 'function')?.type === 'super') kept.add(call);
      return call;
    })
    .filter((call) => call !== undefined);
  const finder = parameterFinder(collector);
  const wanted = new Set<string>();
  for (const use of collector.uses) {
    for (const part of [use.key, use.algorithm, use.accepted, use.options, use.payload]) {
      for (const id of finder(part)) wanted.add(id);
    }
  }
  // A wrapper of a wrapper is found a round later.
  for (let round = 0; round < 3; round++) {
    for (const call of calls) {
      if (kept.has(call) || !wanted.has(call.callee.path.join('.'))) continue;
      kept.add(call);
      for (const argument of call.arguments) for (const id of finder(argument)) wanted.add(id);
    }
  }
  for (const call of calls) {
    if (kept.size >= maximumCalls) break;
    const name = nameCalled(call.callee);
    if (call.arguments.some((argument) => mayHoldSecret(argument, name))) kept.add(call);
  }
  for (const call of kept) add(collector.calls, call);
}

type NamedCall = Call & { readonly callee: Name };

/** A call of something of the project, with arguments. */
function callAt(reading: Reading, node: SyntaxNode): NamedCall | undefined {
  const calleeNode = childOf(node, 'function') ?? childOf(node, 'constructor');
  const list = argumentsOf(node);
  if (!calleeNode || list.length === 0 || !isPlain(reading, calleeNode)) return undefined;
  const callee = calleeOf(reading, node, calleeNode);
  if (callee?.kind !== 'name' || !isOfProject(reading, callee.path)) return undefined;
  const given = lowerArguments(reading, list);
  return { callee, arguments: given, at: at(reading, calleeNode) };
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

/** Finds the functions whose parameters an expression can be, names of the file followed. */
function parameterFinder(
  collector: Collector,
): (expression: Expression | undefined) => ReadonlySet<string> {
  const byName = new Map<string, Expression[]>();
  for (const { name, value } of collector.definitions) {
    for (const key of new Set([name, name.split('.')[0] ?? name])) {
      const known = byName.get(key);
      if (known) known.push(value);
      else byName.set(key, [value]);
    }
  }
  return (start) => {
    const ids = new Set<string>();
    const seen = new Set<Expression>();
    const queue = start ? [start] : [];
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
