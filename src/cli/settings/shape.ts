// What a settings file may say, as data: the validator and keylint.schema.json are both made of it, so they cannot
// disagree.
import { maxAgeHint, maxAgeNumber, maxAgePattern } from '../../model/age.ts';
import { hmacAlgorithmNames } from '../../model/algorithms.ts';
import { severities } from '../../model/finding.ts';

export type Shape =
  | { readonly kind: 'text'; readonly describe?: string }
  /** As `--max-age` takes it, or a number of days. */
  | { readonly kind: 'age'; readonly describe?: string }
  | { readonly kind: 'choice'; readonly choices: readonly string[]; readonly describe?: string }
  | ListShape
  | ObjectShape;

export interface ListShape {
  readonly kind: 'list';
  readonly of: Shape;
  readonly min?: number;
  readonly max: number;
  /** Patterns of paths, which together must not cost too much. */
  readonly areGlobs?: boolean;
  readonly describe?: string;
}

export interface ObjectShape {
  readonly kind: 'object';
  /** What a key of it is called in messages. */
  readonly keysAre: 'key' | 'rule' | 'name';
  readonly properties: Readonly<Record<string, Shape>>;
  /** What all other keys hold; absent: there are no others. */
  readonly rest?: Shape;
  /** How many of these there may be. */
  readonly maxRest?: number;
  readonly required?: readonly string[];
  readonly describe?: string;
}

/** The file's name where nobody says another. */
export const settingsFileName = 'keylint.config.json';

/**
 * A repository brings its settings, and each entry of a list is asked about each name or path: far more than anybody
 * has written, and few enough for a commit hook. Longer lists of values go into a file for `--wordlist`.
 */
const most = { entries: 1_000, values: 10_000, overrides: 100 };
/** The longest path of Linux. */
export const maxTextLength = 4_096;

const listOf = (describe: string, max = most.entries): ListShape => ({
  kind: 'list',
  of: { kind: 'text' },
  max,
  describe,
});

/** The shape of a whole file. Rule ids are given so that a mistyped one is told at once. */
export function settingsShape(ruleIds: readonly string[]): ObjectShape {
  const ruleSetting: Shape = { kind: 'choice', choices: ['off', 'on', ...severities] };
  const rules: ObjectShape = {
    kind: 'object',
    keysAre: 'rule',
    properties: Object.fromEntries(ruleIds.map((id) => [id, ruleSetting])),
    describe: 'Rules by id: `off`, `on`, or the severity to report them with.',
  };
  return {
    kind: 'object',
    keysAre: 'key',
    properties: {
      $schema: { kind: 'text', describe: 'Where editors find this schema.' },
      rules,
      overrides: {
        kind: 'list',
        max: most.overrides,
        describe: 'Rules for some files alone; later entries win.',
        of: {
          kind: 'object',
          keysAre: 'key',
          properties: {
            files: {
              ...listOf('Globs, relative to the settings file.', most.overrides),
              min: 1,
              areGlobs: true,
            },
            rules,
          },
          required: ['files', 'rules'],
        },
      },
      secretNames: listOf(
        'More names that hold signing secrets, exact or with `*`. Case and separators do not matter.',
      ),
      ignoreNames: listOf('Names that hold no signing secret, whatever they look like.'),
      knownSecrets: listOf('Values to treat as public. They are never printed.', most.values),
      projectNames: listOf('More project, company and host names that no secret may be built on.'),
      algorithms: {
        kind: 'object',
        keysAre: 'name',
        properties: {},
        rest: { kind: 'choice', choices: hmacAlgorithmNames },
        maxRest: most.entries,
        describe:
          'Algorithm of a secret by name (exact or with `*`), where the code does not tell.',
      },
      ignore: { ...listOf('Globs of paths that are not audited at all.'), areGlobs: true },
      baseline: {
        kind: 'text',
        describe:
          'File of accepted findings, relative to the settings file, as `keylint baseline` writes it.',
      },
      maxAge: {
        kind: 'age',
        describe: `Report secrets that have not changed for longer. ${maxAgeHint}`,
      },
    },
    describe:
      'Settings of keylint: which rules apply where, and what it should know of the project.',
  };
}

/** The shape as JSON Schema (draft 7), the text of keylint.schema.json. */
export function renderSettingsSchema(ruleIds: readonly string[]): string {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: settingsFileName,
    ...toSchema(settingsShape(ruleIds)),
  };
  // Short lists on one line, as the formatter writes them.
  const text = JSON.stringify(schema, null, 2).replace(
    /^(.*)\[\n((?: *"[^"]*",?\n)+) *\](,?)$/gm,
    (lines, before: string, items: string, comma: string) => {
      const line = `${before}[${items.trim().replace(/\s*\n\s*/g, ' ')}]${comma}`;
      return line.length <= 100 ? line : lines;
    },
  );
  return `${text}\n`;
}

function toSchema(shape: Shape): Record<string, unknown> {
  const described = shape.describe === undefined ? {} : { description: shape.describe };
  switch (shape.kind) {
    case 'text':
      return { ...described, type: 'string', minLength: 1, maxLength: maxTextLength };
    case 'age':
      return {
        ...described,
        anyOf: [
          { type: 'integer', minimum: 1, maximum: maxAgeNumber },
          { type: 'string', pattern: maxAgePattern },
        ],
      };
    case 'choice':
      return { ...described, enum: shape.choices };
    case 'list':
      return {
        ...described,
        type: 'array',
        items: toSchema(shape.of),
        ...(shape.min && { minItems: shape.min }),
        maxItems: shape.max,
      };
    case 'object':
      return {
        ...described,
        type: 'object',
        properties: Object.fromEntries(
          Object.entries(shape.properties).map(([name, of]) => [name, toSchema(of)]),
        ),
        additionalProperties: shape.rest ? toSchema(shape.rest) : false,
        ...(shape.maxRest && { maxProperties: shape.maxRest }),
        ...(shape.required && { required: shape.required }),
      };
  }
}
