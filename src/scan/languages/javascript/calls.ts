// Calls of the project's own functions with arguments that may be or hold secrets, so that link can look through
// wrappers.
import type { Expression } from '../../../model/expression.ts';
import { childOf, type SyntaxNode, walk } from '../syntax.ts';
import type { Collector } from './collector.ts';
import { lower } from './lower.ts';
import { argumentsOf } from './lower-call.ts';
import { unwrap } from './origin.ts';
import { at, importOf, type Reading } from './reading.ts';

const maximumCalls = 500;

/** Names of functions that a text literal may be handed to as a key. */
const signingName =
  /sign|verif|token|jwt|secret|hmac|auth|encode|decode|crypt|session|cookie|key|issue|login/i;
/** Names of values that may be keys or options with keys in them. */
const secretName =
  /secret|jwt|key|token|password|salt|passphrase|sign|config|options|settings|\benv\b/i;

/** Runs after the uses are known: functions whose parameters reach a key have all their calls kept. */
export function collectCalls(reading: Reading, collector: Collector): void {
  const wanted = functionsOfParameters(collector);
  walk(reading.root, (node) => {
    if (collector.calls.length >= maximumCalls) return;
    if (node.type !== 'call_expression' && node.type !== 'new_expression') return;
    const calleeNode = childOf(node, 'function') ?? childOf(node, 'constructor');
    const list = argumentsOf(node);
    if (!calleeNode || list.length === 0 || !isPlain(calleeNode)) return;
    const callee = calleeOf(reading, node, calleeNode);
    if (callee?.kind !== 'name' || !isOfProject(reading, callee.path)) return;
    const name = callee.path.join('.');
    const isWanted = wanted.has(name);
    const given = list.slice(0, 12).map((argument) => lower(reading, argument));
    const last = callee.path.at(-1) ?? '';
    if (!isWanted && !given.some((argument) => mayHoldSecret(argument, last))) return;
    collector.calls.push({ callee, arguments: given, at: at(reading, calleeNode) });
  });
}

function isPlain(callee: SyntaxNode): boolean {
  const node = unwrap(callee);
  return node.type === 'identifier' || node.type === 'member_expression';
}

/** `new Service(secret)` calls the constructor of the class. */
function calleeOf(reading: Reading, node: SyntaxNode, callee: SyntaxNode): Expression | undefined {
  const value = lower(reading, callee);
  if (node.type !== 'new_expression' || value.kind !== 'name') return value;
  return { ...value, path: [`${value.path.join('.')}#`, 'constructor'] };
}

/** Functions whose parameters stand in a key, an algorithm or options of a use. */
function functionsOfParameters(collector: Collector): ReadonlySet<string> {
  const ids = new Set<string>();
  const seen = new Set<Expression>();
  const visit = (expression: Expression | undefined): void => {
    if (!expression || seen.has(expression)) return;
    seen.add(expression);
    switch (expression.kind) {
      case 'parameter':
        ids.add(expression.function);
        return;
      case 'decoded':
      case 'encoded':
      case 'hashed':
      case 'member':
        visit(expression.of);
        return;
      case 'choice':
        expression.options.forEach(visit);
        return;
      case 'concat':
        expression.parts.forEach(visit);
        return;
      case 'name': {
        const root = expression.path[0] ?? '';
        for (const definition of byName.get(root) ?? []) visit(definition);
        return;
      }
      default:
    }
  };
  const byName = new Map<string, Expression[]>();
  for (const { name, value } of collector.definitions) {
    for (const key of new Set([name, name.split('.')[0] ?? name])) {
      const known = byName.get(key);
      if (known) known.push(value);
      else byName.set(key, [value]);
    }
  }
  for (const use of collector.uses) {
    for (const part of [use.key, use.algorithm, use.accepted, use.options, use.payload])
      visit(part);
  }
  return ids;
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
  if (source) return isProjectModule(source.module);
  if (binding.kind === 'function' || binding.kind === 'class') return true;
  return binding.kind === 'variable' && (binding.value !== undefined || path.length > 1);
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
