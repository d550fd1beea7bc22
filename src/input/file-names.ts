// What a name alone tells: files that hold secrets even where git ignores them, and places that hold other people's
// or a machine's code. Pure; what is done about it is up to the walk.

/** `.env`, `.env.production`, `prod.env`, `.envrc`, `.dev.vars` ...: where secrets live on a developer's disk. */
const envFile = /^(?:\.env(?:[._-].*)?|.*\.env|\.envrc|\.flaskenv|\.dev\.vars(?:\..*)?)$/is;

/** True for files that are audited although `.gitignore` names them. `name` is the last part of a path. */
export function isEnvFileName(name: string): boolean {
  return envFile.test(name);
}

/**
 * Other files that a project keeps to itself because of what is in them: `terraform.tfvars`,
 * `appsettings.Development.json`, `application-local.yml`, `secrets.toml`, `docker-compose.override.yml`.
 */
const localSecrets =
  /^(?:.{0,80}\.tfvars|appsettings\..{1,80}\.json|local\.settings\.json|launchSettings\.json|(?:.{1,80}[._-])?\.?secrets?(?:[._-].{1,80})?\.(?:json5?|ya?ml|toml|properties|ini|conf|xml|config)|(?:application|bootstrap)-[\w-]{1,60}\.(?:ya?ml|properties)|(?:local|config\.local|settings\.local|local\.config|local_settings)\.(?:json5?|ya?ml|toml|properties|ini|conf)|(?:docker-)?compose\.(?:override|local)\.ya?ml|values[._-](?:local|secrets?|private)\.ya?ml|credentials\.ya?ml|Pulumi\..{1,60}\.yaml)$/is;

/** True for files that are audited for weakness although `.gitignore` names them. */
export function holdsSecretsLocally(name: string): boolean {
  return isEnvFileName(name) || localSecrets.test(name);
}

/** True for scripts and styles that a bundler squeezed. */
export function isMinifiedName(name: string): boolean {
  return /[.-]min\.(?:js|mjs|cjs|css)$/i.test(name);
}

/** True for pictures, sounds and fonts: bytes of these are no text, whatever they spell. */
export function isMediaName(name: string): boolean {
  return /\.(?:png|jpe?g|gif|webp|avif|bmp|ico|woff2?|ttf|otf|eot|mp[34]|m4a|webm|mov|avi|ogg|wav|flac)$/i.test(
    name,
  );
}

const versionControl = new Set(['.git', '.hg', '.svn', '.jj', 'CVS']);

/** Names that mean dependencies or caches in every project that has them. */
const neverOurs = new Set([
  'node_modules',
  'bower_components',
  'jspm_packages',
  'third_party',
  'third-party',
  'site-packages',
  '__pycache__',
  '.venv',
  '.tox',
  '.nox',
  '.pnpm-store',
  '.yarn',
  '.next',
  '.nuxt',
  '.svelte-kit',
  '.turbo',
  '.parcel-cache',
  '.angular',
  '.gradle',
  '.terraform',
  '.nyc_output',
  'Pods',
]);

/** What makes a `vendor` beside it a package manager's; elsewhere the word may mean people who sell things. */
const vendoringManifests = new Set([
  'go.mod',
  'composer.json',
  'Gemfile',
  'Cargo.toml',
  'package.json',
  '.git',
]);

/** True for directories that hold what a version control system keeps for itself. */
export function isVersionControlName(name: string): boolean {
  return versionControl.has(name);
}

/** True for caches: what is left out with them was made from something else. */
export function isCacheName(name: string): boolean {
  return name.startsWith('.') || name === '__pycache__';
}

/**
 * True for directories whose code is left out unless they are named: dependencies and caches. `siblings` are the names
 * beside `name`. Configuration in them that git tracks is read all the same: somebody has put it there.
 */
export function isLeftOutDirectory(name: string, siblings: () => Iterable<string>): boolean {
  if (neverOurs.has(name) || versionControl.has(name)) return true;
  if (name !== 'vendor') return false;
  for (const sibling of siblings()) if (vendoringManifests.has(sibling)) return true;
  return false;
}

/** Where builds put copies. Only left out where git ignores them too: `out` and `build` are also plain words. */
const buildOutputs = new Set([
  'dist',
  'build',
  'out',
  'target',
  'bin',
  'obj',
  'coverage',
  'tmp',
  'temp',
  'cache',
  '.cache',
  '.output',
  '.vercel',
  '.netlify',
  '.serverless',
  '.wrangler',
  'venv',
]);

/** True for ignored directories that are not searched for `.env` files. */
export function isBuildOutputName(name: string): boolean {
  return buildOutputs.has(name);
}
