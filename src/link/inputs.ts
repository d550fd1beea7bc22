// Keys that are no secrets at all: what a request carries, a field of a user's record, a name that anybody can look up.
import type { Expression, Generated } from '../model/expression.ts';
import { bareName } from './expressions.ts';
import type { FactIndex } from './fact-index.ts';
import type { Origin } from './trail.ts';

/** Names of requests and of the parts of one that whoever asks writes. */
const request = /^(?:_?req|_?request|ctx|context|event|c|conn|httpContext)$/i;
const requestPart =
  /^(?:headers?|body|query|params?|cookies|queryStringParameters|pathParameters|searchParams|ip|hostname|originalUrl|query_params|body_params)$/i;

/** What only those that are called by the whole word have. */
const wholeRequest = /^(?:_?request|call|r|\w*Request)$/i;
const wholePart = /^(?:args|form|values|META|GET|POST|parameters|Header|PostForm)$/;

/** What a request is asked by a call: `request.getHeader("X-Key")`, `c.Query("key")`. */
const requestCall =
  /^(?:getHeader|getParameter|FormValue|PostFormValue|GetHeader|Query|DefaultQuery|Param|PostForm|input|header|query|post|cookie)\(\)$/;

/** Names under which PHP, Rails and command lines keep what they are sent. */
const sent = /^(?:_POST|_GET|_REQUEST|_COOKIE|params|ARGV)(?:\.|$)/;
const argumentsOfProgram = /^(?:process\.argv|sys\.argv|os\.Args|argv\.\d)(?:\.|$)/;

/** `req.get('x-key')` of Express; what `c.get('key')` of Hono gives was put there by the program. */
const isHeader = /(?:^|\.)(?:req|request)\.(?:get|header)\(\)/;

const record = /user|account|member|customer|admin|profile|patient|student|employee|owner/i;
const recordField =
  /^(?:password|passwd|pwd|password_?hash|hash|hashed_?password|e-?mail|user_?name|login|name|phone|_?id|uuid|dob|password_?digest|encrypted_?password|birth_?da(?:y|te)|(?:created|updated|joined|registered)_?(?:at|on|date)?)$/i;

/** Names and numbers of the running program. */
const fixed: ReadonlyMap<string, string> = new Map([
  ['process.pid', 'process.pid'],
  ['process.ppid', 'process.ppid'],
  ['process.title', 'process.title'],
  ['process.platform', 'process.platform'],
  ['process.version', 'process.version'],
  ['process.arch', 'process.arch'],
  ['__filename', 'the path of the program'],
  ['__dirname', 'the path of the program'],
]);

/** Variables that tell anybody what runs where. */
const fixedVariable =
  /^(?:NODE_ENV|APP_ENV|RAILS_ENV|RACK_ENV|FLASK_ENV|ASPNETCORE_ENVIRONMENT|ENV|ENVIRONMENT|PORT|HOST|HOSTNAME|USER|USERNAME|HOME|PWD|PATH|TZ|LANG|npm_(?:package|config|lifecycle)_\w+|APP_NAME|APP_VERSION|COMPUTERNAME|SERVER_NAME|SERVER_ADDR|REMOTE_ADDR|HTTP_[A-Z_]+)$/;

/** Whether what a key was followed to may be such a thing. */
export const mayBeInput = (end: Origin['end']): boolean =>
  end.kind === 'unknown' ||
  (end.kind === 'text' && end.text === '') ||
  (end.kind === 'env' && fixedVariable.test(end.name));

/** What the key is where it is such a thing; `undefined` where it may be a secret. */
export function inputOf(key: Expression, path: string, index: FactIndex): Generated | undefined {
  // One name alone: what is put together of such names may be so in circles.
  const whole = key.kind === 'name' ? valueOfName(key, path, index) : key;
  const joined = whole?.kind === 'concat' && inputOfParts(whole.parts, path, index);
  return joined ? { ...joined, at: key.at } : inputOfOne(key, path, index);
}

function inputOfOne(key: Expression, path: string, index: FactIndex): Generated | undefined {
  const names = namesOf(key, path, index, 0);
  if (!names) return undefined;
  const [base = '', ...rest] = names;
  const said = names.join('.');
  const made = (by: string, from: Generated['from']): Generated => ({
    kind: 'generated',
    by,
    isCryptographic: false,
    ...(from && { from }),
    at: key.at,
  });
  if (base === environment && rest[0] !== undefined) {
    return fixedVariable.test(rest[0]) ? made(`the variable ${rest[0]}`, 'fixed') : undefined;
  }
  const known = fixed.get(said);
  if (known !== undefined) return made(known, 'fixed');
  const program = argumentsOfProgram.exec(said)?.[0];
  if (program !== undefined) return made(program.replace(/(?:\.\d)?\.?$/, ''), 'input');
  // A parameter may be called `params`, and hold what the program itself has made.
  const isOfClass = key.kind === 'name' && key.path[0]?.endsWith('#') === true;
  const own = isOfClass ? rest.join('.') : said;
  if (key.kind === 'name' && sent.test(own)) return made(own, 'input');
  if (isOfRequest(names, said)) {
    return made(said.replace(/^\w+#\.(?=_?req)/i, '').replaceAll('#', ''), 'input');
  }
  const last = rest.at(-1) ?? '';
  const isRecord = [base, ...rest.slice(0, -1)].some((step) => record.test(step));
  return isRecord && recordField.test(last) ? made(said, 'record') : undefined;
}

function isOfRequest([base = '', ...rest]: readonly string[], said: string): boolean {
  // A parameter that is declared as one goes by its type.
  const [owner, first] = [base, rest[0] ?? ''].map((name) => name.replace('#', ''));
  const asks = (names: RegExp, parts: RegExp): boolean =>
    (names.test(owner ?? '') || names.test(first ?? '')) && rest.some((step) => parts.test(step));
  return (
    asks(request, requestPart) ||
    asks(request, requestCall) ||
    asks(wholeRequest, wholePart) ||
    asks(wholeRequest, requestCall) ||
    isHeader.test(said)
  );
}

/** What is put together of such things alone, with texts between them, is as little of a secret. */
function inputOfParts(
  parts: readonly Expression[],
  path: string,
  index: FactIndex,
): Generated | undefined {
  const variable = partsWithin(parts).filter(({ kind }) => kind !== 'text');
  const found = variable.flatMap((part) => inputOfOne(part, path, index) ?? []);
  return found.length === variable.length ? found[0] : undefined;
}

function partsWithin(parts: readonly Expression[]): readonly Expression[] {
  return parts.flatMap((part) => (part.kind === 'concat' ? partsWithin(part.parts) : [part]));
}

/** Stands before the names of variables. */
const environment = 'environment:';

/** The dotted name that an expression is, names of the file followed. */
function namesOf(
  expression: Expression,
  path: string,
  index: FactIndex,
  depth: number,
): readonly string[] | undefined {
  if (depth > 6) return undefined;
  const deeper = (part: Expression) => namesOf(part, path, index, depth + 1);
  switch (expression.kind) {
    case 'decoded':
    case 'encoded':
    case 'hashed':
      return deeper(expression.of);
    case 'env':
      return [environment, expression.name];
    case 'parameter':
      return [expression.name ?? '', ...withoutName(expression.path, expression.name)];
    case 'member': {
      const of = deeper(expression.of);
      return of && [...of, expression.property];
    }
    case 'call': {
      // `req.get('x-secret')`
      const of = deeper(expression.callee);
      const last = of?.at(-1) ?? '';
      if (!of) return undefined;
      const before = of.slice(0, -1);
      if (/^(?:toString|ToString|to_s|String|str)$/.test(last)) return before;
      if (/^[gG]et$/.test(last) || requestCall.test(`${last}()`)) return [...before, `${last}()`];
      // `user.getPassword()`
      const field = expression.arguments.length === 0 && /^get(?<name>[A-Z]\w*)$/.exec(last);
      const name = field ? field.groups?.name : undefined;
      return name === undefined ? undefined : [...before, name];
    }
    case 'choice': {
      // What is made a text, or has a fallback that says nothing.
      const [first, ...others] = expression.options;
      const isPlain = others.every(
        (option) => option.kind === 'text' && (option.isCoerced || option.value === ''),
      );
      return first && isPlain ? deeper(first) : undefined;
    }
    case 'name': {
      const [base = '', ...rest] = expression.path;
      const value = valueOfName(expression, path, index);
      const followed = value && deeper(value);
      return [...(followed ?? [bareName(base)]), ...rest];
    }
    default:
      return undefined;
  }
}

/** What the first part of a name is in its file, where it is given one value. */
function valueOfName(
  { path: [base = ''] }: Extract<Expression, { kind: 'name' }>,
  path: string,
  index: FactIndex,
): Expression | undefined {
  const [only, ...more] = index.codeDefinitions(path, base);
  return more.length === 0 ? only?.value : undefined;
}

/** `({ password })` is the field of whatever is handed over. */
function withoutName(path: readonly string[], name: string | undefined): readonly string[] {
  return path.length > 0 && path.at(-1) === name ? path.slice(0, -1) : path;
}
