// How Go is repaired: a helper of the package that stops the program where a variable is missing, since `os.Getenv`
// does not; `crypto/rand` instead of `math/rand`.
import type { Edit } from '../../../model/edit.ts';
import type { RepairFile } from '../../../model/repair.ts';
import { nodeAt, type SyntaxNode } from '../../../model/syntax-node.ts';
import type { Code, Edits, GeneratedPlace, LiteralPlace, Refusal } from '../../code/edits.ts';
import { addAtEnd, indentAt, insertion, replaced, sourceIn } from '../../code/repair/support.ts';

const helper = 'requireEnv';

function addImport(file: RepairFile, module: string): Edit[] {
  const { path, text, root, style } = file;
  if (new RegExp(`^\\s*(?:import\\s+)?"${module}"`, 'm').test(text)) return [];
  const declaration = root.children.find(({ type }) => type === 'import_declaration');
  const list = declaration?.children.find(({ type }) => type === 'import_spec_list');
  if (list) {
    const specs = list.children.filter(({ type }) => type === 'import_spec');
    const next = specs.find((spec) => sourceIn(file, spec) > `"${module}"`);
    const [first] = specs;
    const gap = `${style.lineEnd}${first ? indentAt(file, first.start) || '\t' : '\t'}`;
    if (next) return [insertion(path, next.start, `"${module}"${gap}`)];
    const last = specs.at(-1);
    const offset = last?.end ?? list.start + 1;
    return [insertion(path, offset, `${gap}"${module}"`)];
  }
  const line = `import "${module}"`;
  if (declaration) return [insertion(path, declaration.start, `${line}${style.lineEnd}`)];
  const clause = root.children.find(({ type }) => type === 'package_clause');
  return [insertion(path, clause?.end ?? 0, `${style.lineEnd}${style.lineEnd}${line}`)];
}

/** The one helper of a package, in the first of its files that needs it. */
function support(file: RepairFile): readonly Edit[] {
  const packageName = /^package\s+(\w+)/m.exec(file.text)?.[1] ?? '';
  const declared = new RegExp(`^func ${helper}\\(`, 'm');
  const isThere = (one: RepairFile): boolean =>
    declared.test(one.text) ||
    one.isBeside(new RegExp(`^package ${packageName}\\b[\\s\\S]*^func ${helper}\\(`, 'm'));
  if (isThere(file)) return [];
  const home = file.home(packageName);
  return [
    ...addImport(home, 'os'),
    addAtEnd(home, [
      `// ${helper} returns a variable of the environment that must be set.`,
      `func ${helper}(name string) string {`,
      '\tvalue := os.Getenv(name)',
      '\tif value == "" {',
      '\t\tpanic(name + " is not set")',
      '\t}',
      '\treturn value',
      '}',
    ]),
  ];
}

function read(variable: string, file: RepairFile): Code {
  return { text: `${helper}("${variable}")`, support: support(file) };
}

/** A constant cannot be read at run time: it becomes a variable, on its own where it stands among others. */
function place({ file, node, read: code }: LiteralPlace): ReturnType<NonNullable<Edits['place']>> {
  const list = node.parent;
  const spec = list?.type === 'expression_list' ? list.parent : list;
  if (spec?.type !== 'const_spec') return undefined;
  const declaration = spec.parent;
  const names = spec.children.filter(({ field }) => field === 'name');
  const [name] = names;
  if (
    declaration?.type !== 'const_declaration' ||
    !name ||
    names.length > 1 ||
    list?.children.length !== 1
  )
    return { reason: 'a constant cannot be read from the environment: make it a variable' };
  const own = sourceIn(file, name);
  if (isUsedInConstants(file, own, spec)) {
    return { reason: `other constants are made of ${own}: make them variables, too` };
  }
  const specs = declaration.children.filter(({ type }) => type === 'const_spec');
  const { path, text, style } = file;
  const written = replaced(path, node, code.text);
  const others = code.support ?? [];
  if (specs.length === 1) {
    const keyword = { start: declaration.start, end: declaration.start + 'const'.length };
    return { edits: [replaced(path, keyword, 'var'), written, ...others] };
  }
  if (/\biota\b/.test(sourceIn(file, declaration)))
    return { reason: 'it stands among constants that are counted: take it out of them by hand' };
  const start = text.lastIndexOf('\n', spec.start) + 1;
  const lineEnd = text.indexOf('\n', spec.end);
  if (text.slice(start, spec.start).trim() !== '' || text.slice(spec.end, lineEnd).trim() !== '')
    return { reason: 'a constant cannot be read from the environment: make it a variable' };
  const indent = indentAt(file, declaration.start);
  const line = `${style.lineEnd}${style.lineEnd}${indent}var ${own} = ${code.text}`;
  return {
    edits: [
      replaced(path, { start, end: lineEnd + 1 }, ''),
      insertion(path, declaration.end, line),
      ...others,
    ],
  };
}

function isUsedInConstants({ text }: RepairFile, name: string, spec: SyntaxNode): boolean {
  const pattern = new RegExp(
    `^[ \\t]*(?:const\\s+)?\\w+(?:\\s+\\w+)?\\s*=[^\\n:]*\\b${name}\\b`,
    'gm',
  );
  const root = rootOf(spec);
  for (const found of text.matchAll(pattern)) {
    const end = found.index + found[0].length;
    for (let at: SyntaxNode | null = nodeAt(root, end - 1, end); at; at = at.parent) {
      if (at === spec) break;
      if (at.type === 'const_spec') return true;
    }
  }
  return false;
}

function rootOf(node: SyntaxNode): SyntaxNode {
  let at = node;
  while (at.parent) at = at.parent;
  return at;
}

/** The two packages have `Read` in common; a file that asks for numbers needs a person. */
function draw({ file, bytes }: GeneratedPlace): { readonly edits: readonly Edit[] } | Refusal {
  const { path, text } = file;
  const used = new Set([...text.matchAll(/\brand\.(\w+)/g)].map((match) => match[1] ?? ''));
  const spec = /^(?<before>\s*(?:import\s+)?)"math\/rand"/m.exec(text);
  if (spec && used.size === 1 && used.has('Read') && !/"crypto\/rand"/.test(text)) {
    const start = spec.index + (spec.groups?.before ?? '').length;
    return {
      edits: [replaced(path, { start, end: start + '"math/rand"'.length }, '"crypto/rand"')],
    };
  }
  return {
    reason: `draw its bytes from crypto/rand there: \`key := make([]byte, ${bytes})\`, then \`rand.Read(key)\``,
  };
}

export const goEdits: Edits = {
  read,
  place,
  // The read stays: without it an import could be left over, which Go does not compile.
  fallback: ({ file, node, read: code, of }) =>
    of === 'env'
      ? { edits: [replaced(file.path, node, code.text), ...(code.support ?? [])] }
      : undefined,
  draw,
  pins: [],
  loading: {
    manifests: ['go.mod'],
    loader: /godotenv|spf13\/viper|caarlos0\/env|cleanenv|koanf/,
    how: (envFile) => `from a shell that has read it (\`set -a; . ./${envFile}; set +a\`)`,
  },
};
