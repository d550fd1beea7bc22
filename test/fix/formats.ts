// Random files of every format with a parser of its own, and what must hold after their secrets were replaced: the
// parser sees the new values and nothing else that is different. Shared by the short test and the soak.
import { parse as parseDotenv } from 'dotenv';
import fc from 'fast-check';
import { parse as parseToml, stringify as stringifyToml } from 'smol-toml';
import { parseAllDocuments, stringify as stringifyYaml } from 'yaml';
import { rotateText } from './rotate-text.ts';

export interface FormatCase {
  readonly name: string;
  readonly path: string;
  readonly text: fc.Arbitrary<string>;
  /** Leaves by path, as the format's own parser gives them. */
  parse(text: string): ReadonlyMap<string, unknown>;
}

const secretNames = [
  'JWT_SECRET',
  'JWT_REFRESH_SECRET',
  'SESSION_SECRET',
  'COOKIE_SECRET',
  'TOKEN_SECRET',
];
const otherNames = ['PORT', 'DB_URL', 'A', 'X_1', 'GREETING', 'EMPTY'];
const name = fc.oneof(fc.constantFrom(...secretNames), fc.constantFrom(...otherNames));
const character = fc.constantFrom(
  ...'abcXYZ0189',
  ...' \t#=:\'"`\\$${}[]!@%&*|>-_.,~/+?;<()',
  '\\n',
  '\\r',
  '\\"',
  'ä',
  '€',
  '😀',
);
const word = fc.string({
  unit: fc.constantFrom(...'abcdefXYZ0123456789-_.!'),
  minLength: 1,
  maxLength: 24,
});
const anyText = fc.oneof(
  word,
  fc.array(character, { maxLength: 20 }).map((units) => units.join('')),
);
const lineEnd = fc.constantFrom('\n', '\n', '\r\n', '\r');

const dotenvValue = fc.oneof(
  word,
  anyText,
  anyText.map((text) => `'${text}'`),
  anyText.map((text) => `"${text}"`),
  anyText.map((text) => `\`${text}\``),
  fc.tuple(word, anyText).map(([a, b]) => `"${a}\n${b}"`),
  word.map((text) => `${text} # a comment`),
  word.map((text) => `"${text}"# a comment`),
  word.map((text) => `\${PORT}${text}`),
  fc.constant(''),
);
const dotenvLine = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(
        fc.constantFrom('', '', '', 'export ', '  ', 'export\t'),
        name,
        fc.constantFrom('=', '=', '=', ' = ', '= ', ' =', ': ', '=\n'),
        dotenvValue,
        fc.constantFrom('', '', ' ', '\t'),
      )
      .map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: fc.constantFrom('', '# comment', '#JWT_SECRET=old', '   ') },
  { weight: 1, arbitrary: anyText },
);

const dotenvText = fc.array(fc.tuple(dotenvLine, lineEnd), { maxLength: 10 }).chain((lines) =>
  fc.boolean().map((isClosed) => {
    const text = lines.flat().join('');
    return isClosed ? text : text.replace(/[\r\n]+$/, '');
  }),
);

/** Trees with secrets at any depth. */
const treeKey = fc.constantFrom(
  'jwtSecret',
  'secret',
  'JWT_SECRET',
  'session_secret',
  'jwt',
  'port',
  'name',
  'x-y',
);
const tree = fc.letrec<{ node: unknown; map: Record<string, unknown> }>((tie) => ({
  map: fc.dictionary(treeKey, tie('node'), { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
  node: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'tree' },
    { weight: 4, arbitrary: anyText },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 99999 }) },
    { weight: 1, arbitrary: fc.boolean() },
    { weight: 1, arbitrary: fc.array(word, { maxLength: 2 }) },
    { weight: 2, arbitrary: tie('map') },
  ),
})).map;

function leaves(
  value: unknown,
  path = '',
  found = new Map<string, unknown>(),
): Map<string, unknown> {
  if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) leaves(inner, `${path}/${key}`, found);
    if (Object.keys(value).length === 0) found.set(path, '{}');
  } else found.set(path, value);
  return found;
}

const yamlStyle = fc.record({
  defaultStringType: fc.constantFrom(
    'PLAIN',
    'QUOTE_SINGLE',
    'QUOTE_DOUBLE',
    'BLOCK_LITERAL',
    'BLOCK_FOLDED',
  ),
  indent: fc.constantFrom(2, 4),
  collectionStyle: fc.constantFrom('any', 'block', 'flow'),
} as const);

/**
 * A reader of .properties after java.util.Properties#load, without continuation lines and \u escapes; it drops white
 * space behind values, as keylint's own reader does and Java does not.
 */
function parseProperties(text: string): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const line of text.split(/\r\n|\r|\n/)) {
    const match = /^[ \t\f]*(?![#!])((?:\\.|[^\\=: \t\f])+)[ \t\f]*[=:]?[ \t\f]*(.*)$/.exec(line);
    if (match)
      found.set(
        (match[1] ?? '').replace(/\\(.)/g, '$1'),
        (match[2] ?? '').trimEnd().replace(/\\(.)/g, '$1'),
      );
  }
  return found;
}

const propertiesText = fc
  .array(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc
          .tuple(
            fc.constantFrom('jwt.secret', 'app.jwtSecret', 'server.port', 'session.secret', 'a.b'),
            fc.constantFrom('=', ' = ', ':', ': '),
            fc.oneof(
              word,
              anyText.map((text) => text.replace(/\\+/g, '\\\\').replace(/[\r\n]/g, '')),
            ),
          )
          .map((parts) => parts.join('')),
      },
      { weight: 1, arbitrary: fc.constantFrom('# comment', '! comment', '') },
    ),
    { maxLength: 8 },
  )
  .chain((lines) => fc.constantFrom('\n', '\r\n').map((end) => lines.join(end)));

export const formatCases: readonly FormatCase[] = [
  {
    name: '.env',
    path: '.env',
    text: dotenvText,
    parse: (text) => new Map(Object.entries(parseDotenv(text))),
  },
  {
    name: 'YAML',
    path: 'config/default.yaml',
    text: fc
      .tuple(tree, yamlStyle, fc.constantFrom('\n', '\r\n'))
      .map(([value, style, end]) => stringifyYaml(value, style).replaceAll('\n', end)),
    parse: (text) => leaves(parseAllDocuments(text).map((document) => document.toJS())),
  },
  {
    name: 'JSON',
    path: 'config/default.json',
    text: fc
      .tuple(tree, fc.constantFrom(0, 2, '\t'))
      .map(([value, indent]) => JSON.stringify(value, null, indent)),
    parse: (text) => leaves(JSON.parse(text)),
  },
  {
    name: 'TOML',
    path: 'config/default.toml',
    text: tree.map((value) => stringifyToml(value)),
    parse: (text) => leaves(parseToml(text)),
  },
  {
    name: 'properties',
    path: 'src/main/resources/application.properties',
    text: propertiesText,
    parse: parseProperties,
  },
];

/** What is wrong with the result, in words without values; empty where all is well. */
export async function checkText(format: FormatCase, text: string): Promise<string[]> {
  let before: ReadonlyMap<string, unknown>;
  try {
    before = format.parse(text);
  } catch {
    return [];
  }
  const { text: fixed, made, edits, old, names } = await rotateText(format.path, text);
  const after = format.parse(fixed);
  const wrong: string[] = [];
  if ([...before.keys()].join() !== [...after.keys()].join()) wrong.push('the keys differ');
  for (const [key, value] of after) {
    const was = before.get(key);
    if (value === was) continue;
    // A block of YAML ends with the line end that it always had.
    const unprefixed = String(value)
      .replace(/^(?:base64|hex|hex2bin):/, '')
      .replace(/\n+$/, '');
    if (!made.has(unprefixed)) wrong.push(`${key} is neither the old value nor a new secret`);
    if (!old.includes(String(was))) wrong.push(`${key} was no secret`);
  }
  for (const [key, was] of before) {
    // Of two entries with one text, one may be no secret to linking: it is then to stay.
    const isSecret =
      secretNames.includes(key.split('/').at(-1) ?? '') && names.has(nameOfLeaf(key));
    // White space at the ends of a YAML block cannot be replaced: such a value is left, with a reason.
    const isLeft = /^\s|[ \t]\n*$/.test(String(was));
    if (isSecret && !isLeft && old.includes(String(was)) && after.get(key) === was) {
      wrong.push(`${key} is still the old value`);
    }
  }
  return [...wrong, ...outsideOf(text, fixed, edits)];
}

/** `/0/jwt/secret`, the leaf of a document, as linking names it: `jwt.secret`. */
function nameOfLeaf(path: string): string {
  return path.replace(/^\/(?:\d+\/)?/, '').replaceAll('/', '.');
}

/** Everything that no edit covers must be there as it was. */
function outsideOf(
  text: string,
  fixed: string,
  edits: readonly { readonly start: number; readonly end: number; readonly text: string }[],
): string[] {
  let shift = 0;
  let offset = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    const kept = text.slice(offset, edit.start);
    if (fixed.slice(offset + shift, edit.start + shift) !== kept) return ['bytes outside changed'];
    shift += edit.text.length - (edit.end - edit.start);
    offset = edit.end;
  }
  return fixed.slice(offset + shift) === text.slice(offset) ? [] : ['bytes outside changed'];
}
