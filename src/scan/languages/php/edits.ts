// How PHP is repaired: the read that the file already uses, which throws where the variable is missing; defaults of
// properties move into the constructor, `random_bytes` draws.
import type { Edit } from '../../../model/edit.ts';
import type { RepairFile } from '../../../model/repair.ts';
import { childOf, type SyntaxNode } from '../../../model/syntax-node.ts';
import type { Code, Edits, GeneratedPlace, LiteralPlace, Refusal } from '../../code/edits.ts';
import { indentAt, insertion, replaced, sourceIn } from '../../code/repair/support.ts';

/** Before PHP 8 `throw` was no expression. */
function isOld(file: RepairFile): boolean {
  return /"php"\s*:\s*"(?!.{0,60}(?:\|\||>=\s*8))[\^~>=\s]{0,4}[57]\b/.test(
    file.manifest('composer.json') ?? '',
  );
}

function failure(name: string, file: RepairFile): Code {
  const text = isOld(file)
    ? `trigger_error('${name} is not set', E_USER_ERROR)`
    : `throw new \\RuntimeException('${name} is not set')`;
  return { text };
}

function read(variable: string, file: RepairFile): Code {
  const failed = failure(variable, file).text;
  const value = /\benv\(\s*['"]/.test(file.text)
    ? `env('${variable}') ?? `
    : /\$_ENV\[/.test(file.text)
      ? `$_ENV['${variable}'] ?? `
      : `getenv('${variable}') ?: `;
  return { text: `${value}${failed}`, isLoose: true };
}

const constants =
  /^(?:const_declaration|enum_case|attribute|static_variable_declaration|simple_parameter|property_promotion_parameter|match_condition_list)$/;

function place(literal: LiteralPlace): ReturnType<NonNullable<Edits['place']>> {
  const { node } = literal;
  for (let at: SyntaxNode | null = node.parent; at; at = at.parent) {
    if (constants.test(at.type)) {
      return {
        reason: `PHP takes constants alone there: make it a function that returns \`getenv('${literal.variable}')\``,
      };
    }
    if (at.type === 'property_declaration') return ofProperty(literal, at);
    if (/_statement$|^compound_statement$|function/.test(at.type)) break;
  }
  return undefined;
}

/** A property is given its value in the constructor. */
function ofProperty(
  { file, node, read: code }: LiteralPlace,
  property: SyntaxNode,
): ReturnType<NonNullable<Edits['place']>> {
  const { path, text, style } = file;
  const elements = property.children.filter(({ type }) => type === 'property_element');
  const name = elements[0]?.children[0];
  const list = property.parent;
  const owner = list?.parent;
  const head = file.text.slice(property.start, name?.start);
  if (
    elements.length !== 1 ||
    !name ||
    !list ||
    !owner ||
    /\bstatic\b/.test(head) ||
    !isWhole(text, name, node)
  )
    return { reason: 'give the property its value in a constructor' };
  const taken = replaced(path, { start: name.end, end: node.end }, '');
  const indent = indentAt(file, property.start);
  const deeper = `${indent}${indent || '    '}`;
  const line = `$this->${sourceIn(file, name).slice(1)} = ${code.text};`;
  const body = list.children
    .filter((member) => member.type === 'method_declaration')
    .filter((member) => /^__construct$/i.test(sourceIn(file, childOf(member, 'name') ?? member)))
    .map((member) => childOf(member, 'body'))[0];
  if (body) {
    const added = insertion(path, body.start + 1, `${style.lineEnd}${deeper}${line}`);
    return { edits: [taken, added] };
  }
  if (/\bextends\b|^\s*(?:trait|abstract)/.test(file.text.slice(owner.start, list.start)))
    return { reason: 'give the property its value in a constructor' };
  const made = [
    '',
    `${indent}public function __construct()`,
    `${indent}{`,
    `${deeper}${line}`,
    `${indent}}`,
  ];
  return {
    edits: [taken, insertion(path, property.end, `${style.lineEnd}${made.join(style.lineEnd)}`)],
  };
}

/** The literal is all that the property is given. */
function isWhole(text: string, name: SyntaxNode, node: SyntaxNode): boolean {
  return (
    /^\s*=\s*$/.test(text.slice(name.end, node.start)) &&
    /^\s*;/.test(text.slice(node.end, node.end + 20))
  );
}

const whole =
  /^(?:md5|sha1|hash|uniqid|str_shuffle|base64_encode|bin2hex|substr|strval|crypt|password_hash)\(|^\(string\)|^(?:\\?[\w\\]{1,80}::)?uuid/;

function draw({
  file,
  nodes,
  bytes,
}: GeneratedPlace): { readonly edits: readonly Edit[] } | Refusal {
  for (const node of nodes) {
    const source = sourceIn(file, node);
    if (whole.test(source))
      return { edits: [replaced(file.path, node, `bin2hex(random_bytes(${bytes}))`)] };
    const number = /^(?:mt_)?rand\((?<given>[\s\S]*)\)$/.exec(source);
    if (!number) continue;
    const given = number.groups?.given ?? '';
    const text = `random_int(${given.trim() === '' ? '0, PHP_INT_MAX' : given})`;
    return { edits: [replaced(file.path, node, text)] };
  }
  return { reason: `draw it there with \`bin2hex(random_bytes(${bytes}))\`` };
}

export const phpEdits: Edits = {
  read,
  failure,
  fallback({ file, whole: node, of, name }) {
    // `env('X', 'dev')`, `config('a.b', 'dev')`: the second argument goes, and nothing in its place fails.
    const call =
      /^(?<callee>\\?[\w\\:>$-]{1,100})\(\s*(?<name>['"][\w.-]{1,200}['"])\s*,[\s\S]*\)$/.exec(
        sourceIn(file, node),
      );
    const { callee, name: written } = call?.groups ?? {};
    if (callee === undefined || written === undefined) return undefined;
    if (of === 'env' && !/env/i.test(callee)) return undefined;
    const text = `${callee}(${written}) ?? ${failure(name, file).text}`;
    return { edits: [replaced(file.path, node, text)] };
  },
  place,
  draw,
  pins: [],
  loading: {
    manifests: ['composer.json'],
    loader: /phpdotenv|laravel\/framework|symfony\/dotenv|lumen|codeigniter/,
    how: (envFile) => `from a shell that has read it (\`set -a; . ./${envFile}; set +a\`)`,
  },
};
