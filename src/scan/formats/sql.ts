// SQL: settings of a database that functions sign with (`app.jwt_secret` of PostgREST and Supabase), keys in calls of
// pgjwt, and rows that give a name and its value.
import { createCollector, type DefinitionCollector } from './definitions.ts';
import type { FormatReader } from './format.ts';
import { formatNameOf } from './paths.ts';
import type { StoredText } from './stored-text.ts';

export const sqlReader: FormatReader = {
  id: 'sql',
  canRead: (path) => /\.(?:sql|psql|pgsql|ddl)$/.test(formatNameOf(path)),
  read({ path, text, rangeOf }) {
    const collector = createCollector({ path, rangeOf, carrier: 'config', dialect: 'generic' });
    const literals = literalsOf(text);
    for (const [index, literal] of literals.entries()) {
      if (collector.isFull) break;
      const name = nameBefore(text, literal, literals[index - 1]);
      if (name !== undefined) add(name, literal, collector);
    }
    return collector.result();
  },
};

function add(name: string, literal: StoredText, collector: DefinitionCollector): void {
  const { start, end } = literal;
  collector.add({ space: 'setting', name, value: literal, start: start - 1, end: end + 1 });
}

const maxLiteral = 2000;

/** Texts in single quotes outside of comments; what stands between `$$` is the body of a function, read like the rest. */
function literalsOf(text: string): StoredText[] {
  const found: StoredText[] = [];
  for (let at = 0; at < text.length; ) {
    if (text.startsWith('--', at)) at = endOf(text, '\n', at);
    else if (text.startsWith('/*', at)) at = endOf(text, '*/', at);
    else if (text[at] === '"') at = endOf(text, '"', at + 1);
    else if (text[at] === "'") {
      const close = closingQuote(text, at);
      const inner = text.slice(at + 1, close);
      if (inner.length <= maxLiteral) {
        const isOpaque = inner.includes("''") ? { isOpaque: true } : {};
        const value = inner.replaceAll("''", "'");
        found.push({ text: value, start: at + 1, end: close, quote: 'single', ...isOpaque });
      }
      at = close + 1;
    } else at++;
  }
  return found;
}

function endOf(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at === -1 ? text.length : at + mark.length;
}

function closingQuote(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] !== "'") continue;
    if (text[at + 1] !== "'") return at;
    at++;
  }
  return text.length;
}

const assigned =
  /\bSET\s{1,20}(?:(?:LOCAL|SESSION|GLOBAL)\s{1,20})?["`]?([A-Za-z_@][\w.]{0,100})["`]?\s{0,20}(?:=|:=|\bTO\b)\s{0,20}E?$/i;
const columnDefault =
  /["`]?\b([A-Za-z_]\w{0,100})["`]?\s{1,20}[A-Za-z]\w{0,30}(?:\(\d{1,6}\))?\s{1,20}(?:NOT\s{1,5}NULL\s{1,20})?DEFAULT\s{1,20}$/i;
const column = /(?:^|[\s(,])["`]?([A-Za-z_]\w{0,100})["`]?\s{0,5}(?::=|=)\s{0,20}$/i;
const signed = /\b(sign|verify|hmac)\s{0,5}\([^;']{0,400},\s{0,20}$/i;

/** What a literal is given to: a setting, a column, the parameter of a function, the name in the row before it. */
function nameBefore(
  text: string,
  literal: StoredText,
  before: StoredText | undefined,
): string | undefined {
  const from = Math.max(0, literal.start - 501);
  const head = text.slice(from, literal.start - 1);
  // One character is a flag: `secret char(1) DEFAULT '1'` says of a column whether it is one.
  const byDefault = literal.text.length > 1 ? columnDefault.exec(head)?.[1] : undefined;
  const set = assigned.exec(head)?.[1] ?? byDefault ?? column.exec(head)?.[1];
  if (set !== undefined) return set.replace(/^@+/, '');
  const isNext =
    before !== undefined && /^'\s{0,20},\s{0,20}E?'$/.test(text.slice(before.end, literal.start));
  if (isNext && isSettingName(before.text)) return before.text;
  const call = signed.exec(head)?.[1]?.toLowerCase();
  if (call === undefined) return undefined;
  return call === 'hmac' ? 'hmac_key' : `${call}.jwt_secret`;
}

/**
 * `set_config('app.jwt_secret', '...', false)`, `VALUES ('jwt_secret', '...')`: what surely is a name. A secret in that
 * place must not be told as one.
 */
function isSettingName(text: string): boolean {
  return (
    /^[A-Za-z]{2,30}(?:[._][A-Za-z]{1,30}){1,5}$/.test(text) && /(?:secret|key|salt)$/i.test(text)
  );
}
