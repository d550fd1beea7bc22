// How Ruby is repaired: `ENV.fetch('X')`, which raises where the variable is missing; `SecureRandom` instead of `rand`.
import type { Edit } from '../../../model/edit.ts';
import type { RepairFile } from '../../../model/repair.ts';
import type { Edits, GeneratedPlace, Refusal } from '../../code/edits.ts';
import { insertion, replaced, sourceIn } from '../../code/repair/support.ts';

function quoted(name: string, { style }: RepairFile): string {
  return `${style.quote}${name}${style.quote}`;
}

/** Rails has it loaded; elsewhere it is required, behind what is required already. */
function secureRandom(file: RepairFile): Edit[] {
  const { path, text, style } = file;
  if (/\bsecurerandom\b|\bRails\b|\bActive(?:Support|Record)\b/.test(text)) return [];
  const line = `require ${quoted('securerandom', file)}`;
  const requires = [...text.matchAll(/^require[ \t(][^\n]{1,200}$/gm)];
  const last = requires.at(-1);
  if (last) {
    const end = last.index + last[0].replace(/\r$/, '').length;
    return [insertion(path, end, `${style.lineEnd}${line}`)];
  }
  const start = file.root.children[0]?.start ?? 0;
  return [insertion(path, start, `${line}${style.lineEnd}${style.lineEnd}`)];
}

const wholes =
  /\.join(?:\([^()]{0,20}\))?$|^Digest::|^OpenSSL::Digest|\.to_s(?:\(\d{1,2}\))?$|^SecureRandom\.uuid|\.hex(?:digest)?\b|^["']/;

function draw({
  file,
  nodes,
  bytes,
}: GeneratedPlace): { readonly edits: readonly Edit[] } | Refusal {
  for (const node of nodes) {
    const source = sourceIn(file, node);
    const number = /^(?:Kernel\.|Random\.(?:new\.)?)?rand\b\s*(?<arguments>\([\s\S]*\))?$/.exec(
      source,
    );
    const bytesOf = /^Random\.(?:new\.)?bytes(?<arguments>\([\s\S]*\))$/.exec(source);
    const text = wholes.test(source)
      ? `SecureRandom.hex(${bytes})`
      : number
        ? `SecureRandom.random_number${number.groups?.arguments ?? ''}`
        : bytesOf && `SecureRandom.random_bytes${bytesOf.groups?.arguments ?? ''}`;
    if (text) return { edits: [replaced(file.path, node, text), ...secureRandom(file)] };
  }
  return { reason: `take it from \`SecureRandom.hex(${bytes})\` there` };
}

export const rubyEdits: Edits = {
  read: (variable, file) => ({ text: `ENV.fetch(${quoted(variable, file)})` }),
  fallback({ file, whole, of, name, reading }) {
    // `ENV.fetch('X') { 'dev' }`, `credentials.x || 'dev'`.
    if (of === 'env') {
      const text = `ENV.fetch(${quoted(name, file)})`;
      return { edits: [replaced(file.path, whole, text)] };
    }
    const shape = reading.of(whole);
    if (shape?.kind !== 'fallback') return undefined;
    const second = 'kind' in shape.second ? shape.second.at : shape.second;
    const text = `raise(${quoted(`${name} is not set`, file)})`;
    return { edits: [replaced(file.path, second, text)] };
  },
  draw,
  pins: [],
  loading: {
    manifests: ['Gemfile', 'Gemfile.lock'],
    loader: /dotenv|figaro|envkey/,
    how: (envFile) => `with the gem dotenv (\`dotenv -f ${envFile} ruby ...\`)`,
  },
};
