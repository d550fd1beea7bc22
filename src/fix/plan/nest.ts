// Nest reads settings through its ConfigService: where a file has it at hand, a literal becomes a call of it, and a
// module that is registered with a literal is registered with a factory, which runs after `.env` was loaded.
import type { Edit } from '../../model/edit.ts';
import type { CodeFile } from '../../model/repair.ts';
import { childOf, type SyntaxNode } from '../../model/syntax-node.ts';
import { ancestor } from '../syntax-node.ts';

const typedParameter = /(\w{1,60})\s*:\s*ConfigService\b/;

function slice({ text }: CodeFile, node: SyntaxNode | undefined): string {
  return node ? text.slice(node.start, node.end) : '';
}

/** How code at `node` can say `ConfigService`: a parameter, a field; `undefined` where it has none. */
export function configServiceAt(file: CodeFile, node: SyntaxNode): string | undefined {
  for (
    let at = ancestor(node, ['arrow_function', 'function_expression', 'method_definition']);
    at;
    at = ancestor(at.parent, ['arrow_function', 'function_expression', 'method_definition'])
  ) {
    const parameter = typedParameter.exec(slice(file, childOf(at, 'parameters')))?.[1];
    if (parameter) return parameter;
    if (at.type !== 'method_definition') continue;
    // Inside a method: a constructor parameter that is a property.
    const body = ancestor(at, ['class_body']);
    const made = body?.children.find(
      (child) =>
        child.type === 'method_definition' && slice(file, childOf(child, 'name')) === 'constructor',
    );
    const property =
      /\b(?:private|public|protected|readonly)\s+(?:readonly\s+)?(\w{1,60})\s*:\s*ConfigService\b/.exec(
        slice(file, childOf(made, 'parameters')),
      )?.[1];
    if (property) return `this.${property}`;
  }
  return undefined;
}

/** `config.getOrThrow<string>('JWT_SECRET')`. */
export function readThrough(service: string, name: string, file: CodeFile): string {
  const type = /\.[cm]?ts$/.test(file.path) ? '<string>' : '';
  return `${service}.getOrThrow${type}(${file.style.quote}${name}${file.style.quote})`;
}

/** `JwtModule.register({...})` around `node`, with the object as its only argument. */
export function registrationAround(
  file: CodeFile,
  node: SyntaxNode,
): { readonly call: SyntaxNode; readonly object: SyntaxNode } | undefined {
  const call = ancestor(node, ['call_expression']);
  const callee = childOf(call, 'function');
  if (!call || !/\bJwtModule\.register$/.test(slice(file, callee))) return undefined;
  const [object, ...others] = childOf(call, 'arguments')?.children ?? [];
  return object?.type === 'object' && others.length === 0 ? { call, object } : undefined;
}

/** Turns `register({...})` into `registerAsync` with a factory that returns the same object. */
export function makeAsync(
  file: CodeFile,
  { call, object }: { readonly call: SyntaxNode; readonly object: SyntaxNode },
): { readonly edits: readonly Edit[]; readonly service: string | undefined } {
  const { path, text } = file;
  const calleeEnd = childOf(call, 'function')?.end ?? call.start;
  const imported =
    /import\s*\{([^}]{0,500})\}\s*from\s*["']@nestjs\/config["']/.exec(text)?.[1] ?? '';
  const hasService = /\bConfigService\b/.test(imported);
  const imports = /\bConfigModule\b/.test(imported) ? ['imports: [ConfigModule]'] : [];
  const settings = hasService
    ? [...imports, 'inject: [ConfigService]', 'useFactory: (config: ConfigService) => (']
    : ['useFactory: () => ('];
  const inner = text.slice(object.start, object.end);
  const isLong = inner.includes('\n');
  const { indent, lineEnd } = file.style;
  const base = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', call.start - 1) + 1))?.[0] ?? '';
  const gap = isLong ? `${lineEnd}${base}${indent}` : ' ';
  const edit = (offset: number, added: string): Edit => ({
    path,
    start: offset,
    end: offset,
    text: added,
  });
  const deeper = [...inner.matchAll(/\n(?=[ \t]*\S)/g)].map((match) =>
    edit(object.start + match.index + 1, indent),
  );
  return {
    edits: [
      edit(calleeEnd, 'Async'),
      edit(object.start, `{${gap}${settings.join(`,${gap}`)}`),
      ...deeper,
      edit(object.end, isLong ? `),${lineEnd}${base}}` : ') }'),
    ],
    service: hasService ? 'config' : undefined,
  };
}

/** `config.get('NAME', 'literal')` with the literal at `node`: the edits that make it fail instead. */
export function withoutDefault(file: CodeFile, node: SyntaxNode): Edit[] | undefined {
  if (!/@nestjs\/config/.test(file.text)) return undefined;
  const list = node.parent;
  const call = list?.type === 'arguments' ? list.parent : null;
  const callee = childOf(call ?? undefined, 'function');
  const property = childOf(callee, 'property');
  const [name, fallback] = list?.children ?? [];
  if (!property || slice(file, property) !== 'get' || fallback !== node || !name) return undefined;
  const { path } = file;
  return [
    { path, start: property.start, end: property.end, text: 'getOrThrow' },
    { path, start: name.end, end: node.end, text: '' },
  ];
}

/** `config.get('NAME') || 'literal'` with the literal at `node`: the edits that make it fail instead. */
export function withoutFallback(file: CodeFile, node: SyntaxNode): Edit[] | undefined {
  const { path, text } = file;
  const parent = node.parent;
  const call = node.field === 'right' ? childOf(parent ?? undefined, 'left') : undefined;
  if (!/@nestjs\/config/.test(text) || call?.type !== 'call_expression') return undefined;
  if (!/^\s*(?:\|\||\?\?)\s*$/.test(text.slice(call.end, node.start))) return undefined;
  const property = childOf(childOf(call, 'function'), 'property');
  const names = childOf(call, 'arguments')?.children ?? [];
  if (!property || slice(file, property) !== 'get' || names.length !== 1) return undefined;
  return [
    { path, start: property.start, end: property.end, text: 'getOrThrow' },
    { path, start: call.end, end: node.end, text: '' },
  ];
}
