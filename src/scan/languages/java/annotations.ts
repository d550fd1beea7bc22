// Values that annotations give in Java and Kotlin: `@Value("${jwt.secret:dev}")` (Spring, Micronaut), `@ConfigProperty`
// (MicroProfile, Quarkus), and fields of `@ConfigurationProperties` classes.
import { childOf, type SyntaxNode, walkNodes } from '../../../model/syntax-node.ts';
import { place, type Slot, type TextShape } from '../../code/shape.ts';
import { placeholderSlot } from './placeholders.ts';

interface Annotation {
  readonly name: string;
  readonly node: SyntaxNode;
}

/** The annotations that stand before a declaration. */
function annotationsOf(declaration: SyntaxNode, text: string): readonly Annotation[] {
  const modifiers = declaration.children.filter(
    ({ type }) => type === 'modifiers' || type === 'parameter_modifiers' || type === 'annotation',
  );
  return modifiers
    .flatMap((one) => (one.type === 'annotation' ? [one] : one.children))
    .flatMap((node) => {
      const name = /^@(?:\w+:)?([\w.]+)/.exec(
        text.slice(node.start, Math.min(node.end, node.start + 120)),
      )?.[1];
      return name === undefined ? [] : [{ name: name.split('.').at(-1) ?? name, node }];
    });
}

/** The first text in an annotation, or that of one of its arguments by name. */
function textIn(
  annotation: SyntaxNode,
  text: string,
  ...keys: readonly string[]
): TextShape | undefined {
  let found: TextShape | undefined;
  walkNodes(annotation, (node) => {
    if (found || !/^(?:string_literal|line_string_literal)$/.test(node.type)) return;
    const before = text.slice(annotation.start, node.start);
    const key = /(\w+)\s*=\s*\[?\{?\s*$/.exec(before)?.[1];
    if (!keys.includes(key ?? '')) return;
    const raw = text.slice(node.start + 1, node.end - 1);
    // Kotlin writes `\${...}`.
    found = {
      kind: 'text',
      value: raw.replace(/\\(?=[$"\\])/g, ''),
      start: node.start + 1,
      end: node.end - 1,
    };
  });
  return found;
}

/** What an annotation injects into a field or parameter. */
export function injectedBy(declaration: SyntaxNode, text: string): Slot | undefined {
  for (const { name, node } of annotationsOf(declaration, text)) {
    if (name === 'Value') {
      const value = textIn(node, text, '', 'value');
      if (value) return placeholderSlot(value, node);
    } else if (name === 'ConfigProperty' || name === 'Property') {
      const path = textIn(node, text, 'name', '');
      if (!path) continue;
      const fallback = textIn(node, text, 'defaultValue');
      return place(
        { kind: 'setting', path: path.value, ...(fallback && { fallback: place(fallback, node) }) },
        node,
      );
    }
  }
  return undefined;
}

interface Field {
  readonly name: string;
  readonly at: SyntaxNode;
  readonly initial: SyntaxNode | undefined;
}

/** A field of a class whose settings stand below a prefix is that setting; its initializer is the default. */
export function settingOfField(
  declaration: SyntaxNode,
  field: Field,
  text: string,
): Slot | undefined {
  const prefix = settingsPrefix(declaration, text);
  if (prefix === undefined || /\bstatic\b/.test(text.slice(declaration.start, field.at.start)))
    return undefined;
  return place(
    {
      kind: 'setting',
      path: `${prefix}.${field.name}`,
      ...(field.initial && { fallback: field.initial }),
    },
    field.at,
  );
}

/** The path below which the class around has its settings; nested classes add their own name. */
export function settingsPrefix(declaration: SyntaxNode, text: string): string | undefined {
  const nested: string[] = [];
  for (let node: SyntaxNode | null = declaration.parent; node; node = node.parent) {
    if (!/^(?:class|record|object)_declaration$/.test(node.type)) continue;
    for (const { name, node: annotation } of annotationsOf(node, text)) {
      if (!/^(?:ConfigurationProperties|ConfigMapping|EachProperty)$/.test(name)) continue;
      const prefix = textIn(annotation, text, '', 'prefix', 'value');
      if (prefix) return [prefix.value, ...nested].join('.');
    }
    const className = childOf(node, 'name');
    if (className) nested.unshift(lowerFirst(text.slice(className.start, className.end)));
  }
  return undefined;
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
