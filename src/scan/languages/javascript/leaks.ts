// Values written to logs and responses that may be secrets. Whether one is a signing secret is for link to say;
// here only what cannot be one is left out.

import type { Expression } from '../../../model/expression.ts';
import type { Leak } from '../../../model/facts.ts';
import { endsInQuery, queryOption } from '../../code/addresses.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import { add, type Collector } from './collector.ts';
import { type LogSink, sinkOf } from './log-sinks.ts';
import { lower } from './lower.ts';
import { dottedName, requiredModule } from './origin.ts';
import { publishedIn } from './published.ts';
import { at, nodesOf, type Reading, textOf } from './reading.ts';
import { argumentsOf, unwrap } from './shapes.ts';
import { isWholeEnvironment } from './whole-environment.ts';

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
  for (const node of nodesOf(reading, 'new_expression')) collectThrown(reading, sink, node);
  for (const node of nodesOf(reading, 'assignment_expression')) collectBody(reading, sink, node);
  collectUrls(reading, sink);
  for (const { by, value } of publishedIn(reading)) {
    if ('type' in value) leaksIn(reading, sink, { by, isPublished: true }, value);
    else write(reading, sink, { by, isPublished: true }, value);
  }
}

/** `new Error(...)`, whose message ends in logs and responses, and `new Response(...)`. */
function collectThrown(reading: Reading, sink: Sink, node: SyntaxNode): void {
  const callee = childOf(node, 'constructor');
  const name = callee && dottedName(reading, callee);
  if (name === undefined || !/^(?:\w{0,40}(?:Error|Exception)|Response|NextResponse)$/.test(name)) {
    return;
  }
  const [first] = argumentsOf(node);
  if (first) leaksIn(reading, sink, { by: `new ${name}` }, first);
}

/** `ctx.body = ...` */
function collectBody(reading: Reading, sink: Sink, node: SyntaxNode): void {
  const left = childOf(node, 'left');
  const right = childOf(node, 'right');
  const name = left && dottedName(reading, left);
  if (!right || name === undefined || !/^(?:ctx|context|this|.*\.?response)\.body$/.test(name))
    return;
  leaksIn(reading, sink, { by: name }, right);
}

/** A secret in the query of an address: servers, proxies and browsers write that down. */
function collectUrls(reading: Reading, sink: Sink): void {
  for (const node of nodesOf(reading, 'template_string')) {
    for (const part of node.children) {
      if (part.type !== 'template_substitution') continue;
      const before = reading.text.slice(Math.max(node.start, part.start - 600), part.start);
      const [inner] = part.children;
      if (inner && endsInQuery.test(before.replace(/\$\{[^{}]{0,200}\}/g, 'x'))) {
        leaksIn(reading, sink, { by: 'an address' }, inner);
      }
    }
  }
  for (const node of nodesOf(reading, 'call_expression')) collectQuery(reading, sink, node);
  // `'https://host/path?key=' + secret`
  for (const node of nodesOf(reading, 'binary_expression')) {
    const [left, right] = [childOf(node, 'left'), childOf(node, 'right')];
    const last = left && (childOf(left, 'right') ?? left);
    if (!left || !right || last?.type !== 'string') continue;
    const before = sumWritten(textOf(reading, left).slice(-600, -1));
    if (endsInQuery.test(before)) leaksIn(reading, sink, { by: 'an address' }, right);
  }
}

/** What clients of HTTP are called. */
const httpClient =
  /(?:^|\.)(?:axios|got|ky|needle|request|\$?http|ofetch|\$fetch|\w{0,30}(?:[aA]pi|[cC]lient|[hH]ttp|[hH]ttpService|[aA]xios))(?:\.(?:get|post|put|patch|delete|head|request|extend|create))?$/;

/** `axios.get(address, { params: { secret } })`: the client makes a query of it. */
function collectQuery(reading: Reading, sink: Sink, call: SyntaxNode): void {
  const given = argumentsOf(call).filter(({ type }) => type === 'object');
  const callee = given.length > 0 ? dottedName(reading, childOf(call, 'function') ?? call) : '';
  if (!httpClient.test(callee ?? '')) return;
  for (const pair of given.flatMap(({ children }) => children)) {
    const [key, value] = [childOf(pair, 'key'), childOf(pair, 'value')];
    if (key && value && queryOption.test(textOf(reading, key)))
      leaksIn(reading, sink, { by: 'an address' }, value);
  }
}

/** `'https://host/' + path + '?key='` with what is filled in as one letter. */
const sumWritten = (sum: string): string =>
  sum.replace(/['"`]\s*\+\s*[\w.()[\]]{1,200}\s*\+\s*['"`]/g, 'x');

interface Sink {
  readonly collector: Collector;
  /** Names that are keys of uses in this file. */
  readonly keys: ReadonlySet<string>;
}

/** Goes into templates, sums, objects and choices; what a call or comparison makes of a secret is not one. */
function leaksIn(reading: Reading, sink: Sink, by: LogSink, wrapped: SyntaxNode, depth = 0): void {
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
      const callee = calleeName(reading, node);
      if (isMasked(reading, node)) return;
      if (callee !== undefined && writesWhole.test(callee)) {
        argumentsOf(node)
          .slice(0, callee === 'JSON.stringify' ? 1 : 8)
          .forEach(into);
        return;
      }
      break;
    }
    default:
  }
  if (isWholeEnvironment(reading, node)) {
    const whole = { kind: 'env', name: '', at: at(reading, node) } as const;
    add(sink.collector.leaks, { ...leakBy(by), value: whole, at: whole.at });
    return;
  }
  if (!by.isLoose) write(reading, sink, by, lower(reading, node), at(reading, node));
}

function write(
  reading: Reading,
  sink: Sink,
  by: LogSink,
  value: Expression,
  where: Expression['at'] = value.at,
): void {
  if (mayLeak(reading, sink, value)) {
    add(sink.collector.leaks, { ...leakBy(by), value, at: where });
  }
}

function leakBy({ by, isPublished }: LogSink): Pick<Leak, 'by' | 'isPublished'> {
  return { by, ...(isPublished && { isPublished }) };
}

/** `util.inspect`, and `require('util').inspect`. */
function calleeName(reading: Reading, call: SyntaxNode): string | undefined {
  const callee = childOf(call, 'function');
  const object = childOf(callee, 'object');
  const module = object && requiredModule(reading, object);
  const method = childOf(callee, 'property');
  if (module !== undefined && method) return `${module}.${textOf(reading, method)}`;
  return dottedName(reading, callee ?? call);
}

/** `secret.replace(/./g, '*')`: signs in the place of all that it was. */
function isMasked(reading: Reading, call: SyntaxNode): boolean {
  const [pattern, by] = argumentsOf(call);
  return (
    /\.replace(?:All)?$/.test(textOf(reading, childOf(call, 'function') ?? call)) &&
    pattern?.type === 'regex' &&
    /^\/(?:\.|\\w|\\S|\[\^\]|\[\\s\\S\])[+*]?\/[a-z]*g[a-z]*$|^\/(?:\^?\.[+*]\$?)\/[a-z]*$/.test(
      textOf(reading, pattern),
    ) &&
    by?.type === 'string'
  );
}

/** Calls that write out all that they are given. */
const writesWhole =
  /^(?:JSON\.stringify|(?:util\.)?(?:inspect|format)|String|Object\.(?:assign|freeze|fromEntries)|structuredClone|(?:_|lodash)\.(?:clone|cloneDeep)|querystring\.stringify|qs\.stringify|(?:YAML|yaml)\.(?:stringify|dump))$/;

/** What settings are called as a whole; whether there is a secret among them is for link to say. */
const objectName =
  /(?:config|configs|configuration|conf|cfg|settings|options|opts|env|environment|secrets)$/i;

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
        sink.keys.has(whole) ||
        objectName.test(path.at(-1) ?? '') ||
        isObject(reading, value) ||
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

/** A name of an object that is spelled out in this file. */
function isObject(reading: Reading, name: Extract<Expression, { kind: 'name' }>): boolean {
  const binding = name.path.length === 1 ? reading.bindingOfKey(name.path[0] ?? '') : undefined;
  return binding?.value !== undefined && unwrap(binding.value).type === 'object';
}

/** A name whose value in this file is a read of a secret. */
function isKey(reading: Reading, name: Extract<Expression, { kind: 'name' }>): boolean {
  const binding = name.path.length === 1 ? reading.bindingOfKey(name.path[0] ?? '') : undefined;
  const value =
    binding?.value && binding.path.length === 0 ? lower(reading, binding.value) : undefined;
  if (value?.kind === 'env') return isSecretName([value.name]);
  return value?.kind === 'setting' && isSecretName(['config', ...value.path.split('.')]);
}
