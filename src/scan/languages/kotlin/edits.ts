// How Kotlin is repaired: `System.getenv("X") ?: error(...)`; constants become values, `SecureRandom` draws.
import type { Edit } from '../../../model/edit.ts';
import type { RepairFile } from '../../../model/repair.ts';
import type { SyntaxNode } from '../../../model/syntax-node.ts';
import type { Code, Edits, LiteralPlace } from '../../code/edits.ts';
import { addImport, replaced, sourceIn } from '../../code/repair/support.ts';
import { drawOnJvm, javaEdits, withoutPlaceholderDefault } from '../java/edits.ts';

function imported(file: RepairFile, name: string): Edit[] {
  const wildcard = name.slice(0, name.lastIndexOf('.')).replaceAll('.', '\\.');
  return addImport(file, {
    line: `import ${name}`,
    present: new RegExp(
      `^import\\s+(?:${name.replaceAll('.', '\\.')}|${wildcard}\\.\\*)[ \\t]*;?\\r?$`,
      'm',
    ),
    imports: ['import_header'],
    isBefore: ({ type }) => type === 'package_header',
  });
}

const failure = (name: string): Code => ({ text: `error("${name} is not set")` });

function place({
  file,
  node,
  read,
  variable,
}: LiteralPlace): ReturnType<NonNullable<Edits['place']>> {
  for (let at: SyntaxNode | null = node.parent; at; at = at.parent) {
    if (at.type === 'annotation') {
      const isValue = /^@(?:\w+:)?(?:[\w.]+\.)?Value\s*\(/.test(sourceIn(file, at));
      return isValue
        ? { edits: [replaced(file.path, node, `"\\\${${variable}}"`)] }
        : { reason: 'an annotation takes constants alone: set it in the configuration' };
    }
    if (at.type !== 'property_declaration') continue;
    const source = sourceIn(file, at);
    const word = /^(?:(?:@\S+|\w+)\s+){0,6}?const\s+val\s+(?<name>\w+)/.exec(source);
    if (!word?.groups?.name) return undefined;
    const { name } = word.groups;
    if (new RegExp(`@\\w+\\s*\\([^)]{0,300}\\b${name}\\b`).test(file.text))
      return {
        reason: `${name} is used where Kotlin takes constants alone: set it in the configuration`,
      };
    const start = at.start + source.search(/\bconst\s+val\b/);
    const gap = /^const\s+/.exec(file.text.slice(start))?.[0] ?? '';
    return {
      edits: [
        replaced(file.path, { start, end: start + gap.length }, ''),
        replaced(file.path, node, read.text),
      ],
    };
  }
  return undefined;
}

export const kotlinEdits: Edits = {
  read: (variable) => ({
    text: `System.getenv("${variable}") ?: error("${variable} is not set")`,
    isLoose: true,
  }),
  failure,
  place,
  inside: withoutPlaceholderDefault,
  draw: (place) => drawOnJvm(place, (name) => imported(place.file, name), true),
  pins: [],
  loading: javaEdits.loading,
};
