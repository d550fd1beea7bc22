// How C# is repaired: `Environment.GetEnvironmentVariable("X") ?? throw ...`; constants become read-only fields,
// `RandomNumberGenerator` draws.
import type { Edit } from '../../../model/edit.ts';
import type { RepairFile } from '../../../model/repair.ts';
import type { SyntaxNode } from '../../../model/syntax-node.ts';
import type { Code, Edits, GeneratedPlace, LiteralPlace, Refusal } from '../../code/edits.ts';
import { addImport, replaced, sourceIn } from '../../code/repair/support.ts';

function using(file: RepairFile, name: string): Edit[] {
  return addImport(file, {
    line: `using ${name};`,
    present: new RegExp(`^\\s*(?:global\\s+)?using\\s+${name.replaceAll('.', '\\.')}\\s*;`, 'm'),
    imports: ['using_directive'],
    isBefore: () => false,
  });
}

/** Implicit usings are not to be seen in the file. */
function system({ text }: RepairFile): string {
  return /^[^\S\r\n]*(?:global\s+)?using\s+System\s*;/m.test(text) ? '' : 'System.';
}

function failure(name: string, file: RepairFile): Code {
  return { text: `throw new ${system(file)}InvalidOperationException("${name} is not set")` };
}

function read(variable: string, file: RepairFile): Code {
  const value = `${system(file)}Environment.GetEnvironmentVariable("${variable}")`;
  return { text: `${value} ?? ${failure(variable, file).text}`, isLoose: true };
}

const constant =
  'C# takes constants alone there: let the caller hand it in, or read it from the configuration';

function place({ file, node, read: code }: LiteralPlace): ReturnType<NonNullable<Edits['place']>> {
  if (/u8$/.test(sourceIn(file, node)))
    return { reason: 'the text is UTF-8 bytes: read the variable and encode it by hand' };
  for (let at: SyntaxNode | null = node.parent; at; at = at.parent) {
    if (
      /^(?:attribute|parameter|constant_pattern|case_switch_label|enum_member_declaration)$/.test(
        at.type,
      )
    )
      return { reason: constant };
    if (at.type === 'field_declaration' || at.type === 'local_declaration_statement')
      return ofDeclaration(file, at, node, code);
    if (/^(?:block|.*_statement|lambda_expression|arrow_expression_clause)$/.test(at.type))
      return undefined;
  }
  return undefined;
}

function ofDeclaration(
  file: RepairFile,
  declaration: SyntaxNode,
  node: SyntaxNode,
  code: Code,
): ReturnType<NonNullable<Edits['place']>> {
  const word = declaration.children.find(
    (child) => child.type === 'modifier' && sourceIn(file, child) === 'const',
  );
  const head = /\bconst\s+/.exec(file.text.slice(declaration.start, node.start));
  if (!word && !head) return undefined;
  const name = /(\w+)\s*=\s*$/.exec(file.text.slice(declaration.start, node.start))?.[1] ?? '';
  const asConstant = new RegExp(
    `\\[[^\\]\\n]{0,200}\\b${name}\\b[^\\]\\n]{0,200}\\]\\s*\\n|\\bcase\\s+${name}\\b|=\\s*${name}\\s*[,)]|\\bconst\\s[^;]{0,200}=[^;]{0,200}\\b${name}\\b(?!\\s*=)`,
  );
  if (
    name === '' ||
    asConstant.test(file.text.slice(0, declaration.start)) ||
    asConstant.test(file.text.slice(declaration.end))
  )
    return { reason: constant };
  const start = word?.start ?? declaration.start + (head?.index ?? 0);
  const isField = declaration.type === 'field_declaration';
  const end = start + (isField ? 'const'.length : (head?.[0].length ?? 'const '.length));
  return {
    edits: [
      replaced(file.path, { start, end }, isField ? 'static readonly' : ''),
      replaced(file.path, node, code.text),
      ...(code.support ?? []),
    ],
  };
}

const cryptography = 'System.Security.Cryptography';

function draw({
  file,
  nodes,
  bytes,
}: GeneratedPlace): { readonly edits: readonly Edit[] } | Refusal {
  for (const node of nodes) {
    const source = sourceIn(file, node);
    const call =
      /^(?:new (?:System\.)?Random\([^()]{0,60}\)|(?:System\.)?Random\.Shared|[\w.]{1,60})\.(?<name>Next|NextBytes)\((?<given>[\s\S]*)\)$/.exec(
        source,
      );
    const { name, given = '' } = call?.groups ?? {};
    const text = /^(?:System\.)?Guid\.NewGuid\(\)\.ToString\(/.test(source)
      ? `Convert.ToHexString(RandomNumberGenerator.GetBytes(${bytes}))`
      : name === 'NextBytes'
        ? `RandomNumberGenerator.Fill(${given})`
        : name === 'Next'
          ? `RandomNumberGenerator.GetInt32(${given.trim() === '' ? 'int.MaxValue' : given})`
          : undefined;
    if (text === undefined) continue;
    const qualified = text.startsWith('Convert.') ? `${system(file)}${text}` : text;
    return { edits: [replaced(file.path, node, qualified), ...using(file, cryptography)] };
  }
  return { reason: `draw it there with \`RandomNumberGenerator.GetBytes(${bytes})\`` };
}

export const csharpEdits: Edits = {
  read,
  failure,
  place,
  draw,
  pins: [
    {
      library: 'jose-jwt',
      call: 'JWT.Decode',
      after: 2,
      argument: ([first = '', ...others]) =>
        others.length > 0
          ? { reason: 'the call takes one algorithm, and tokens are signed with several' }
          : { text: `JwsAlgorithm.${first}` },
    },
  ],
  loading: {
    manifests: [],
    loader: /DotNetEnv|dotenv\.net/,
    how: (envFile) => `from a shell that has read it (\`set -a; . ./${envFile}; set +a\`)`,
  },
};
