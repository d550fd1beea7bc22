// Manifests of dependencies that hold nothing else: requirements.txt, Gemfile, go.mod, build.gradle.
import type { FormatReader } from './format.ts';
import { frameworksIn, isDependencyManifest } from './frameworks.ts';

/** Larger ones are made by machines. */
const maxLength = 500_000;

export const dependencyReader: FormatReader = {
  id: 'dependencies',
  canRead: (path) =>
    isDependencyManifest(path) && !/\.(?:json|toml|xml|props|[cfv][bs]proj)$/i.test(path),
  read: ({ text }) => ({ frameworks: text.length > maxLength ? [] : frameworksIn(text) }),
};
