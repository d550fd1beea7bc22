// Scripts of Windows: variables that PowerShell and batch files set, and the generators they are set from.
import type { Expression } from '../../model/expression.ts';
import { createCollector, type DefinitionCollector } from './definitions.ts';
import { addFlags } from './flags.ts';
import type { FormatReader } from './format.ts';
import { holdsTelling, type Problem, tooLarge, tooMany } from './limits.ts';
import { formatNameOf } from './paths.ts';

export const powershellReader: FormatReader = {
  id: 'powershell',
  canRead: (path) => /\.(?:ps1|psm1|psd1|bat|cmd)$/.test(formatNameOf(path)),
  read({ path, text, rangeOf }) {
    const isBatch = /\.(?:bat|cmd)$/.test(formatNameOf(path));
    const collector = createCollector({ path, rangeOf, carrier: 'config', dialect: 'generic' });
    let start = 0;
    for (const line of text.split(/(?<=\n)/)) {
      if (collector.isFull) break;
      const indent = Math.max(0, line.search(/\S/));
      const inner = line.slice(indent);
      if (inner.length > maxLine) collector.cut(cutLine(inner));
      else if (isBatch) readBatch(inner, start + indent, collector);
      else {
        for (const { text: statement, at } of statementsOf(inner)) {
          readPowershell(statement, start + indent + at, collector);
        }
      }
      start += line.length;
    }
    return collector.result();
  },
};

const maxLine = 5000;

/** What is said of a longer line. */
function cutLine(line: string): Problem {
  const what = `a line of ${line.length} characters`;
  return holdsTelling(line) ? tooLarge(what) : tooMany(what);
}

const assigned =
  /^\s{0,200}(?:\[[\w.]{1,60}\]\s{0,5})?\$(?:\{?(?:env|global|script|private):)?([A-Za-z_]\w{0,200})\}?\s{0,20}=\s{0,20}/i;
const called =
  /(?:SetEnvironmentVariable\(\s{0,5}|\b(?:Set-Item|New-Item|Set-Content)\s{1,5}(?:-Path\s{1,5})?["']?env:)(["']?)([A-Za-z_]\w{0,200})\1["']?\s{0,5},?\s{1,5}(?:-Value\s{1,5})?|SetEnvironmentVariable\(\s{0,5}(["'])(\w{1,200})\3\s{0,5},\s{0,5}/i;
/** `docker run -e JWT_SECRET=...`, `"JWT_SECRET=..."` as an argument of whatever command. */
const argument =
  /(?:^|\s)(?:-e\s{1,5}|--env[= ])?["']?([A-Z][A-Z0-9]{0,60}_[A-Z0-9_]{1,120})=([^\s"'`$]{1,500})/g;

/** `a; b # c` are two statements: semicolons part them outside of quotes, up to a comment. */
function statementsOf(line: string): readonly { readonly text: string; readonly at: number }[] {
  const found: { text: string; at: number }[] = [];
  let at = 0;
  let quote = '';
  for (let index = 0; index < line.length; index++) {
    const char = line.charAt(index);
    if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '#' && /\s/.test(line.charAt(index - 1))) break;
    else if (char === ';') {
      found.push({ text: line.slice(at, index), at });
      at = index + 1;
    }
  }
  found.push({ text: line.slice(at), at });
  return found;
}

function readPowershell(line: string, start: number, collector: DefinitionCollector): void {
  if (/^\s{0,200}#/.test(line)) return;
  const head = assigned.exec(line) ?? called.exec(line);
  const name = head?.[1] && head[2] === undefined ? head[1] : (head?.[2] ?? head?.[4]);
  if (!head || name === undefined) {
    addArguments(line, start, collector);
    addFlags({ text: line, start, end: start + line.length }, collector);
    return;
  }
  const from = head.index + head[0].length;
  const value = powershellValue(line, from, start, collector);
  if (!value) return;
  const at = start + head.index + (/^\s*/.exec(head[0])?.[0].length ?? 0);
  const isVariable = /\$\{?env:/i.test(head[0]) || head === null || called.test(head[0]);
  collector.add({
    space: isVariable ? 'env' : 'setting',
    name,
    value: value.expression,
    start: at,
    end: start + value.to,
  });
}

const generators: readonly (readonly [string, RegExp])[] = [
  ['New-Guid', /\bNew-Guid\b|\[guid\]::NewGuid|\bNewGuid\(/i],
  ['Get-Random', /\bGet-Random\b|\bSystem\.Random\b/i],
  ['Get-Date', /\bGet-Date\b|\bDateTime\]::(?:Utc)?Now/i],
  ['hostname', /\$env:COMPUTERNAME|\bhostname\b/i],
];

/** A quoted text, or a generator; `undefined` for what nobody can tell. */
function powershellValue(
  line: string,
  from: number,
  start: number,
  { rangeOf }: DefinitionCollector,
) {
  const rest = line.slice(from).trimEnd();
  const at = rangeOf(start + from, start + from + rest.length);
  const quote = rest[0];
  if (quote === '"' || quote === "'") {
    const close = rest.indexOf(quote, 1);
    const isWhole =
      close > 0 &&
      /^[\s;,)]*(?:["']?(?:Process|User|Machine)["']?\s*\)?;?|-Force)?\s*(?:#.*)?$/i.test(
        rest.slice(close + 1),
      );
    const text = rest.slice(1, close);
    if (!isWhole || (quote === '"' && /[$`]/.test(text))) {
      return { expression: { kind: 'unknown', at } as const, to: from + rest.length };
    }
    const value: Expression = {
      kind: 'text',
      value: text,
      at: rangeOf(start + from + 1, start + from + close),
    };
    return { expression: value, to: from + close + 1 };
  }
  const drawn =
    /\bGetBytes\(\s{0,5}(\d{1,5})\s{0,5}\)|GenerateRandomBytes\(\s{0,5}(\d{1,5})|\bGeneratePassword\(\s{0,5}(\d{1,5})/i.exec(
      rest,
    );
  const bytes = Number(drawn?.[1] ?? drawn?.[2] ?? drawn?.[3] ?? Number.NaN);
  const weak = generators.find(([, pattern]) => pattern.test(rest))?.[0];
  const expression: Expression = !Number.isNaN(bytes)
    ? { kind: 'generated', by: 'RandomNumberGenerator', isCryptographic: true, bytes, at }
    : weak !== undefined
      ? { kind: 'generated', by: weak, isCryptographic: false, at }
      : { kind: 'unknown', at };
  return { expression, to: from + rest.length };
}

function addArguments(line: string, start: number, collector: DefinitionCollector): void {
  for (const found of line.matchAll(argument)) {
    const [whole, name = '', value = ''] = found;
    const end = start + found.index + whole.length;
    const from = end - value.length;
    add(name, value, from, from - name.length - 1, end, collector);
  }
}

// `set "NAME=value"` takes everything between the quotes, `set NAME=value` everything up to the end of the line.
const batch =
  /^\s{0,50}@?(?:setx\s{1,5}(["']?)([A-Za-z_]\w{0,200})\1\s{1,5}|set\s{1,5}(?:\/[ap]\s{1,5})?("?)([A-Za-z_]\w{0,200})=)/i;

/** What may stand before a command of a line: brackets, and a condition or a loop that it depends on. */
const beforeCommand = /^[\s@(]{0,50}(?:(?:if|for)\s.{1,300}?[\s(]@?(?=setx?\s))?/i;

function readBatch(line: string, start: number, collector: DefinitionCollector): void {
  for (const { index, 0: command } of line.matchAll(batchCommand)) {
    const before = beforeCommand.exec(command)?.[0] ?? '';
    const own = command.slice(before.length);
    const closed = before.includes('(') ? own.replace(/\)(?=\s|$).*/s, '') : own;
    readBatchCommand(closed, start + index + before.length, collector);
    if (/^[\s@(]{0,50}(?:rem\b|::)/i.test(command)) return;
  }
}

/** Up to the sign that ends a command, which is none in quotes or behind a `^`. */
const batchCommand = /(?:[^&|"^]|"[^"]*"?|\^.?)+/gs;

function readBatchCommand(line: string, start: number, collector: DefinitionCollector): void {
  if (/^\s{0,50}@?(?:rem\b|::)/i.test(line)) return;
  const head = batch.exec(line);
  const name = head?.[2] ?? head?.[4];
  if (!head || name === undefined) {
    addArguments(line, start, collector);
    return;
  }
  let from = head[0].length;
  let to = line.trimEnd().length;
  const isInQuotes = head[3] === '"' || line[from] === '"';
  if (isInQuotes) {
    if (head[3] !== '"') from++;
    const close = line.indexOf('"', from);
    if (close !== -1) to = close;
  } else to = Math.min(to, endOfCommand(line, from));
  if (to <= from) return;
  const value = line.slice(from, to);
  add(name, value, start + from, start + head.index, start + to, collector);
}

function endOfCommand(line: string, from: number): number {
  const end = line.slice(from).search(/\s&|&&|\s\/[A-Za-z]\s*$/);
  return end === -1 ? line.length : from + end;
}

/** `%NAME%` and `!NAME!` are variables; `%RANDOM%` is anything but random. */
function add(
  name: string,
  value: string,
  from: number,
  start: number,
  end: number,
  collector: DefinitionCollector,
): void {
  const at = collector.rangeOf(from, from + value.length);
  const isReference = /%[^%\s]+%|![^!\s]+!/.test(value);
  const other = /^[%!](\w{1,100})[%!]$/.exec(value)?.[1];
  const expression: Expression = /%RANDOM%|!RANDOM!/i.test(value)
    ? { kind: 'generated', by: '%RANDOM%', isCryptographic: false, at }
    : other !== undefined
      ? { kind: 'env', name: other, at }
      : isReference
        ? { kind: 'unknown', at }
        : { kind: 'text', value, at };
  collector.add({ space: 'env', name, value: expression, start, end });
}
