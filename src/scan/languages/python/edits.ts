// How Python is repaired: `os.environ['X']`, which raises where the variable is missing; `secrets` instead of `random`.
import type { Edit } from '../../../model/edit.ts';
import { type RepairFile, sayOnce } from '../../../model/repair.ts';
import { childOf } from '../../../model/syntax-node.ts';
import type {
  Code,
  Edits,
  FallbackPlace,
  GeneratedPlace,
  LiteralPlace,
  Pin,
  Refusal,
} from '../../code/edits.ts';
import { addImport, replaced, sourceIn } from '../../code/repair/support.ts';

function imported(file: RepairFile, module: string): Edit[] {
  return addImport(file, {
    line: `import ${module}`,
    present: new RegExp(
      `^(?:import[ \\t]+(?:[\\w.]+[ \\t]*,[ \\t]*)*${module}[ \\t]*(?:,|#|\\r?$))`,
      'm',
    ),
    imports: ['import_statement', 'import_from_statement'],
    isBefore: (node, source) =>
      node.type === 'future_import_statement' ||
      (node.type === 'expression_statement' && /^[rRbBuU]?["']/.test(source)),
  });
}

function quoted(name: string, file: RepairFile): string {
  const quote = sayOnce(file, 'quote', () => quoteOf(file));
  return `${quote}${name}${quote}`;
}

function quoteOf({ style, text }: RepairFile): string {
  const count = (one: string): number => text.replaceAll(one.repeat(3), '').split(one).length;
  return count('"') > count("'") ? '"' : style.quote;
}

const importsEnviron = /^from[ \t]+os[ \t]+import[^\n]{0,200}\benviron\b(?![ \t]+as\b)/m;

function read(variable: string, file: RepairFile): Code {
  const name = quoted(variable, file);
  if (sayOnce(file, 'environ', () => importsEnviron.test(file.text))) {
    return { text: `environ[${name}]` };
  }
  return { text: `os.environ[${name}]`, support: imported(file, 'os') };
}

/** Bytes stay bytes. */
function place({ file, node, read: code }: LiteralPlace): ReturnType<NonNullable<Edits['place']>> {
  const prefix = /^\w*/.exec(sourceIn(file, node))?.[0] ?? '';
  return /b/i.test(prefix) ? { ...code, text: `${code.text}.encode()` } : undefined;
}

/**
 * `settings.get('X', 'dev')` is `settings['X']`, which raises. A default of a class of settings, which read the
 * environment themselves, goes, and the field is required.
 */
function fallback(place: FallbackPlace): ReturnType<NonNullable<Edits['fallback']>> {
  const { file, whole, node, of, name } = place;
  if (whole.type === 'assignment') {
    const type = childOf(whole, 'type');
    if (type && childOf(whole, 'right') === node) {
      return { edits: [replaced(file.path, { start: type.end, end: node.end }, '')] };
    }
    return {
      reason: `take the default of ${name} out of its field: settings without one are required`,
    };
  }
  if (of !== 'setting') return undefined;
  const source = sourceIn(file, whole);
  const got = /^([\w.]{1,200})\.get\(\s*(["'][\w.:-]{1,200}["'])\s*,[\s\S]*\)$/.exec(source);
  return got?.[1] && got[2]
    ? { edits: [replaced(file.path, whole, `${got[1]}[${got[2]}]`)] }
    : undefined;
}

/** Methods of `random` that its generator of the system's numbers has, too. */
const drawn =
  /^(?:(?<module>random)\.)?(?<name>random|choice|choices|sample|randint|randrange|getrandbits|randbytes|uniform)\(/;

/** Whole texts that are made of nothing but chance or time. */
const wholes: readonly { readonly source: RegExp; readonly by: string }[] = [
  { source: /^(["'])\1\.join\(/, by: 'token_urlsafe' },
  { source: /\.hexdigest\(\)$/, by: 'token_hex' },
  { source: /^(?:str\(|f["'])/, by: 'token_urlsafe' },
  { source: /^(?:uuid\.)?uuid[1345]\([\s\S]*\)(?:\.hex|\.__str__\(\))$/, by: 'token_hex' },
  { source: /^(?:uuid\.)?uuid[1345]\(|^time\.time(?:_ns)?\(/, by: 'token_urlsafe' },
];

function draw({
  file,
  nodes,
  bytes,
}: GeneratedPlace): { readonly edits: readonly Edit[] } | Refusal {
  for (const node of nodes) {
    const source = sourceIn(file, node);
    const whole = wholes.find((row) => row.source.test(source));
    if (whole) {
      const text = `secrets.${whole.by}(${bytes})`;
      return { edits: [replaced(file.path, node, text), ...imported(file, 'secrets')] };
    }
    const call = drawn.exec(source);
    if (!call?.groups?.name) continue;
    const end = node.start + call[0].length;
    const text = `random.SystemRandom().${call.groups.name}(`;
    return {
      edits: [replaced(file.path, { start: node.start, end }, text), ...imported(file, 'random')],
    };
  }
  return { reason: `take it from \`secrets.token_urlsafe(${bytes})\` there` };
}

const algorithmList = (algorithms: readonly string[], file: RepairFile): Code => ({
  text: `algorithms=[${algorithms.map((name) => quoted(name, file)).join(', ')}]`,
});

const pins: readonly Pin[] = [
  { library: 'PyJWT', call: 'jwt.decode', argument: algorithmList },
  { library: 'python-jose', call: 'jose.jwt.decode', argument: algorithmList },
];

export const pythonEdits: Edits = {
  read,
  place,
  fallback,
  draw,
  pins,
  loading: {
    manifests: ['requirements.txt', 'pyproject.toml', 'Pipfile', 'setup.py', 'setup.cfg'],
    loader: /dotenv|environs|decouple|pydantic-settings|dynaconf/i,
    how: (envFile) => `with \`python-dotenv\` (\`dotenv -f ${envFile} run -- python ...\`)`,
  },
};
