// How Java is repaired: `Objects.requireNonNull(System.getenv("X"), ...)`, placeholders without a default, `SecureRandom`.
import type { Edit } from '../../../model/edit.ts';
import type { RepairFile } from '../../../model/repair.ts';
import type { SyntaxNode } from '../../../model/syntax-node.ts';
import type { Edits, GeneratedPlace, LiteralPlace, Refusal } from '../../code/edits.ts';
import { addImport, replaced, sourceIn } from '../../code/repair/support.ts';
import { nodeOf } from '../../code/shape.ts';

function imported(file: RepairFile, name: string): Edit[] {
  const wildcard = name.slice(0, name.lastIndexOf('.'));
  const escaped = name.replaceAll('.', '\\.');
  return addImport(file, {
    line: `import ${name};`,
    present: new RegExp(
      `^import\\s+(?:${escaped}|${wildcard.replaceAll('.', '\\.')}\\.\\*)\\s*;`,
      'm',
    ),
    imports: ['import_declaration'],
    isBefore: ({ type }) => type === 'package_declaration',
  });
}

/** Values of annotations, labels and what they are made of are constants. */
function place({ file, node, variable }: LiteralPlace): ReturnType<NonNullable<Edits['place']>> {
  for (let at: SyntaxNode | null = node.parent; at; at = at.parent) {
    if (/annotation$/.test(at.type)) {
      const isValue = /^@(?:[\w.]+\.)?Value\s*\(/.test(sourceIn(file, at));
      return isValue
        ? { edits: [replaced(file.path, node, `"\${${variable}}"`)] }
        : { reason: 'an annotation takes constants alone: set it in the configuration' };
    }
    if (/^switch_label$|_statement$|_body$/.test(at.type)) {
      if (at.type === 'switch_label') return { reason: 'a label of a switch must be a constant' };
      break;
    }
  }
  const name = declaredName(file, node);
  const isConstant =
    name &&
    new RegExp(`@\\w+\\s*\\([^)]{0,300}\\b${name}\\b|\\bcase\\s+${name}\\b`).test(file.text);
  return isConstant
    ? { reason: `${name} is used where Java takes constants alone: set it in the configuration` }
    : undefined;
}

function declaredName(file: RepairFile, { parent }: SyntaxNode): string | undefined {
  const name = parent?.type === 'variable_declarator' ? parent.children[0] : undefined;
  return name && sourceIn(file, name);
}

/** `${jwt.secret:dev}`: without its default Spring refuses to start. */
export function withoutPlaceholderDefault(
  { path, text }: RepairFile,
  start: number,
  end: number,
): { readonly edits: readonly Edit[] } | undefined {
  const before = /\$\{[\w.-]{1,200}:$/.exec(text.slice(Math.max(0, start - 250), start));
  if (!before || text[end] !== '}') return undefined;
  return { edits: [replaced(path, { start: start - 1, end }, '')] };
}

/** `environment.getProperty("a", "dev")` has a sister that throws. */
function fallback({ file, whole, of }: Parameters<NonNullable<Edits['fallback']>>[0]) {
  const source = sourceIn(file, whole);
  const got =
    /^(?<owner>[\w.()]{1,200})\.getProperty\(\s*(?<name>"[\w.-]{1,200}")\s*,[\s\S]*\)$/.exec(
      source,
    );
  const { owner = '', name = '' } = got?.groups ?? {};
  if (of !== 'setting' || !/env/i.test(owner)) return undefined;
  return { edits: [replaced(file.path, whole, `${owner}.getRequiredProperty(${name})`)] };
}

/** Where `Random` is made: in the expression itself, or where the name in it is given its value. */
function generators({ file, reading, nodes }: GeneratedPlace): SyntaxNode[] {
  const inner = nodes.at(-1);
  if (!inner) return [];
  const made: SyntaxNode[] = [];
  const visit = (node: SyntaxNode): void => {
    if (/^(?:new\s+)?(?:java\.util\.)?Random\s*\([^()]{0,60}\)$/.test(sourceIn(file, node)))
      made.push(node);
    else for (const child of node.children) visit(child);
  };
  visit(inner);
  const name = /^(?:this\.)?(\w{1,60})\.next\w{1,20}\(/.exec(sourceIn(file, inner))?.[1];
  const value =
    name === undefined
      ? undefined
      : (reading.scopes.lookUp(inner, name)?.value ??
        reading.scopes.classAround(inner)?.members.get(name)?.value);
  if (value) visit(nodeOf(value));
  return made;
}

const uuid = /^(?:java\.util\.)?UUID\.randomUUID\(\)\.toString\(\)/;

/** `isKotlin`: made without `new`, imports without a semicolon. */
export function drawOnJvm(
  place: GeneratedPlace,
  importOf: (name: string) => Edit[],
  isKotlin: boolean,
): { readonly edits: readonly Edit[] } | Refusal {
  const { file, nodes, bytes } = place;
  const { path } = file;
  const secure = isKotlin ? 'SecureRandom()' : 'new SecureRandom()';
  const needed = importOf('java.security.SecureRandom');
  const made = generators(place);
  if (made.length > 0)
    return { edits: [...made.map((node) => replaced(path, node, secure)), ...needed] };
  for (const node of nodes) {
    const source = sourceIn(file, node);
    if (/^Math\.random\(\)$/.test(source))
      return { edits: [replaced(path, node, `${secure}.nextDouble()`), ...needed] };
    const drawn =
      /^(?:kotlin\.random\.)?Random(?:\.Default)?\.nextBytes\((?<count>\w{1,40})\)$/.exec(source);
    if (isKotlin && drawn?.groups?.count) {
      const text = `ByteArray(${drawn.groups.count}).also { SecureRandom().nextBytes(it) }`;
      return { edits: [replaced(path, node, text), ...needed] };
    }
    if (!uuid.test(source)) continue;
    const number = `${isKotlin ? '' : 'new '}BigInteger(${bytes * 8}, ${secure}).toString(16)`;
    return {
      edits: [replaced(path, node, number), ...importOf('java.math.BigInteger'), ...needed],
    };
  }
  return { reason: `draw ${bytes} bytes with java.security.SecureRandom there` };
}

export const javaEdits: Edits = {
  read: (variable, file) => ({
    text: `Objects.requireNonNull(System.getenv("${variable}"), "${variable} is not set")`,
    support: imported(file, 'java.util.Objects'),
  }),
  place,
  fallback,
  inside: withoutPlaceholderDefault,
  draw: (place) => drawOnJvm(place, (name) => imported(place.file, name), false),
  pins: [],
  loading: {
    manifests: ['pom.xml', 'build.gradle', 'build.gradle.kts'],
    loader: /dotenv|spring-dotenv/,
    how: (envFile) => `from a shell that has read it (\`set -a; . ./${envFile}; set +a\`)`,
  },
};
