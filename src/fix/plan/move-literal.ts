// A literal in code becomes a read of the environment that fails when the variable is missing; a fallback becomes
// the failure alone. One literal at a time: edits, or why there are none.

import { isBrowserExposedName } from '../../model/browser-exposed.ts';
import type { Edit } from '../../model/edit.ts';
import type { CodeEdits, CodeFile, Repaired } from '../../model/repair.ts';
import type { SecretValue } from '../../model/secret.ts';
import { childOf, nodeAt, type SyntaxNode } from '../../model/syntax-node.ts';
import type { Idiom } from '../idioms/idiom.ts';
import { idiomFor } from '../idioms/index.ts';
import { isVariableName, toVariableName } from '../variable-names.ts';
import { addSupport, loadEnvironment, openCode, remindOfOrder } from './code-support.ts';
import {
  configServiceAt,
  makeAsync,
  readThrough,
  registrationAround,
  withoutDefault,
  withoutFallback,
} from './nest.ts';
import type { PlanContext } from './plan-types.ts';
import { openRepair } from './repair-file.ts';

/** Takes the literal at `value` out of the code; `name` is the variable that is read instead. */
export function moveLiteral(context: PlanContext, value: SecretValue, name: string): Repaired {
  const { path, start, end } = value.at;
  const doubt = doubtOf(value);
  if (doubt) return { reason: doubt };
  if (context.isInsidePackage && value.file.packageDirectory === '') {
    return { reason: 'its package begins above the directory that is fixed: run keylint there' };
  }
  if (isBrowserExposedName(name)) {
    return {
      reason: `${name} would hold the secret, and its prefix makes it public: sign on the server, with another name`,
    };
  }
  const repair = context.repairOf(path);
  if (repair) {
    const repaired = openRepair(context, path);
    if ('reason' in repaired) return repaired;
    const { isFallback } = value;
    return repair.moveLiteral(repaired, { start, end, variable: name, isFallback });
  }
  const idiom = idiomFor(path);
  if (!idiom) return { reason: `keylint does not edit ${path} yet: read ${name} there by hand` };
  const file = openCode(context, path);
  if ('reason' in file) return file;
  const node = nodeAt(file.root, start - 1, end + 1);
  if (
    !idiom.nodes.literal.includes(node.type) ||
    node.start !== start - 1 ||
    node.end !== end + 1
  ) {
    return { reason: 'the value is put together from several texts: move it by hand' };
  }
  const isRead = !value.isFallback || value.fallbackFor !== undefined;
  const result =
    value.carrier === 'schema'
      ? removeDefault(file, node)
      : replaceLiteral(context, { file, node, idiom, value, name });
  return 'reason' in result ? result : { isRead, ...result };
}

/** Where it is not said, whether the variable is read follows from what the literal was. */
type Replaced = Omit<CodeEdits, 'isRead'> & { readonly isRead?: true };

/** What linking may take for a secret and a reviewer would not. */
function doubtOf({ name, text }: SecretValue): string | undefined {
  if (name === null || text === undefined) return undefined;
  if (/public/i.test(name)) return 'by its name it is public: look whether it signs anything';
  // `FORGOT_TOKEN: 'forgotToken'` is an enumeration; `JWT_SECRET = 'jwt-secret'` is what it says.
  const isEnumeration =
    !/secret|key|pass(?:word|phrase)?$/i.test(name) &&
    toVariableName(text) === toVariableName(name);
  return isEnumeration
    ? 'the text only repeats the name: look whether it is a secret at all'
    : undefined;
}

interface Literal {
  readonly file: CodeFile;
  readonly node: SyntaxNode;
  readonly idiom: Idiom;
  readonly value: SecretValue;
  readonly name: string;
}

function replaceLiteral(
  context: PlanContext,
  literal: Literal,
): Replaced | { readonly reason: string } {
  const { file, node, idiom, value, name } = literal;
  const nest = withoutDefault(file, node) ?? withoutFallback(file, node);
  if (nest) return { edits: nest };
  if (isFallbackOperand(literal) || isEnvironmentDefault(literal) || isLateDefault(literal)) {
    return {
      edits: [
        replace(file, node, idiom.failure(name, file.style)),
        ...addSupport(file, idiom.failureSupport),
      ],
    };
  }
  if (value.isFallback && !isParameterDefault(literal) && !isChoice(literal)) {
    // A constant that fails while it is loaded would fail where the variable is set, too.
    return { reason: 'the default stands apart from where it is taken: take it out there by hand' };
  }
  const service = configServiceAt(file, node);
  if (service) return { edits: [replace(file, node, readThrough(service, name, file))] };
  const registration = registrationAround(file, node);
  const made = registration && makeAsync(file, registration);
  if (made?.service) {
    return { edits: [...made.edits, replace(file, node, readThrough(made.service, name, file))] };
  }
  const packageDirectory = value.file.packageDirectory;
  return {
    edits: [
      ...(made?.edits ?? loadEnvironment(context, file, node, packageDirectory)),
      replace(file, node, readExpression(literal)),
      ...addSupport(file, idiom.failureSupport),
    ],
    isRead: true,
    steps: made ? [] : remindOfOrder(context, { file, node, name, packageDirectory }),
  };
}

function replace({ path }: CodeFile, { start, end }: SyntaxNode, text: string): Edit {
  return { path, start, end, text };
}

function readExpression({ file, node, idiom, name }: Literal): string {
  const read = idiom.readEnvironment(name, file.style);
  return idiom.nodes.loose.includes(node.parent?.type ?? '') ? read : `(${read})`;
}

/** `process.env.X || 'literal'`, with the literal last. A setting that is no variable keeps its way. */
function isFallbackOperand({ file, node, idiom, value }: Literal): boolean {
  const parent = node.parent;
  if (parent?.type !== idiom.nodes.binary || node.field !== 'right') return false;
  const left = childOf(parent, 'left');
  if (!left || !/\|\||\?\?/.test(file.text.slice(left.end, node.start))) return false;
  return (
    idiom.environmentRead.test(file.text.slice(left.start, left.end)) ||
    isVariableName(value.fallbackFor ?? '')
  );
}

/** `if (!process.env.X) process.env.X = 'literal'`, `process.env.X ||= 'literal'`. */
function isLateDefault({ file, node, idiom }: Literal): boolean {
  const parent = node.parent;
  if (!parent || !/assignment_expression$/.test(parent.type) || node.field !== 'right')
    return false;
  const left = childOf(parent, 'left');
  return left !== undefined && idiom.environmentRead.test(file.text.slice(left.start, left.end));
}

/** `const { JWT_SECRET = 'literal' } = process.env`. */
function isEnvironmentDefault({ node, value }: Literal): boolean {
  return (
    isVariableName(value.fallbackFor ?? '') &&
    ['object_assignment_pattern', 'assignment_pattern'].includes(node.parent?.type ?? '')
  );
}

/** `isProduction ? process.env.X : 'literal'`: what is chosen fails alone. */
function isChoice({ node }: Literal): boolean {
  return node.parent?.type === 'ternary_expression' && node.field !== 'condition';
}

/** `function sign(secret = 'literal')`. */
function isParameterDefault({ node }: Literal): boolean {
  return ['assignment_pattern', 'required_parameter', 'optional_parameter'].includes(
    node.parent?.type ?? '',
  );
}

/** `z.string().default('literal')`, `Joi.string().default('literal')`, `str({ default: 'literal' })`. */
function removeDefault(file: CodeFile, node: SyntaxNode): Replaced | { readonly reason: string } {
  const { path, text } = file;
  const call = node.parent?.type === 'arguments' ? node.parent.parent : null;
  const callee = childOf(call ?? undefined, 'function');
  const property = childOf(callee, 'property');
  const object = childOf(callee, 'object');
  if (call && property && object && text.slice(property.start, property.end) === 'default') {
    const chain = text.slice(object.start, object.end);
    const required = /^(?:[Jj]oi|yup)\b/.test(chain) && !/\.required\(/.test(chain);
    return {
      edits: [{ path, start: object.end, end: call.end, text: required ? '.required()' : '' }],
    };
  }
  const pair = node.parent;
  if (pair?.type === 'pair' && /envalid/.test(text)) {
    const before = text.slice(0, pair.start).search(/,\s*$/);
    const after = /^\s*,[ \t]*/.exec(text.slice(pair.end))?.[0].length ?? 0;
    const isLast = after === 0 && before !== -1;
    return {
      edits: [{ path, start: isLast ? before : pair.start, end: pair.end + after, text: '' }],
    };
  }
  return { reason: 'the schema needs a default: take it out by hand' };
}
