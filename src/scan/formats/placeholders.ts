// Reads what stands between the marks of a reference: `${X:-default}`, `${{ secrets.X }}`, `{{ .Values.x }}`,
// `<%= ENV["X"] %>`. `references.ts` finds the marks.
import type { Expression, Generated } from '../../model/expression.ts';
import { type LowerContext, lowerPart } from './references.ts';

const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;
const screamingName = /^[A-Z_][A-Z0-9_]*$/;
const settingName = /^[A-Za-z_][A-Za-z0-9_.\-[\]]*$/;
const shellOperator = /^([A-Za-z_][A-Za-z0-9_]*)(:?[-=?+])/;
const argumentDefault = /^\d{1,2}:?[-=]/;
const springDefault = /^([A-Za-z_][A-Za-z0-9_.\-[\]]*):/;
// Stores that are not in the repository: serverless, Spring Cloud, Docker, CloudFormation dynamic references.
const outsideSource =
  /^\s*(?:ssm|secretsmanager|cf|s3|file|vault|aws|aws-ssm|sm|resolve|git|strToBool|docker|keyvault|parameterstore|akv)[:(.]/;
const serverlessSource = /^\s*(env|opt|self|param|custom):([^,]{1,200})/;

/** `${...}` from `open` (the dollar) to `close` (the brace); `undefined` where it is no reference at all. */
export function lowerBraces(
  text: string,
  open: number,
  close: number,
  context: LowerContext,
): Expression | undefined {
  // `${?X}` of HOCON: nothing where X is unset.
  const from = open + (text[open + 2] === '?' ? 3 : 2);
  const inner = text.slice(from, close);
  const at = context.rangeFor(open, close + 1);
  const prefixed = /^env\.([A-Za-z_]\w*)$/.exec(inner);
  if (prefixed?.[1]) return { kind: 'env', name: prefixed[1], at };
  if (serverlessSource.test(inner) || (context.dialect === 'serverless' && inner.includes(','))) {
    return lowerServerless(text, from, close, at, context);
  }
  if (outsideSource.test(inner)) return { kind: 'unknown', at };
  if (context.dialect === 'shell' && /^S?RANDOM$/.test(inner)) {
    return { kind: 'generated', by: '$RANDOM', isCryptographic: false, at };
  }
  if (variableName.test(inner)) return named(inner, at, context);

  const shell = context.dialect === 'spring' ? null : shellOperator.exec(inner);
  if (shell?.[1] && shell[2]) {
    const base = named(shell[1], at, context);
    if (shell[2].endsWith('?')) return base;
    if (shell[2].endsWith('+')) return { kind: 'unknown', at };
    return withFallback(base, lowerPart(text, from + shell[0].length, close, context));
  }
  // `${1:-default}`: an argument of the script, or what stands in for it.
  const argument = context.dialect === 'shell' ? argumentDefault.exec(inner) : null;
  if (argument) {
    const fallback = lowerPart(text, from + argument[0].length, close, context);
    return { kind: 'choice', how: 'fallback', options: [{ kind: 'unknown', at }, fallback], at };
  }
  const spring = springDefault.exec(inner);
  if (spring?.[1]) {
    const base = named(spring[1], at, context);
    return withFallback(base, lowerPart(text, from + spring[0].length, close, context));
  }
  if (settingName.test(inner)) return { kind: 'setting', path: inner, at };
  // `${` in a made-up value is text; anything that looks like an expression is none of ours to evaluate.
  return /^[\w.:,/\s'"()@[\]-]+$/.test(inner) && inner !== '' ? { kind: 'unknown', at } : undefined;
}

type Reference = Extract<Expression, { kind: 'env' | 'setting' }>;

function named(name: string, at: Expression['at'], { dialect }: LowerContext): Reference {
  const isSetting =
    name.includes('.') ||
    ((dialect === 'spring' || name.includes('-')) && !screamingName.test(name));
  return isSetting ? { kind: 'setting', path: name, at } : { kind: 'env', name, at };
}

function withFallback(reference: Reference, fallback: Expression): Expression {
  return { ...reference, fallback };
}

/** `${env:X, self:custom.y, 'literal'}`: sources in order, the last may be a literal. */
function lowerServerless(
  text: string,
  from: number,
  close: number,
  at: Expression['at'],
  context: LowerContext,
): Expression {
  const options: Expression[] = [];
  let start = from;
  // Which stage it is read for is said elsewhere: `self:custom.secret.${self:provider.stage}`.
  const inner = text.slice(from, close);
  for (const part of inner.split(',').slice(0, 20)) {
    const end = start + part.length;
    options.push(serverlessPart(part, start, end, context));
    start = end + 1;
  }
  const [first, ...rest] = options;
  if (!first || rest.length === 0) return first ? { ...first, at } : { kind: 'unknown', at };
  const fallback: Expression =
    rest.length === 1 && rest[0] ? rest[0] : { kind: 'choice', how: 'fallback', options: rest, at };
  if (first.kind === 'env' || first.kind === 'setting') return { ...first, fallback, at };
  return { kind: 'choice', how: 'fallback', options, at };
}

function serverlessPart(part: string, from: number, to: number, context: LowerContext): Expression {
  const at = context.rangeFor(from, to);
  const whole = part.replace(/\.?\$\{[^{}]{1,100}\}/g, '');
  const source = /^\s*(env|self|custom):([\w.-]+)\s*$/.exec(whole);
  if (source?.[1] === 'env' && source[2]) return { kind: 'env', name: source[2], at };
  if (source?.[2]) return { kind: 'setting', path: source[2], at };
  const quoted = /^(\s*)(['"])([^'"]*)\2\s*$/.exec(part);
  if (quoted) {
    const start = from + (quoted[1]?.length ?? 0) + 1;
    const value = quoted[3] ?? '';
    return { kind: 'text', value, at: context.rangeFor(start, start + value.length) };
  }
  return { kind: 'unknown', at };
}

const tags: readonly { readonly open: string; readonly close: string }[] = [
  { open: '${{', close: '}}' },
  { open: '{{', close: '}}' },
  { open: '<%=', close: '%>' },
];

/** `${{ ... }}` (GitHub), `{{ ... }}` (Helm, Jinja, Go) and `<%= ... %>` (ERB) that start at `offset`. */
export function lowerExpressionTag(
  text: string,
  offset: number,
  context: LowerContext,
): { readonly to: number; readonly expression: Expression } | undefined {
  const tag = tags.find(({ open }) => text.startsWith(open, offset));
  if (!tag) return undefined;
  const from = offset + tag.open.length;
  const close = text.indexOf(tag.close, from);
  if (close === -1) return undefined;
  const to = close + tag.close.length;
  const at = context.rangeFor(offset, to);
  const inner = text.slice(from, close);
  const base = tagReference(inner, at);
  // A literal after `||`, `default` or as second argument of `fetch` is live when the rest is unset.
  const literal =
    /(?:\|\||\bdefault[\s(]{1,5}|\bfetch\([^,()]{1,200},)\s{0,10}(['"])([^'"]*)\1/.exec(inner);
  if (!literal) return { to, expression: base };
  const value = literal[2] ?? '';
  const start = from + literal.index + literal[0].length - 1 - value.length;
  const fallback: Expression = {
    kind: 'text',
    value,
    at: context.rangeFor(start, start + value.length),
  };
  const expression: Expression =
    base.kind === 'env' || base.kind === 'setting'
      ? { ...base, fallback }
      : { kind: 'choice', how: 'fallback', options: [base, fallback], at };
  return { to, expression };
}

/** `secrets.X` stays unknown: that store is not in the repository, and the name is often that of the variable. */
function tagReference(inner: string, at: Expression['at']): Expression {
  const ruby = /\bENV(?:\[|\.fetch\()\s{0,5}['"](\w{1,200})['"]/.exec(inner);
  const name = ruby?.[1] ?? /^\s*-?\s*env\.([A-Za-z_]\w{0,200})/.exec(inner)?.[1];
  if (name) return { kind: 'env', name, at };
  const path = /^-?\s*\$?\.Values\.([\w.-]{1,200})/.exec(inner)?.[1];
  if (path) return { kind: 'setting', path, at };
  const made = drawnBy(inner);
  return made ? { kind: 'generated', ...made, at } : { kind: 'unknown', at };
}

const sprig =
  /^-?\s*\(?\s*(?<by>randAlphaNum|randAlpha|randNumeric|randAscii)\s{1,5}(?<count>\d{1,4})\b/;
const bitsOfLetter: Readonly<Record<string, number>> = { randNumeric: 3.32, randAlpha: 5.7 };

/** What templates make values of: `randAlphaNum 8`, `uuidv4` of Sprig, `lookup('password', '... length=8')` of Ansible. */
function drawnBy(inner: string): Omit<Generated, 'kind' | 'at'> | undefined {
  const { by, count } = sprig.exec(inner)?.groups ?? {};
  const password = /\blookup\(\s*['"]password['"][^)]*\blength=(\d{1,4})/.exec(inner)?.[1];
  if (by !== undefined || password !== undefined) {
    const letters = Number(count ?? password);
    const bytes = Math.floor((letters * (bitsOfLetter[by ?? ''] ?? 5.95)) / 8);
    // From 32 letters on no more is asked of a text.
    return { by: by ?? 'lookup', isCryptographic: true, bytes: letters < 32 ? bytes : letters };
  }
  const weak = /^-?\s*(?<name>uuidv4|now\b(?=[^}]{0,40}\b(?:date|unixEpoch)))/.exec(inner)?.groups
    ?.name;
  return weak === undefined ? undefined : { by: weak, isCryptographic: false };
}
