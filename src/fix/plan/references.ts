// How each format says "this comes from elsewhere": the reference that takes a secret's place in a file that git
// tracks, where a new value would be published with the next commit. One row a format, the first that fits counts;
// advice.ts says what to do about files of formats that cannot refer.
import type { Edit } from '../../model/edit.ts';
import type { SecretValue } from '../../model/secret.ts';
import { inDirectory } from './env-files.ts';
import type { PlanContext } from './plan-types.ts';
import { putReference, type Quoting } from './put-reference.ts';
import { terraformReference } from './terraform.ts';

/** A value that is to leave its file. */
export interface Leaving {
  readonly value: SecretValue;
  /** The whole decoded file. */
  readonly text: string;
  /** The variable that holds the secret from then on. */
  readonly name: string;
}

export interface TakenOut {
  readonly edits: readonly Edit[];
  /** Where the value is to be set instead, one sentence; absent: in the environment of the program. */
  readonly step?: string;
  /** Nothing refers to it: the entry is empty now. */
  readonly isEmptied?: true;
}

interface Row {
  isFor(value: SecretValue, context: PlanContext): boolean;
  readonly quoting: Quoting;
  /** What stands for the value; '' empties the entry. */
  reference(name: string): string;
  step?(leaving: Leaving): string;
}

const shellFailure = (name: string): string => `\${${name}:?${name} is not set}`;

const rows: readonly Row[] = [
  {
    isFor: ({ carrier }) => carrier === 'compose',
    quoting: 'yaml',
    reference: shellFailure,
  },
  {
    // Figaro's own file sets the environment and cannot read from it.
    isFor: (value, context) =>
      isRailsConfig(value, context) && !/application\.yml$/.test(pathOf(value)),
    quoting: 'erb',
    reference: (name) => `<%= ENV['${name}'] %>`,
  },
  {
    isFor: (value) =>
      /(?:^|\/)(?:application|bootstrap)(?:[.\-_][^/]*)?\.(?:ya?ml|properties)$|(?:^|\/)microprofile-config\.properties$/.test(
        pathOf(value),
      ),
    quoting: 'yaml',
    reference: (name) => `\${${name}}`,
  },
  {
    isFor: (value, context) =>
      /(?:^|\/)config\/[^.]{1,200}\.ya?ml$/.test(pathOf(value)) &&
      /"symfony\//.test(manifestOf(value, context, 'composer.json')),
    quoting: 'single',
    reference: (name) => `%env(${name})%`,
  },
  {
    isFor: (value) => /(?:^|\/)serverless(?:[.\-_][^/]*)?\.ya?ml$/.test(pathOf(value)),
    quoting: 'yaml',
    reference: (name) => `\${env:${name}}`,
  },
  {
    isFor: (value) => /(?:^|\/)\.(?:github|gitea|forgejo)\/workflows\//.test(pathOf(value)),
    quoting: 'yaml',
    reference: (name) => `\${{ secrets.${name} }}`,
    step: ({ name }) =>
      `The workflow reads secrets.${name} now: add it to the secrets of the repository (\`gh secret set ${name}\`).`,
  },
  {
    isFor: ({ carrier }) => carrier === 'helm',
    quoting: 'yaml',
    reference: () => '',
    step: ({ value }) =>
      `${pathOf(value)} leaves ${value.name ?? 'the value'} empty now: hand it to helm from a values file that git ignores, or let the chart take it from a Secret that is made elsewhere.`,
  },
  {
    isFor: (value) => /(?:^|\/)appsettings(?:\.[^/]{1,100})?\.json$/i.test(pathOf(value)),
    quoting: 'double',
    reference: () => '',
    step: ({ value }) => {
      const parts = (value.name ?? '').split('.');
      return `${pathOf(value)} leaves ${parts.join(':')} empty now: set ${parts.join('__')} in the environment, or \`dotnet user-secrets set "${parts.join(':')}"\` on a desk.`;
    },
  },
  {
    isFor: (value) => /(?:^|\/)\.vscode\/(?:launch|tasks)\.json$/.test(pathOf(value)),
    quoting: 'double',
    reference: (name) => `\${env:${name}}`,
  },
  {
    isFor: (value) => /(?:^|\/)\.?devcontainer\.json$/.test(pathOf(value)),
    quoting: 'double',
    reference: (name) => `\${localEnv:${name}}`,
  },
  {
    isFor: (value) => /(?:^|\/)(?:application|reference)[^/]*\.conf$/.test(pathOf(value)),
    quoting: 'none',
    reference: (name) => `\${${name}}`,
  },
  {
    isFor: ({ file }) => file.language === 'shell',
    quoting: 'shell',
    reference: shellFailure,
  },
];

/** The edits that take the value out of its file; `undefined` where the format, or this place in it, cannot refer. */
export function takeOut(context: PlanContext, leaving: Leaving): TakenOut | undefined {
  const { value, name } = leaving;
  if (/\.tf$/.test(pathOf(value))) return terraformReference(context, leaving);
  const row = rows.find(({ isFor }) => isFor(value, context));
  if (!row) return undefined;
  const reference = row.reference(name);
  const edit = putReference(leaving, reference, row.quoting);
  return (
    edit && {
      edits: [edit],
      ...(row.step && { step: row.step(leaving) }),
      ...(reference === '' && { isEmptied: true }),
    }
  );
}

function pathOf({ at }: SecretValue): string {
  return at.path;
}

/** Rails reads the YAML below its `config` through ERB. */
function isRailsConfig(value: SecretValue, context: PlanContext): boolean {
  const directory = /^(?:(.*)\/)?config\/[^/]+\.yml$/.exec(pathOf(value));
  return (
    directory !== null && context.readText(inDirectory(directory[1] ?? '', 'Gemfile')) !== undefined
  );
}

function manifestOf({ file }: SecretValue, context: PlanContext, name: string): string {
  const paths = [inDirectory(file.packageDirectory, name), name];
  return paths.map((path) => context.readText(path)).find((text) => text !== undefined) ?? '';
}
