// Which env file takes the variable of a package: one that its code reads and that git leaves alone.
import { directoryOf, inDirectory, templateNames } from './env-files.ts';
import type { PlanContext } from './plan-types.ts';

const liveNames = ['.env', '.env.local', '.env.development.local', '.env.development', '.dev.vars'];

/** Tools that read `.env.local` after `.env` and want the first kept out of git, the second in it. */
const localReaders =
  /"(?:next|vite|react-scripts|@vue\/cli-service|@sveltejs\/kit|astro|dotenv-flow)"\s*:/;

/** `config/config.env`, `env/.env.local`: files that a package names itself when it loads them. */
const ownNames = /(?:^|\/)(?:[\w-]{1,40}\.env|\.env(?:\.(?:local|dev|development))?)$/;

function manifestOf(context: PlanContext, packageDirectory: string): string {
  return context.readText(inDirectory(packageDirectory, 'package.json')) ?? '';
}

/** Whether git holds the file: a secret put into it would be committed. */
export function isTracked(context: PlanContext, path: string): boolean {
  const file = context.fileOf(path);
  return file ? file.tracked === 'tracked' : context.isTracked(path);
}

/** The env file that a package's variables live in; it may not exist yet. */
export function envFileFor(context: PlanContext, packageDirectory: string): string {
  return context.once(`env file ${packageDirectory}`, () =>
    chooseEnvFile(context, packageDirectory),
  );
}

function chooseEnvFile(context: PlanContext, packageDirectory: string): string {
  for (const directory of new Set([packageDirectory, ''])) {
    const existing = liveNames
      .map((name) => inDirectory(directory, name))
      .filter((path) => context.readText(path) !== undefined);
    const [first] = existing;
    if (first === undefined) continue;
    if (!isTracked(context, first)) return first;
    if (!localReaders.test(manifestOf(context, packageDirectory))) return first;
    return (
      existing.find((path) => !isTracked(context, path)) ?? inDirectory(directory, '.env.local')
    );
  }
  return onlyEnvFile(context, packageDirectory) ?? inDirectory(packageDirectory, '.env');
}

/** The one env file below the package that git leaves alone; `undefined` where there is none, or a choice. */
function onlyEnvFile(context: PlanContext, packageDirectory: string): string | undefined {
  const [only, ...others] = context.project.files.filter(
    ({ path, packageDirectory: owner, context: kind }) =>
      owner === packageDirectory &&
      kind === 'production' &&
      ownNames.test(path) &&
      !templateNames.includes(path.split('/').at(-1) ?? '') &&
      !isTracked(context, path),
  );
  return others.length === 0 ? only?.path : undefined;
}

/**
 * Env files of other environments beside `envPath`: a service that reads one of them needs the variable too. Those
 * that git tracks are left alone: their environments get secrets from elsewhere.
 */
export function siblingEnvFiles(context: PlanContext, envPath: string): readonly string[] {
  return context.once(`siblings ${envPath}`, () => findSiblings(context, envPath));
}

function findSiblings(context: PlanContext, envPath: string): readonly string[] {
  const directory = directoryOf(envPath);
  return context.project.files
    .map(({ path }) => path)
    .filter((path) => path !== envPath && directoryOf(path) === directory)
    .filter((path) =>
      /(?:^|\/)\.env\.(?!local|test|ci|example|sample|template|dist)[\w-]+$/.test(path),
    )
    .filter((path) => !isTracked(context, path))
    .sort();
}

/** Whether the package is a library on its way to a registry: its users start it, so it has no env file itself. */
export function isLibrary(context: PlanContext, packageDirectory: string): boolean {
  const manifest = manifestOf(context, packageDirectory);
  return /"(?:files|publishConfig)"\s*:/.test(manifest) && !/"private"\s*:\s*true/.test(manifest);
}
