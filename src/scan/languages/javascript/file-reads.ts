// What code reads from a file is a setting under the name of the file: `readFileSync('keys/jwt.key')`.

import type { Expression } from '../../../model/expression.ts';
import { fileSetting } from '../../../model/file-setting.ts';
import { childOf, type SyntaxNode } from '../syntax.ts';
import type { CallParts } from './call-parts.ts';
import { literalText } from './literals.ts';
import { originOf } from './origin.ts';
import { at, type Reading, textOf } from './reading.ts';

const readers =
  /^(?:readFileSync|readFile|promises\.readFile|readTextFileSync|readTextFile|readJsonSync|readJSONSync)$/;

const modules = /^(?:fs|fs\/promises|fs-extra|graceful-fs|)$/;

/** `fs.readFileSync(path)`, `Bun.file(path).text()`, `Deno.readTextFile(path)`. */
export function fileRead(reading: Reading, call: CallParts): Expression | undefined {
  const [first] = pathOf(reading, call);
  const name = first && fileName(reading, first, 0);
  if (name === undefined) return undefined;
  return { kind: 'setting', path: fileSetting(name), at: at(reading, call.node) };
}

function pathOf(reading: Reading, call: CallParts): readonly SyntaxNode[] {
  const { object, method } = call;
  if (object?.type === 'call_expression' && /^(?:text|json|arrayBuffer|bytes)$/.test(method)) {
    const callee = childOf(object, 'function');
    const isFile = callee !== undefined && textOf(reading, callee) === 'Bun.file';
    return isFile ? (childOf(object, 'arguments')?.children ?? []) : [];
  }
  if (!/^read(?:Text)?(?:File|Json)(?:Sync)?$/i.test(method)) return [];
  const origin = originOf(reading, call.callee);
  const path = origin?.path.join('.').replace(/^Deno\./, '') ?? '';
  return origin && modules.test(origin.module) && readers.test(path) ? call.arguments : [];
}

/** The last part of the last text in an expression for a path. */
function fileName(reading: Reading, node: SyntaxNode, depth: number): string | undefined {
  const text = literalText(node, reading.text);
  if (text !== undefined) return baseName(text);
  if (depth > 4) return undefined;
  switch (node.type) {
    case 'template_string':
      return baseName(reading.text.slice(node.start + 1, node.end - 1));
    case 'binary_expression': {
      const right = childOf(node, 'right');
      return right && fileName(reading, right, depth + 1);
    }
    case 'call_expression':
    case 'new_expression': {
      const texts = (childOf(node, 'arguments')?.children ?? []).flatMap(
        (argument) => fileName(reading, argument, depth + 1) ?? [],
      );
      return texts.at(-1);
    }
    case 'identifier': {
      const value = reading.scopes.lookUp(node, textOf(reading, node))?.value;
      return value && fileName(reading, value, depth + 1);
    }
    default:
      return undefined;
  }
}

function baseName(path: string): string | undefined {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return /^[\w.-]{2,100}$/.test(name) && /[a-z]/i.test(name) ? name : undefined;
}
