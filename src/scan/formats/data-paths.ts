// Files that have the syntax of configuration and are something else: lock files, translations, compiler settings, what NuGet
// has resolved.
import { isTranslationPath } from '../../model/translation-paths.ts';
import { baseNameOf, formatNameOf } from './paths.ts';

const dataNames =
  /^(?:package-lock|npm-shrinkwrap|\.package-lock|composer-lock|components?-lock|bun\.lock|pnpm-lock|yarn-lock|tsconfig.*|jsconfig.*|\.?eslintrc.*|\.?prettierrc.*|\.?stylelintrc.*|\.?babelrc.*|biome|renovate|lerna|openapi.*|swagger.*|angular|manifest\.webmanifest|api-extractor.*|cspell.*|typedoc|\.?nycrc|\.?markdownlint.*|\.?release-please.*|project\.(?:assets|packagespec))\.(?:json[c5]?|ya?ml|toml)$/;
const dataSuffixes =
  /(?:[.-]lock|\.nuget\.dgspec|\.deps|\.map|\.schema|\.min|\.tsbuildinfo|\.ipynb|\.geojson)\.(?:json|ya?ml)$/;
const dataDirectories = /(?:^|\/)(?:__snapshots__|cassettes)\//;

/** Whether a `.json`, `.yaml` or `.toml` file can hold no configuration of the program, judged by its path. */
export function isDataPath(path: string): boolean {
  const name = baseNameOf(path);
  if (name.length > 300) return true;
  const lower = formatNameOf(path);
  return (
    dataNames.test(lower) ||
    dataSuffixes.test(lower) ||
    dataDirectories.test(path.toLowerCase()) ||
    isTranslationPath(path)
  );
}
