// Files of directives - a name, then its arguments: nginx, Caddy, Apache.
import { createCollector, type DefinitionCollector } from './definitions.ts';
import type { FormatReader } from './format.ts';
import { formatNameOf } from './paths.ts';
import type { StoredText } from './stored-text.ts';

export const directivesReader: FormatReader = {
  id: 'directives',
  canRead(path) {
    const name = formatNameOf(path);
    return (
      (/^(?:.{1,60}[.\-_])?nginx(?:[.\-_].{1,60})?$|^\.htaccess$|^caddyfile(?:[.\-_].{1,60})?$|\.caddyfile$|\.vhost$|^(?:httpd|apache2?)(?:[.\-_].{1,60})?\.conf$/.test(
        name,
      ) ||
        (/\.conf$/.test(name) &&
          /(?:^|\/)(?:nginx|apache2?|httpd|sites-(?:available|enabled))\//.test(path))) &&
      !/\.(?:ya?ml|json|toml|md|sh|ts|js|tf|xml|png|jpe?g|gif|svg|webp|ico|pdf|gz|zip|log)$/.test(
        name,
      )
    );
  },
  read({ path, text, rangeOf }) {
    const collector = createCollector({ path, rangeOf, carrier: 'config', dialect: 'generic' });
    for (const directive of directivesOf(text)) {
      if (collector.isFull) break;
      collect(directive, collector);
    }
    return collector.result();
  },
};

/** Words of one line up to `;`, `{` or its end. */
interface Directive {
  readonly words: readonly StoredText[];
}

const maxWords = 20;

function* directivesOf(text: string): Generator<Directive> {
  let words: StoredText[] = [];
  for (let at = 0; at < text.length; ) {
    const char = text.charAt(at);
    if (char === '#') at = lineEnd(text, at);
    else if (
      /[;{}\n\r]/.test(char) &&
      !/^\{(?:\$|env\.|vars\.|http\.)/.test(text.slice(at, at + 6))
    ) {
      if (words.length > 0) yield { words };
      words = [];
      at++;
    } else if (/\s/.test(char)) at++;
    else if (char === '\\' && /[\r\n]/.test(text.charAt(at + 1))) at += 2;
    else {
      const word = wordAt(text, at);
      if (words.length < maxWords) words.push(word);
      at = word.end + (word.quote ? 1 : 0);
    }
  }
  if (words.length > 0) yield { words };
}

function lineEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  return end;
}

function wordAt(text: string, start: number): StoredText {
  const quote = text[start];
  if (quote === '"' || quote === "'") {
    let end = start + 1;
    while (end < text.length && text[end] !== quote && text[end] !== '\n') {
      end += text[end] === '\\' ? 2 : 1;
    }
    if (text[end] === quote) {
      const value = text.slice(start + 1, end);
      const isOpaque = value.includes('\\') ? { isOpaque: true } : {};
      const kind = quote === '"' ? 'double' : 'single';
      return { text: value, start: start + 1, end, quote: kind, ...isOpaque };
    }
  }
  let end = start;
  // `{$NAME:default}` and `${name}` are one word; a brace that opens a block stands alone.
  let depth = 0;
  while (end < text.length && !/\s/.test(text.charAt(end))) {
    const char = text[end];
    if (char === '{') depth++;
    else if (char === '}' && depth > 0) depth--;
    else if (depth === 0 && (char === ';' || char === '}')) break;
    end++;
  }
  end = Math.max(end, start + 1);
  return { text: text.slice(start, end), start, end };
}

/** Directives whose second word is a name, the third its value: nginx hands parameters to PHP as its environment. */
const setting =
  /^(?:set|setenv|(?:fastcgi|uwsgi|scgi)_param|setenvif|define|js_var|perl_set|passenv|sign_key)$/i;
/** What the keys of modules are called where the name alone does not tell. */
const known =
  /^(?:publisher_jwt|subscriber_jwt|auth_jwt_key|sign_key|authjwtsignaturesharedsecret|secure_link_secret)$/i;

function collect({ words }: Directive, collector: DefinitionCollector): void {
  const [name, first, second] = words;
  if (!name || !first || name.quote) return;
  const start = name.start;
  const add = (space: 'env' | 'setting', key: string, value: StoredText): void => {
    const end = value.end + (value.quote ? 1 : 0);
    collector.add({
      space,
      name: key,
      value: placeholderOf(value, collector) ?? value,
      start,
      end,
    });
  };
  const lower = name.text.toLowerCase();
  if (lower === 'env') {
    const sign = first.text.indexOf('=');
    if (sign > 0 && !first.isOpaque) {
      const from = first.start + sign + 1;
      add('env', first.text.slice(0, sign), {
        ...first,
        text: first.text.slice(sign + 1),
        start: from,
      });
    }
  } else if (setting.test(lower) && second) {
    const key = first.text.replace(/^\$/, '');
    add(/^(?:set|js_var)$/.test(lower) ? 'setting' : 'env', key, second);
  } else if (known.test(lower)) add('setting', `${lower}.jwt_key`, first);
  else if (words.length === 2 && /^[A-Za-z][\w-]{0,100}$/.test(name.text))
    add('setting', name.text, first);
}

/** Caddy's `{$NAME:default}` and `{env.NAME}`; a variable of nginx is no text. */
function placeholderOf(value: StoredText, { rangeOf }: DefinitionCollector) {
  const at = rangeOf(value.start, value.end);
  const caddy = /^\{\$([A-Za-z_]\w{0,100})(?::([^{}]{0,200}))?\}$/.exec(value.text);
  if (caddy?.[1]) {
    const fallback = caddy[2] ?? '';
    const from = value.end - 1 - fallback.length;
    const text = { kind: 'text', value: fallback, at: rangeOf(from, value.end - 1) } as const;
    return {
      kind: 'env',
      name: caddy[1],
      at,
      ...(fallback === '' ? {} : { fallback: text }),
    } as const;
  }
  const named = /^\{env\.([A-Za-z_]\w{0,100})\}$/.exec(value.text)?.[1];
  if (named) return { kind: 'env', name: named, at } as const;
  return /^\$\w|^%\{|^\{(?:http|vars|file)\./.test(value.text)
    ? ({ kind: 'unknown', at } as const)
    : undefined;
}
