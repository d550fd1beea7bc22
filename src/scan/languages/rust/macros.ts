// Macros of Rust take tokens: what they are to the reader is told by their names.
import { childOf, type SyntaxNode } from '../../../model/syntax-node.ts';
import { type Argument, place, type Shape, type Slot } from '../../code/shape.ts';
import { stringShape } from './strings.ts';

/** Texts and names in them are their arguments, `env!("X")` is a call of `env!`. */
export function macroShape(node: SyntaxNode, text: string): Shape | undefined {
  const name = childOf(node, 'macro');
  const tokens = node.children.find(({ type }) => type === 'token_tree')?.children ?? [];
  if (!name) return undefined;
  const called = text.slice(name.start, name.end).split('::').at(-1) ?? '';
  if (called === 'vec') return { kind: 'list', items: tokens };
  const given = tokens.filter(
    (one) =>
      /^(?:string_literal|raw_string_literal|identifier|integer_literal)$/.test(one.type) &&
      !isAsked(one, text),
  );
  if (called === 'concat') return { kind: 'joined', parts: given };
  if (called === 'format') return { kind: 'joined', parts: formatted(given, text) };
  return {
    kind: 'call',
    callee: place({ kind: 'name', name: `${called}!` }, name),
    arguments: [...given, ...(writing.test(called) ? namesIn(given, text) : [])].map(
      (value): Argument => ({ value }),
    ),
  };
}

/** `key.len()`: what a value is asked for is not the value, but where it is only made another type. */
function isAsked({ type, start, end }: SyntaxNode, text: string): boolean {
  if (type !== 'identifier') return false;
  if (text[start - 1] === '.') return true;
  const method = /^\.(?<method>\w{1,40})\(/.exec(text.slice(end, end + 45))?.groups?.method;
  return (
    method !== undefined &&
    !/^(?:as_\w+|to_\w+|into\w*|clone|unwrap\w*|expect|trim|expose_secret|get|borrow)$/.test(method)
  );
}

/** Macros that write out what a text names: `println!("key {key}")`. */
const writing = /^(?:e?print(?:ln)?|info|debug|warn|error|trace|event)$/;

function namesIn(given: readonly SyntaxNode[], text: string): readonly Slot[] {
  const template = given.find(({ type }) => /string_literal$/.test(type));
  if (!template) return [];
  return [...stringShape(template, text).value.matchAll(placeholder)].flatMap(({ groups }) => {
    const name = groups?.name;
    return name === undefined ? [] : [place({ kind: 'name', name } as const, template)];
  });
}

/** `{name}`, `{}`, `{0:?}`; two braces are one that is written. */
const placeholder = /\{\{|\}\}|\{(?<name>[A-Za-z_]\w{0,99})?(?<index>\d{1,2})?(?::[^{}]{0,40})?\}/g;

/** `format!("session:{id}", id = ..)`: what is written and what is put between it, in order. */
function formatted(given: readonly SyntaxNode[], text: string): readonly Slot[] {
  const [template, ...values] = given;
  if (!template || !/string_literal$/.test(template.type)) return given;
  const { value, start, end } = stringShape(template, text);
  const parts: Slot[] = [];
  let written = '';
  let next = 0;
  const flush = (): void => {
    if (written !== '') parts.push(place({ kind: 'text', value: written, start, end }, template));
    written = '';
  };
  let from = 0;
  for (const found of value.matchAll(placeholder)) {
    written += value.slice(from, found.index);
    from = found.index + found[0].length;
    if (found[0] === '{{' || found[0] === '}}') {
      written += found[0].charAt(0);
      continue;
    }
    flush();
    const { name, index } = found.groups ?? {};
    const put =
      name === undefined ? values[index === undefined ? next++ : Number(index)] : undefined;
    parts.push(put ?? place({ kind: 'name', name: name ?? '_' }, template));
  }
  written += value.slice(from);
  flush();
  return parts;
}
