// Values written to logs and responses that may be secrets. Whether one is a signing secret is for link to say;
// here only what cannot be one is left out.
import type { Expression } from '../../../model/expression.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { argumentsOf } from './call-parts.ts';
import { add, type Collector } from './collector.ts';
import { isEnvironment } from './environment.ts';
import { lower } from './lower.ts';
import { dottedName, unwrap } from './origin.ts';
import { at, nodesOf, type Reading } from './reading.ts';

const logMethods = 'log|info|warn|error|debug|trace|verbose|fatal|silly|notice|dir|table|http';

const loggers = new RegExp(
  `^(?:console|(?:.*\\.)?(?:logger|log|Logger|winston|pino|fastify\\.log|app\\.log|_logger|#logger))\\.(?:${logMethods})$`,
);

const plainLoggers = /^(?:log|debug|logger|print|consola|signale)$/;

const responses = /^(?:.*\.)?(?:res|response|reply)(?:\.status)?\.(?:json|send|end|write|jsonp)$/;

const contextResponses = /^(?:c|ctx|context)\.(?:json|text|html)$/;

/** Last name of a value that is a secret by its name; `tokenType`, `hasSecret`, `secretLength` are none. */
const secretWord =
  /(?:secrets?|secret[_-]?key|signing[_-]?key|private[_-]?key|jwt[_-]?key|hmac[_-]?key|app[_-]?key|secret[_-]?or[_-]?key|passphrase|secret[_-]?(?:value|phrase))$/i;

/** Words that tell a signing secret from other secrets. */
const signingWord =
  /jwt|token|auth|session|cookie|sign|hmac|access|refresh|csrf|app|server|config|settings|env\b/i;

/** Secrets that others issue, and seeds of one-time passwords. */
const otherWord =
  /client|otp|two[_-]?factor|2fa|mfa|webhook|stripe|paypal|oauth|google|github|facebook|twitter|aws|s3|captcha|smtp|mail|twilio|cloudinary|setup/i;

/** Names that mean the application's own secret as they stand. */
const plainSecretName =
  /^(?:SECRET|SECRET_KEY|SECRETKEY|APP_SECRET|APP_KEY|PRIVATE_KEY|SIGNING_KEY)$/;

/** Runs after the uses are known: whatever they take as a key is a secret whatever its name. */
export function collectLeaks(reading: Reading, collector: Collector): void {
  const keys = new Set<string>();
  for (const { key } of collector.uses) {
    if (key?.kind === 'name') keys.add(key.path.join('.'));
    if (key?.kind === 'decoded' && key.of.kind === 'name') keys.add(key.of.path.join('.'));
  }
  const sink: Sink = { collector, keys };
  for (const node of nodesOf(reading, 'call_expression')) {
    const callee = childOf(node, 'function');
    const by = callee && sinkOf(reading, callee);
    if (by === undefined) continue;
    for (const argument of argumentsOf(node)) leaksIn(reading, sink, by, argument);
  }
}

interface Sink {
  readonly collector: Collector;
  /** Names that are keys of uses in this file. */
  readonly keys: ReadonlySet<string>;
}

/** What a callee writes with, if it writes to a log or a response. */
function sinkOf(reading: Reading, callee: SyntaxNode): string | undefined {
  const status = unwrap(callee);
  const object = childOf(status, 'object');
  // `res.status(500).json(...)`
  const inner = object?.type === 'call_expression' ? childOf(object, 'function') : undefined;
  const method = childOf(status, 'property');
  const dotted =
    inner && method
      ? `${dottedName(reading, inner) ?? ''}.${reading.text.slice(method.start, method.end)}`
      : dottedName(reading, status);
  if (dotted === undefined) return undefined;
  const isSink =
    loggers.test(dotted) ||
    plainLoggers.test(dotted) ||
    responses.test(dotted) ||
    contextResponses.test(dotted);
  return isSink ? dotted : undefined;
}

/** Goes into templates, sums, objects and choices; what a call or comparison makes of a secret is not one. */
function leaksIn(reading: Reading, sink: Sink, by: string, wrapped: SyntaxNode, depth = 0): void {
  const node = unwrap(wrapped);
  if (depth > 12) return;
  const into = (child: SyntaxNode): void => leaksIn(reading, sink, by, child, depth + 1);
  switch (node.type) {
    case 'template_string':
      for (const part of node.children) {
        if (part.type === 'template_substitution') part.children.forEach(into);
      }
      return;
    case 'binary_expression': {
      const left = childOf(node, 'left');
      const right = childOf(node, 'right');
      if (!left || !right) return;
      const operator = reading.text.slice(left.end, right.start).trim();
      if (!/^(?:\+|\|\||\?\?|&&)$/.test(operator)) return;
      if (operator !== '&&') into(left);
      into(right);
      return;
    }
    case 'ternary_expression':
      for (const child of [childOf(node, 'consequence'), childOf(node, 'alternative')]) {
        if (child) into(child);
      }
      return;
    case 'object':
      for (const child of node.children) {
        const value = child.type === 'pair' ? childOf(child, 'value') : child;
        const isValue =
          value && (child.type === 'pair' || child.type === 'shorthand_property_identifier');
        if (isValue) into(value);
        if (child.type === 'spread_element') child.children.forEach(into);
      }
      return;
    case 'array':
      node.children.forEach(into);
      return;
    case 'call_expression': {
      const callee = dottedName(reading, childOf(node, 'function') ?? node);
      if (callee === 'JSON.stringify' || callee === 'util.inspect' || callee === 'String') {
        const first = argumentsOf(node)[0];
        if (first) into(first);
        return;
      }
      break;
    }
    default:
  }
  const value = isEnvironment(reading, node)
    ? wholeEnvironment(reading, node)
    : lower(reading, node);
  if (mayLeak(reading, sink, value))
    add(sink.collector.leaks, { by, value, at: at(reading, node) });
}

/** `process.env` as a whole, by that name whatever the runtime calls it. */
function wholeEnvironment(reading: Reading, node: SyntaxNode): Expression {
  return { kind: 'name', path: ['process', 'env'], at: at(reading, node) };
}

function mayLeak(reading: Reading, sink: Sink, value: Expression): boolean {
  switch (value.kind) {
    case 'env':
      return isSecretName([value.name]);
    case 'setting':
      return isSecretName(['config', ...value.path.split('.')]);
    case 'name': {
      const path = value.path.map((name) => name.replace(/@\d+$/, ''));
      const whole = value.path.join('.');
      return (
        whole === 'process.env' ||
        sink.keys.has(whole) ||
        isSecretName(path) ||
        isKey(reading, value)
      );
    }
    case 'parameter':
      return isSecretName([sourceName(reading, value), ...value.path]);
    case 'member':
      return isSecretName([value.property]);
    case 'encoded':
    case 'decoded':
      return mayLeak(reading, sink, value.of);
    default:
      return false;
  }
}

function sourceName(reading: Reading, value: Expression): string {
  const source = reading.text.slice(value.at.start, value.at.end);
  return source.length < 80 ? source : '';
}

/** Whether a dotted name ends in a word for secrets and is about signing. */
function isSecretName(path: readonly string[]): boolean {
  const last = path.at(-1) ?? '';
  const whole = path.join('.');
  if (!secretWord.test(last) || otherWord.test(whole)) return false;
  return plainSecretName.test(last) || signingWord.test(whole);
}

/** A name whose value in this file is a read of a secret. */
function isKey(reading: Reading, name: Extract<Expression, { kind: 'name' }>): boolean {
  const binding = name.path.length === 1 ? reading.bindingOfKey(name.path[0] ?? '') : undefined;
  const value =
    binding?.value && binding.path.length === 0 ? lower(reading, binding.value) : undefined;
  if (value?.kind === 'env') return isSecretName([value.name]);
  return value?.kind === 'setting' && isSecretName(['config', ...value.path.split('.')]);
}
