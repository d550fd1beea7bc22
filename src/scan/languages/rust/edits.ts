// How Rust is repaired: `std::env::var("X").expect(...)`; a constant becomes a lazy one, which takes Rust 1.80.
import type { RepairFile } from '../../../model/repair.ts';
import type { SyntaxNode } from '../../../model/syntax-node.ts';
import type { Edits, LiteralPlace } from '../../code/edits.ts';
import { replaced, sourceIn } from '../../code/repair/support.ts';

const variableOf = (name: string): string =>
  `std::env::var("${name}").expect("${name} is not set")`;

/** A variable is an owned text: where it is borrowed, what it is borrowed from must live on. */
function place(literal: LiteralPlace): ReturnType<NonNullable<Edits['place']>> {
  const { file, node, variable } = literal;
  const isBytes = sourceIn(file, node).startsWith('b');
  const owned = variableOf(variable);
  const parent = node.parent;
  switch (parent?.type) {
    case 'const_item':
    case 'static_item':
      return ofConstant(literal, parent, isBytes);
    case 'field_expression':
      return ofMethod(literal, parent, owned);
    case 'arguments':
      return { text: isBytes ? `${owned}.as_bytes()` : borrowed(file, parent, owned) };
    case 'let_declaration':
      return { text: isBytes ? `&${owned}.into_bytes()` : `&${owned}` };
    default:
      return { reason: `read it with \`${owned}\` where it can be kept as a String` };
  }
}

/** `String::from("x")` takes the owned text as it is. */
function borrowed(file: RepairFile, list: SyntaxNode, owned: string): string {
  const callee = file.text.slice(Math.max(0, list.start - 30), list.start);
  return /\b(?:String::from|Some|Ok|Box::new|Arc::new|Rc::new)$/.test(callee) ? owned : `&${owned}`;
}

/** `"x".to_string()`, `"x".as_bytes()`. */
function ofMethod(
  { file, node }: LiteralPlace,
  member: SyntaxNode,
  owned: string,
): ReturnType<NonNullable<Edits['place']>> {
  const call = member.parent;
  const method = /^\s*\.\s*(\w+)/.exec(file.text.slice(node.end))?.[1] ?? '';
  if (call?.type !== 'call_expression') return undefined;
  if (/^(?:to_string|to_owned|into|to_vec)$/.test(method) && method !== 'to_vec')
    return { edits: [replaced(file.path, call, owned)] };
  const isKept = call.parent?.type === 'let_declaration';
  if (/^as_bytes$|^as_ref$|^as_str$/.test(method)) {
    if (!isKept) return { text: owned };
    const text = method === 'as_bytes' ? `&${owned}.into_bytes()` : `&${owned}`;
    return { edits: [replaced(file.path, call, text)] };
  }
  return { reason: `read it with \`${owned}\` where it can be kept as a String` };
}

function ofConstant(
  { file, node, variable }: LiteralPlace,
  item: SyntaxNode,
  isBytes: boolean,
): ReturnType<NonNullable<Edits['place']>> {
  const { path, text } = file;
  const head = text.slice(item.start, node.start);
  const parts =
    /^(?<word>const|static)\s+(?<name>\w+)\s*:\s*(?<type>&\s*(?:'static\s+)?(?:str|\[u8(?:;\s*\d+)?\]))\s*=\s*$/.exec(
      head,
    );
  const { word = '', name = '', type = '' } = parts?.groups ?? {};
  const refusal = {
    reason: `a constant cannot be read from the environment: make it a \`std::sync::LazyLock\`, or read ${variable} where the program starts`,
  };
  if (!parts) return refusal;
  const uses = [...text.matchAll(new RegExp(`\\b${name}\\b`, 'g'))]
    .map(({ index }) => index)
    .filter((index) => index < item.start || index > item.end);
  const edits = [];
  for (const start of uses) {
    const end = start + name.length;
    if (/^\s*\.\s*\w+\s*\(/.test(text.slice(end, end + 60))) continue;
    const isArgument =
      /[(,]\s*$/.test(text.slice(Math.max(0, start - 40), start)) &&
      /^\s*[,)]/.test(text.slice(end, end + 40));
    if (!isArgument) return refusal;
    edits.push(replaced(path, { start, end }, `&${name}`));
  }
  const made = isBytes ? `${variableOf(variable)}.into_bytes()` : variableOf(variable);
  const start = item.start + head.indexOf(type);
  return {
    edits: [
      replaced(path, { start: item.start, end: item.start + word.length }, 'static'),
      replaced(
        path,
        { start, end: start + type.length },
        `std::sync::LazyLock<${isBytes ? 'Vec<u8>' : 'String'}>`,
      ),
      replaced(path, node, `std::sync::LazyLock::new(|| ${made})`),
      ...edits,
    ],
  };
}

export const rustEdits: Edits = {
  read: (variable) => ({ text: variableOf(variable) }),
  place,
  fallback({ file, whole, name, of }) {
    // The read stays as it is, with its types; what stood in for it fails.
    const source = sourceIn(file, whole);
    const last = /\.\s*unwrap_or(?:_else|_default)?\s*\(/g;
    const at = [...source.matchAll(last)].at(-1)?.index;
    if (of !== 'env' || at === undefined) {
      return { reason: `let it fail where ${name} is missing: \`.expect("${name} is not set")\`` };
    }
    const range = { start: whole.start + at, end: whole.end };
    return { edits: [replaced(file.path, range, `.expect("${name} is not set")`)] };
  },
  draw: ({ bytes }) => ({
    reason: `fill ${bytes} bytes from the system there (\`rand::rngs::OsRng\`, \`getrandom\`)`,
  }),
  pins: [],
  loading: {
    manifests: ['Cargo.toml'],
    loader: /dotenvy?\b|\bconfig\b|figment|envy/,
    how: (envFile) => `from a shell that has read it (\`set -a; . ./${envFile}; set +a\`)`,
  },
};
