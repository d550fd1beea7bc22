// Manifests of dependencies: requirements.txt, Gemfile, go.mod; build.gradle, which sets variables and properties, too.
import type { FormatReader } from './format.ts';
import { frameworksIn, isDependencyManifest } from './frameworks.ts';
import { groovyReader } from './groovy.ts';

/** Larger ones are made by machines. */
const maxLength = 500_000;

export const dependencyReader: FormatReader = {
  id: 'dependencies',
  canRead: (path) =>
    isDependencyManifest(path) && !/\.(?:json|toml|xml|props|[cfv][bs]proj)$/i.test(path),
  read: (input) => ({
    ...(groovyReader.canRead(input.path) && groovyReader.read(input)),
    frameworks: input.text.length > maxLength ? [] : frameworksIn(input.text),
  }),
};
