// Whether something puts a package's `.env` into the environment of its program, and how to have that done.
import type { SecretValue } from '../../model/secret.ts';
import { loadsEnvFiles } from './code-support.ts';
import { inDirectory } from './env-files.ts';
import type { PlanContext } from './plan-types.ts';

interface Loading {
  readonly isLoaded: boolean;
  /** What to do where nothing does: `with ...`, `from ...`. */
  how(envFile: string): string;
}

/** As the language of the code at `value` has it. */
export function loadingOf(context: PlanContext, value: SecretValue): Loading {
  const { packageDirectory } = value.file;
  const loading = context.repairOf(value.at.path)?.loading;
  if (!loading) {
    return {
      isLoaded: loadsEnvFiles(context, packageDirectory),
      how: (envFile) => `with \`node --env-file=${envFile}\``,
    };
  }
  const isLoaded = [packageDirectory, ''].some((directory) =>
    loading.manifests.some((name) =>
      loading.loader.test(context.readText(inDirectory(directory, name)) ?? ''),
    ),
  );
  return { isLoaded, how: loading.how };
}
