// Manifests of dependencies: requirements.txt, Gemfile, go.mod; build.gradle, which sets variables and properties, too.
import type { Dependency } from '../../model/facts.ts';
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
    ...(/\.(?:txt|in)$/i.test(input.path) && { dependencies: requirementsIn(input.text) }),
  }),
};

/** Distributions of which the version matters, by their names as PEP 503 spells them, and what their rows call them. */
const distributions: ReadonlyMap<string, string> = new Map([['pyjwt', 'PyJWT']]);

/** `PyJWT[crypto] >= 1.7, < 3  # why`: what pip is asked for. */
const requirement =
  /^[ \t]{0,20}(?<name>[A-Za-z][\w.-]{0,60})(?:[ \t]{0,9}\[[^\]\n]{0,80}\])?[ \t]{0,9}(?<version>(?:[=<>~!]=?|===)[^;#\n]{0,80})/gm;

function requirementsIn(text: string): readonly Dependency[] {
  if (text.length > maxLength) return [];
  return [...text.matchAll(requirement)].flatMap(({ groups }) => {
    const plain = groups?.name?.toLowerCase().replace(/[._-]{1,60}/g, '-') ?? '';
    const name = distributions.get(plain);
    return name === undefined ? [] : [{ name, version: groups?.version?.trim() ?? '' }];
  });
}
