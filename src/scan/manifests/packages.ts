// Which packages of a project need each other, and for what: a crate that only `dev-dependencies` ask for, a module of
// Maven in the scope of tests, a project of .NET that only test projects refer to.
import { directoryOf, joinPath, parseJson, record } from '../languages/config-paths.ts';

/** A package of the project, as other manifests of its kind call it. */
export interface NamedPackage {
  /** `cargo:acme-fixtures`, `maven:acme-test-utils`, `dotnet:src/Acme/Acme.csproj`. */
  readonly id: string;
  readonly directory: string;
  /** Somebody starts or fetches it by itself, whoever needs it here. */
  readonly isShipped: boolean;
  /** A program: that nobody but tests needs it as a library says nothing. */
  readonly isStarted: boolean;
  /** Nothing but tests is in it. */
  readonly isTests: boolean;
  readonly needs: readonly Need[];
}

interface Need {
  readonly id: string;
  readonly isForTests: boolean;
}

export interface ManifestText {
  /** In lower case. */
  readonly name: string;
  readonly directory: string;
  readonly path: string;
  readonly text: string;
}

/** The package that a manifest describes, where its kind says how packages of a project need each other. */
export function readPackage(manifest: ManifestText): NamedPackage | undefined {
  if (manifest.name === 'cargo.toml') return readCrate(manifest);
  if (manifest.name === 'pom.xml') return readModule(manifest);
  if (manifest.name === 'package.json') return readTests(manifest);
  return /\.[cfv][a-z]?[bs]?proj$/.test(manifest.name) ? readProject(manifest) : undefined;
}

/** A package of npm that is called after tests, runs some, and has nothing that is started or imported. */
function readTests({ directory, text }: ManifestText): NamedPackage | undefined {
  const manifest = record(parseJson(text));
  const { name, main, module, exports, bin } = manifest;
  if (typeof name !== 'string' || !/(?:^|[-_/.])(?:tests?|e2e)$/.test(name)) return undefined;
  const scripts = Object.entries(record(manifest.scripts));
  const isRun = scripts.some(([, command]) =>
    /\b(?:jest|vitest|mocha|playwright|cypress|wdio|newman|cucumber-js)\b/.test(String(command)),
  );
  const isStarted = scripts.some(([script]) => /^(?:start|serve|dev|build)$/.test(script));
  const isImported = [main, module, exports, bin].some((entry) => entry !== undefined);
  if (manifest.private !== true || !isRun || isStarted || isImported) return undefined;
  return { id: `npm:${name}`, directory, isShipped: false, isStarted, isTests: true, needs: [] };
}

function readCrate({ directory, text }: ManifestText): NamedPackage | undefined {
  const head = tableOf(text, 'package');
  const name = /^\s{0,9}name\s{0,9}=\s{0,9}["'](?<name>[\w-]{1,100})["']/m.exec(head)?.groups?.name;
  if (name === undefined) return undefined;
  const tables = text.matchAll(
    /^\s{0,9}\[(?:target\.[^\]\n]{1,200}\.)?(?<kind>dev-|build-)?dependencies(?:\.(?<one>[\w-]{1,100}))?\](?<body>(?:\n(?!\s{0,9}\[).{0,500}){0,400})/gm,
  );
  const needs = [...tables].flatMap(({ groups }): Need[] => {
    const { kind, one, body = '' } = groups ?? {};
    const names =
      one !== undefined
        ? [one]
        : [...body.matchAll(/^\s{0,9}["']?(?<name>[\w-]{1,100})["']?[\s.=]/gm)].map(
            ({ groups }) => groups?.name ?? '',
          );
    return names.map((needed) => ({ id: `cargo:${needed}`, isForTests: kind === 'dev-' }));
  });
  const isUnpublished = /^\s{0,9}publish\s{0,9}=\s{0,9}false/m.test(head);
  const isStarted = /^\s{0,9}\[\[bin\]\]/m.test(text);
  return {
    id: `cargo:${name}`,
    directory,
    isShipped: !isUnpublished,
    isStarted,
    isTests: false,
    needs,
  };
}

function tableOf(text: string, name: string): string {
  const from = text.search(new RegExp(`^\\s{0,9}\\[${name}\\]`, 'm'));
  if (from === -1) return '';
  const end = text.slice(from + 1).search(/^\s{0,9}\[/m);
  return end === -1 ? text.slice(from) : text.slice(from, from + 1 + end);
}

function readModule({ directory, text: whole }: ManifestText): NamedPackage | undefined {
  const text = whole.replace(/<parent>[\s\S]{0,2000}?<\/parent>/, '');
  const own = text.replace(
    /<(dependencies|build|dependencyManagement|profiles)>[\s\S]*?<\/\1>/g,
    '',
  );
  const name = /<artifactId>\s{0,99}(?<name>[\w.-]{1,100})/.exec(own)?.groups?.name;
  if (name === undefined) return undefined;
  const needs = [...text.matchAll(/<dependency>(?<body>[\s\S]{0,2000}?)<\/dependency>/g)].flatMap(
    ({ groups: { body = '' } = {} }): Need[] => {
      const needed = /<artifactId>\s{0,99}(?<name>[\w.-]{1,100})/.exec(body)?.groups?.name;
      const isForTests = /<scope>\s{0,99}test\b|<type>\s{0,99}test-jar/.test(body);
      return needed === undefined ? [] : [{ id: `maven:${needed}`, isForTests }];
    },
  );
  const isUnpublished = /<maven\.deploy\.skip>\s{0,99}true/.test(text);
  const isStarted = startedModule.test(text);
  return {
    id: `maven:${name}`,
    directory,
    isShipped: !isUnpublished,
    isStarted,
    isTests: false,
    needs,
  };
}

const startedModule =
  /<artifactId>\s{0,99}(?:spring-boot|quarkus|micronaut|jib|exec|maven-shade|maven-assembly|appassembler)-(?:maven-)?plugin|<packaging>\s{0,99}(?:war|ear|quarkus)\b|<mainClass>/;

const startedProject =
  /Sdk="Microsoft\.NET\.Sdk\.(?:Web|Worker|BlazorWebAssembly)\b|<OutputType>\s{0,99}(?:Win)?Exe\b|<AzureFunctionsVersion>/i;

/** What makes a project of .NET one of tests, whatever it is called. */
const testProject =
  /<IsTestProject>\s{0,99}true|Include="(?:Microsoft\.NET\.Test\.Sdk|xunit(?:\.v3|\.core)?|NUnit|MSTest(?:\.TestFramework)?|TUnit)"/i;

function readProject({ directory, path, text }: ManifestText): NamedPackage {
  const isTests = testProject.test(text);
  const needs = [
    ...text.matchAll(/<ProjectReference\s[^>]{0,200}?Include="(?<to>[^"]{1,300})"/g),
  ].flatMap(({ groups }): Need[] => {
    const to = joinPath(directoryOf(path), (groups?.to ?? '').replaceAll('\\', '/'));
    return to === undefined ? [] : [{ id: `dotnet:${to}`, isForTests: isTests }];
  });
  const isUnpublished = /<IsPackable>\s{0,99}false/i.test(text);
  const isStarted = startedProject.test(text);
  return { id: `dotnet:${path}`, directory, isShipped: !isUnpublished, isStarted, isTests, needs };
}
