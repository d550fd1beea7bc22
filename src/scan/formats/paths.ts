// What the path of a configuration file tells before its text is read: its environment, whether it is a template.

/** Code in the texts of a JSON, which is one line as often as not. */
export const isNotebookPath = (path: string): boolean => /\.ipynb$/i.test(path);

/** Elastic Beanstalk's, which are YAML whatever they are called. */
export const isBeanstalkPath = (path: string): boolean =>
  /(?:^|\/)\.ebextensions\/[^/]+\.config$/.test(path);

const environmentWords: ReadonlyMap<string, string> = new Map([
  ['production', 'production'],
  ['prod', 'production'],
  ['prd', 'production'],
  ['staging', 'staging'],
  ['stage', 'staging'],
  ['stg', 'staging'],
  ['preprod', 'staging'],
  ['preproduction', 'staging'],
  ['development', 'development'],
  ['develop', 'development'],
  ['dev', 'development'],
  ['test', 'test'],
  ['tests', 'test'],
  ['testing', 'test'],
  ['e2e', 'test'],
  ['qa', 'qa'],
  ['uat', 'uat'],
]);

// Words that name an environment in `.env.docker`, but a subject in `docker-compose.yml` or `.gitlab-ci.yml`.
const dotenvEnvironmentWords: ReadonlyMap<string, string> = new Map([
  ['ci', 'ci'],
  ['docker', 'docker'],
  ['compose', 'docker'],
  ['preview', 'preview'],
  ['sandbox', 'sandbox'],
  ['demo', 'demo'],
  ['beta', 'beta'],
  ['live', 'production'],
]);

const templateWords: ReadonlySet<string> = new Set([
  'example',
  'examples',
  'sample',
  'template',
  'tmpl',
  'tpl',
  'dist',
  'default',
  'defaults',
  'skeleton',
  'hbs',
  'ejs',
  'j2',
  'erb',
  'mustache',
  'njk',
]);

// `config/default.json` and `values-defaults.yaml` are live; in the name of a `.env` the same word is a template.
const liveInConfig: ReadonlySet<string> = new Set(['default', 'defaults', 'examples']);

// Suffixes that do not change what a file is: copies and templates of it.
const copySuffix =
  /[.\-_](?:example|sample|template|tmpl|tpl|dist|defaults?|skeleton|hbs|ejs|j2|erb|bak|backup|old|orig|save|copy)$/i;

/** The last part of a path. */
export function baseNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The base name in lower case without suffixes such as `.example` and `.bak`: says which format it is. */
export function formatNameOf(path: string): string {
  let name = baseNameOf(path).toLowerCase().slice(-200);
  for (let round = 0; round < 3; round++) {
    const shorter = name.replace(copySuffix, '').replace(/~$/, '');
    if (shorter === name || shorter === '') break;
    name = shorter;
  }
  return name;
}

function wordsOf(name: string): string[] {
  return name
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, '$1.$2')
    .toLowerCase()
    .split(/[.\-_\s]+/)
    .filter((word) => word !== '');
}

/** `prod` and `Production` to `production`; `undefined` for a word that names no environment. */
export function environmentOfWord(word: string): string | undefined {
  return environmentWords.get(word.toLowerCase());
}

/** Whether keys are the names of environments, all of them: `development`, `production`, and `default` beside these. */
export function areEnvironments(keys: readonly string[]): boolean {
  if (keys.length < 2 || keys.length > 12) return false;
  const isNamed = (key: string): boolean => environmentOfWord(key) !== undefined;
  return (
    keys.some(isNamed) && keys.every((key) => isNamed(key) || /^(?:default|local|base)$/.test(key))
  );
}

/** The environment that a file name or, failing that, its directories name: `.env.prod`, `env/production.json`. */
export function environmentOfPath(path: string, isDotenv: boolean): string | undefined {
  for (const word of wordsOf(baseNameOf(path))) {
    const found =
      environmentWords.get(word) ?? (isDotenv ? dotenvEnvironmentWords.get(word) : undefined);
    if (found) return found;
  }
  const directories = path.split('/').slice(0, -1).reverse();
  for (const directory of directories) {
    const found = environmentOfWord(directory);
    if (found) return found;
  }
  return undefined;
}

/** Whether the file is a pattern to be copied: `.env.example`, `config.sample.json`, `env-example-relational`. */
export function isTemplatePath(path: string, isDotenv: boolean): boolean {
  // What `sam deploy` deploys is called so.
  if (/^template\.(?:ya?ml|json)$/i.test(baseNameOf(path))) return false;
  return wordsOf(baseNameOf(path)).some(
    (word) => templateWords.has(word) && (isDotenv || !liveInConfig.has(word)),
  );
}
