// What manifests and the other code say of a place: a key there is a note where tests and examples alone come to it, and a
// finding of production where one word of the manifest is another.
import { expect, test } from 'vitest';
import { rules } from '../rules/index.ts';
import { auditTexts } from './helpers.ts';

type Files = Readonly<Record<string, string>>;

const key = 'tutorial-tutorial-4711';
const inGo = `package keys\n\nconst JWTSecret = "${key}"\n`;
const inRuby = `JWT_SECRET = '${key}'\n`;
const inRust = `pub const JWT_SECRET: &str = "${key}";\n`;
const inPhp = `<?php\nconst JWT_SECRET = '${key}';\n`;
const inKotlin = `const val JWT_SECRET = "${key}"\n`;
const inYaml = `jwt_secret: ${key}\n`;
const inJson = `{ "Jwt": { "Secret": "${key}" } }\n`;
const inJs = "export const jwtSecret = 'tutorial-tutorial-4711';\n";
const goTest = 'package acceptance\n\nimport "testing"\n\nfunc TestAll(t *testing.T) {}\n';
const project = (inner: string, sdk = 'Microsoft.NET.Sdk'): string =>
  `<Project Sdk="${sdk}"><ItemGroup>${inner}</ItemGroup></Project>\n`;

/** Each with the path of the key, the files that make it one of tests, and those that do not. */
const places: readonly (readonly [name: string, path: string, of: Files, near: Files])[] = [
  [
    'a server that stands in for one',
    'test-mock-server/keys.yml',
    { 'test-mock-server/keys.yml': inYaml },
    { 'testimonial-server/keys.yml': inYaml },
  ],
  [
    'an environment that is set up for tests',
    'scripts/test-environments/proxy/keys.yml',
    { 'scripts/test-environments/proxy/keys.yml': inYaml },
    { 'scripts/environments/proxy/keys.yml': inYaml },
  ],
  [
    'a directory that Composer loads for development',
    'support/Keys.php',
    {
      'support/Keys.php': inPhp,
      'composer.json': '{"autoload-dev":{"psr-4":{"A\\\\":"support/"}}}',
    },
    { 'support/Keys.php': inPhp, 'composer.json': '{"autoload":{"psr-4":{"A\\\\":"support/"}}}' },
  ],
  [
    'what a library of PHP leaves out of its export',
    'scratch/Keys.php',
    {
      'scratch/Keys.php': inPhp,
      '.gitattributes': '/scratch export-ignore\n',
      'composer.json': '{"name":"acme/a","type":"library"}',
    },
    {
      'scratch/Keys.php': inPhp,
      '.gitattributes': '/scratch export-ignore\n',
      'composer.json': '{"name":"acme/a","type":"project"}',
    },
  ],
  [
    'what a gem leaves out',
    'bin/try.rb',
    {
      'bin/try.rb': inRuby,
      'a.gemspec': 'spec.files = `git ls-files`.split.reject { |f| f.match(%r{^(spec|bin)/}) }\n',
    },
    {
      'bin/try.rb': inRuby,
      'a.gemspec': 'spec.files = `git ls-files`.split.select { |f| f.match(%r{^(lib|bin)/}) }\n',
    },
  ],
  [
    'directories that pytest looks in',
    'checks/data.yml',
    {
      'checks/data.yml': inYaml,
      'pyproject.toml': '[tool.pytest.ini_options]\ntestpaths = ["checks"]\n',
    },
    { 'checks/data.yml': inYaml, 'pyproject.toml': '[tool.acme]\npackages = ["checks"]\n' },
  ],
  [
    'an example of Cargo',
    'tour/main.rs',
    { 'tour/main.rs': inRust, 'Cargo.toml': '[[example]]\nname = "a"\npath = "tour/main.rs"\n' },
    { 'tour/main.rs': inRust, 'Cargo.toml': '[[bin]]\nname = "a"\npath = "tour/main.rs"\n' },
  ],
  [
    'a source set of Gradle',
    'src/it/kotlin/Keys.kt',
    {
      'src/it/kotlin/Keys.kt': inKotlin,
      'build.gradle': 'sourceSets {\n  it {\n    kotlin.srcDir "src/it/kotlin"\n  }\n}\n',
    },
    {
      'src/it/kotlin/Keys.kt': inKotlin,
      'build.gradle': 'sourceSets {\n  main {\n    kotlin.srcDir "src/it/kotlin"\n  }\n}\n',
    },
  ],
  [
    'resources of tests of Maven',
    'it-data/application.yml',
    {
      'it-data/application.yml': inYaml,
      'pom.xml': '<project><testResource><directory>it-data</directory></testResource></project>',
    },
    {
      'it-data/application.yml': inYaml,
      'pom.xml': '<project><resource><directory>it-data</directory></resource></project>',
    },
  ],
  [
    'a project of .NET with a test framework',
    'Checks/appsettings.json',
    {
      'Checks/appsettings.json': inJson,
      'Checks/Checks.csproj': project('<PackageReference Include="Microsoft.NET.Test.Sdk" />'),
    },
    {
      'Checks/appsettings.json': inJson,
      'Checks/Checks.csproj': project('<PackageReference Include="Microsoft.NET.Sdk.Web" />'),
    },
  ],
  [
    'a server that only test projects refer to, and that is called so',
    'Harness/Web/appsettings.json',
    {
      'Harness/Web/appsettings.json': inJson,
      'Harness/Web/Web.csproj': project('', 'Microsoft.NET.Sdk.Web'),
      'Checks/Checks.csproj': project(
        '<PackageReference Include="xunit" /><ProjectReference Include="..\\Harness\\Web\\Web.csproj" />',
      ),
    },
    {
      'Harness/Web/appsettings.json': inJson,
      'Harness/Web/Web.csproj': project('', 'Microsoft.NET.Sdk.Web'),
      'Host/Host.csproj': project('<ProjectReference Include="..\\Harness\\Web\\Web.csproj" />'),
    },
  ],
  [
    'a crate that only tests depend on',
    'mock-issuer/src/lib.rs',
    {
      'mock-issuer/src/lib.rs': inRust,
      'mock-issuer/Cargo.toml': '[package]\nname = "mock-issuer"\n',
      'api/Cargo.toml':
        '[package]\nname = "api"\n[dev-dependencies]\nmock-issuer = { path = "../mock-issuer" }\n',
    },
    {
      'mock-issuer/src/lib.rs': inRust,
      'mock-issuer/Cargo.toml': '[package]\nname = "mock-issuer"\n',
      'api/Cargo.toml':
        '[package]\nname = "api"\n[dependencies]\nmock-issuer = { path = "../mock-issuer" }\n',
    },
  ],
  [
    'a module of Maven in the scope of tests',
    'acme-mock/src/main/resources/application.yml',
    {
      'acme-mock/src/main/resources/application.yml': inYaml,
      'acme-mock/pom.xml': '<project><artifactId>acme-mock</artifactId></project>',
      'api/pom.xml':
        '<project><artifactId>api</artifactId><dependency><artifactId>acme-mock</artifactId><scope>test</scope></dependency></project>',
    },
    {
      'acme-mock/src/main/resources/application.yml': inYaml,
      'acme-mock/pom.xml': '<project><artifactId>acme-mock</artifactId></project>',
      'api/pom.xml':
        '<project><artifactId>api</artifactId><dependency><artifactId>acme-mock</artifactId></dependency></project>',
    },
  ],
  [
    'a module of Rust that tests are compiled with',
    'src/keys/canned.rs',
    {
      'src/keys/canned.rs': inRust,
      'src/keys/mod.rs': '#[cfg(test)]\nmod canned;\n',
      'src/lib.rs': 'mod keys;\n',
    },
    {
      'src/keys/canned.rs': inRust,
      'src/keys/mod.rs': '#[cfg(not(test))]\nmod canned;\n',
      'src/lib.rs': 'mod keys;\n',
    },
  ],
  [
    'a module below one that tests are compiled with',
    'src/keys/canned.rs',
    {
      'src/keys/canned.rs': inRust,
      'src/keys/mod.rs': 'mod canned;\n',
      'src/lib.rs': '#[cfg(test)]\nmod keys;\n',
    },
    {
      'src/keys/canned.rs': inRust,
      'src/keys/mod.rs': 'mod canned;\n',
      'src/lib.rs': 'mod keys;\n',
    },
  ],
  [
    'a directory that the tools of Go do not see',
    '_try/keys.go',
    { '_try/keys.go': inGo, 'go.mod': 'module acme.test/app\n' },
    { 'try_/keys.go': inGo, 'go.mod': 'module acme.test/app\n' },
  ],
  [
    'a script that only tests start',
    'scripts/serve.js',
    {
      'scripts/serve.js': inJs,
      'package.json': '{"scripts":{"test:api":"node scripts/serve.js"}}',
    },
    {
      'scripts/serve.js': inJs,
      'package.json':
        '{"scripts":{"test:api":"node scripts/serve.js","start":"node scripts/serve.js"}}',
    },
  ],
  [
    'what Jest runs before tests',
    'tools/env.js',
    {
      'tools/env.js': inJs,
      'package.json': '{"jest":{"rootDir":"tools","setupFiles":["<rootDir>/env.js"]}}',
    },
    {
      'tools/env.js': inJs,
      'package.json': '{"jest":{"rootDir":"tools","collectCoverageFrom":["<rootDir>/env.js"]}}',
    },
  ],
  [
    'configuration among tests',
    'acceptance/proxy/config.yml',
    {
      'acceptance/proxy/config.yml': inYaml,
      'acceptance/login_test.go': goTest,
      'acceptance/logout_test.go': goTest,
    },
    {
      'acceptance/proxy/config.yml': inYaml,
      'acceptance/login_test.go': goTest,
      'acceptance/logout_test.go': goTest,
      'acceptance/login.go': 'package acceptance\n',
    },
  ],
  [
    'configuration that is called a dummy',
    'ci/dummy-keys.yml',
    { 'ci/dummy-keys.yml': inYaml, 'build.sbt': 'name := "a"\n' },
    { 'ci/keys-dummy.yml': inYaml, 'build.sbt': 'name := "a"\n' },
  ],
  [
    'snippets for documents',
    'acme-auth/src/main/kotlin/examples/Keys.kt',
    { 'acme-auth/src/main/kotlin/examples/Keys.kt': inKotlin, 'build.sbt': 'name := "a"\n' },
    { 'acme-auth/src/main/kotlin/com/examples/Keys.kt': inKotlin, 'build.sbt': 'name := "a"\n' },
  ],
  [
    'a load test of a service',
    'tools/acme-loadtest/keys.yml',
    { 'tools/acme-loadtest/keys.yml': inYaml, 'build.sbt': 'name := "a"\n' },
    { 'tools/acme-load/keys.yml': inYaml, 'build.sbt': 'name := "a"\n' },
  ],
  [
    'projects that the scripted tests of sbt run',
    'plugin/src/sbt-test/acme/conf/app.yml',
    { 'plugin/src/sbt-test/acme/conf/app.yml': inYaml, 'build.sbt': 'name := "a"\n' },
    { 'plugin/src/sbt-tests-acme/conf/app.yml': inYaml, 'build.sbt': 'name := "a"\n' },
  ],
];

const contextsIn = async (files: Files): Promise<readonly string[]> => {
  const findings = await auditTexts(files, rules);
  return [...new Set(findings.map(({ context, path }) => `${path} ${context}`))];
};

test.each(places)('%s', async (_, path, of, near) => {
  const found = await contextsIn(of);
  expect(found).toHaveLength(1);
  expect(found[0]?.startsWith(`${path} `)).toBe(true);
  expect(found[0]).toMatch(/ (?:test|example)$/);
  const others = await contextsIn(near);
  expect(others).toHaveLength(1);
  expect(others[0]).toMatch(/ production$/);
});

const api = '[package]\nname = "api"\npublish = false\n';
const needsApi = '[package]\nname = "it"\n[dev-dependencies]\napi = { path = "../api" }\n';
const springApi =
  '<project><artifactId>api</artifactId><properties><maven.deploy.skip>true</maven.deploy.skip></properties><plugin><artifactId>spring-boot-maven-plugin</artifactId></plugin></project>';
const checksApi = project(
  '<PackageReference Include="xunit" /><ProjectReference Include="..\\Api\\Api.csproj" />',
);

/** Programs of which a manifest says a word that is said of tests. */
test.each<[name: string, path: string, files: Files]>([
  [
    'what Composer loads, with a stroke behind it or without',
    'src/Keys.php',
    {
      'src/Keys.php': inPhp,
      'composer.json':
        '{"autoload":{"psr-4":{"A\\\\":"src"}},"autoload-dev":{"psr-4":{"T\\\\":["checks/","src/"]}}}',
    },
  ],
  [
    'what Composer loads from a directory in one of development',
    'app/src/Keys.php',
    {
      'app/src/Keys.php': inPhp,
      'composer.json':
        '{"autoload":{"psr-4":{"A\\\\":"app/src/"}},"autoload-dev":{"psr-4":{"T\\\\":"app/"}}}',
    },
  ],
  [
    'a server that tests start, and npm without being told to',
    'server.js',
    {
      'server.js': inJs,
      'package.json': '{"scripts":{"test:api":"node server.js & newman run a"}}',
    },
  ],
  [
    'sources of Gradle among which tests lie',
    'src/Keys.kt',
    {
      'src/Keys.kt': inKotlin,
      'build.gradle':
        "sourceSets {\n  main { java { srcDirs = ['src'] } }\n  test { java { srcDirs = ['src'] } }\n}\n",
    },
  ],
  [
    'a flavour of Gradle whose name ends like a test',
    'flavor/Keys.kt',
    {
      'flavor/Keys.kt': inKotlin,
      'build.gradle': "sourceSets {\n  latest { java { srcDirs = ['flavor'] } }\n}\n",
    },
  ],
  [
    'sources of Maven among which tests lie',
    'src/Keys.kt',
    {
      'src/Keys.kt': inKotlin,
      'pom.xml':
        '<project><sourceDirectory>src</sourceDirectory><testSourceDirectory>src</testSourceDirectory></project>',
    },
  ],
  [
    'resources of Maven that tests are given too',
    'data/application.yml',
    {
      'data/application.yml': inYaml,
      'pom.xml':
        '<project><resource><directory>data</directory></resource><testResource><directory>data</directory></testResource></project>',
    },
  ],
  [
    'resources of Maven that nobody has to name, and tests are given',
    'src/main/resources/application.yml',
    {
      'src/main/resources/application.yml': inYaml,
      'pom.xml':
        '<project><testResource><directory>src/main/resources</directory></testResource></project>',
    },
  ],
  [
    'programs of a gem, listed behind what it leaves out',
    'exe/keys.rb',
    {
      'exe/keys.rb': inRuby,
      'a.gemspec':
        's.files = all.reject { |f| f.match(%r{^(spec)/}) }\ns.executables = s.files.grep(%r{^exe/})\n',
    },
  ],
  [
    'a package in which pytest looks for tests',
    'acme/keys.yml',
    {
      'acme/keys.yml': inYaml,
      'acme/app.py': 'x = 1\n',
      'acme/views.py': 'x = 1\n',
      'acme/test_app.py': 'x = 1\n',
      'pyproject.toml': '[tool.pytest.ini_options]\ntestpaths = ["acme"]\n',
    },
  ],
  [
    'a program of Cargo that is an example too',
    'src/main.rs',
    {
      'src/main.rs': inRust,
      'Cargo.toml': '[package]\nname = "a"\n[[example]]\nname = "a"\npath = "src/main.rs"\n',
    },
  ],
  [
    'a program that nobody publishes, and tests call as a crate',
    'api/src/main.rs',
    { 'api/src/main.rs': inRust, 'api/Cargo.toml': api, 'it/Cargo.toml': needsApi },
  ],
  [
    'a program that is called otherwise, and tests call as a crate',
    'api/src/keys.rs',
    {
      'api/src/keys.rs': inRust,
      'api/Cargo.toml': `${api}[[bin]]\nname = "api"\npath = "src/api.rs"\n`,
      'it/Cargo.toml': needsApi,
    },
  ],
  [
    'a program that Maven does not deploy, and tests need',
    'api/src/main/resources/application.yml',
    {
      'api/src/main/resources/application.yml': inYaml,
      'api/pom.xml': springApi,
      'it/pom.xml':
        '<project><artifactId>it</artifactId><dependency><artifactId>api</artifactId><scope>test</scope></dependency></project>',
    },
  ],
  [
    'a server of .NET that nobody packs, and its tests refer to',
    'Api/appsettings.json',
    {
      'Api/appsettings.json': inJson,
      'Api/Api.csproj': project('<IsPackable>false</IsPackable>', 'Microsoft.NET.Sdk.Web'),
      'Checks/Checks.csproj': checksApi,
    },
  ],
  [
    'a server that tests something',
    'ab-test-service/Api/appsettings.json',
    {
      'ab-test-service/Api/appsettings.json': inJson,
      'ab-test-service/Api/Api.csproj': project('', 'Microsoft.NET.Sdk.Web'),
      'ab-test-service/Checks/Checks.csproj': checksApi,
    },
  ],
  [
    'a server whose tests tell what they cover',
    'Api/appsettings.json',
    {
      'Api/appsettings.json': inJson,
      'Api/Api.csproj': project(
        '<PackageReference Include="coverlet.collector" />',
        'Microsoft.NET.Sdk.Web',
      ),
    },
  ],
  [
    'a module of Rust that a feature brings in, too',
    'src/canned.rs',
    {
      'src/canned.rs': inRust,
      'src/lib.rs': '#[cfg(any(test, feature = "server"))]\nmod canned;\n',
    },
  ],
  [
    'a module of Rust whose feature is called after tests',
    'src/canned.rs',
    { 'src/canned.rs': inRust, 'src/lib.rs': '#[cfg(feature = "ab-test")]\nmod canned;\n' },
  ],
  [
    'a module of Rust in whose place tests have another',
    'src/canned.rs',
    {
      'src/canned.rs': inRust,
      'src/lib.rs':
        '#[cfg(test)]\n#[path = "fake.rs"]\nmod canned;\n#[cfg(not(test))]\nmod canned;\n',
    },
  ],
  [
    'configuration for production among tests',
    'acceptance/.env.production',
    {
      'acceptance/.env.production': `JWT_SECRET=${key}\n`,
      'acceptance/login_test.go': goTest,
      'acceptance/logout_test.go': goTest,
    },
  ],
])('%s is production', async (_, path, files) => {
  expect(await contextsIn(files)).toEqual([`${path} production`]);
});

test.each([
  'all(test, unix)',
  'any(test, feature = "test-utils")',
  'any(feature = "mock", test)',
  'all(test, not(windows))',
])('a module of Rust under cfg(%s) is of tests', async (condition) => {
  const found = await contextsIn({
    'src/canned.rs': inRust,
    'src/lib.rs': `#[cfg(${condition})]\nmod canned;\n`,
  });
  expect(found).toEqual(['src/canned.rs test']);
});

test('a key in a place of tests that production has as well is told where production has it', async () => {
  const found = await contextsIn({
    'support/Keys.php': inPhp,
    'src/Keys.php': inPhp,
    'composer.json':
      '{"autoload":{"psr-4":{"B\\\\":"src/"}},"autoload-dev":{"psr-4":{"A\\\\":"support/"}}}',
  });
  expect([...found].sort()).toEqual(['src/Keys.php production', 'support/Keys.php test']);
});

test('configuration of a service is no configuration of tests, whatever lies beside it', async () => {
  const found = await contextsIn({
    'api/config.yml': inYaml,
    'api/go.mod': 'module acme.test/api\n',
    'api/login_test.go': goTest,
    'api/logout_test.go': goTest,
    'ops/deploy/values.yml': inYaml,
    'ops/deploy/values_test.go': goTest,
    'ops/deploy/other_test.go': goTest,
  });
  expect([...found].sort()).toEqual([
    'api/config.yml production',
    'ops/deploy/values.yml production',
  ]);
});

test.each([
  ['cucumber/features/keys.rb', 'test'],
  ['features/step_definitions/keys.rb', 'test'],
  ['features/billing/keys.rb', 'production'],
  ['bdd/keys.rb', 'test'],
  ['test.rb', 'test'],
  ['latest.rb', 'production'],
  ['src/TestBundle/Resources/keys.rb', 'test'],
  ['src/LatestBundle/Resources/keys.rb', 'production'],
  ['.vscode-sample/keys.rb', 'example'],
  ['vscode-sample/keys.rb', 'production'],
])('steps of a specification, and a file that is called a test: %s', async (path, context) => {
  expect(await contextsIn({ [path]: inRuby })).toEqual([`${path} ${context}`]);
});

test.each([
  ['"name":"acme-test","private":true,"scripts":{"test":"jest"}', 'test'],
  ['"name":"acme-test","private":true,"scripts":{"test":"jest","start":"node ."}', 'production'],
  [
    '"name":"acme-test","private":true,"main":"api/keys.js","scripts":{"test":"jest"}',
    'production',
  ],
  ['"name":"acme-latest","private":true,"scripts":{"test":"jest"}', 'production'],
])('a package of npm that nothing but tests is in: %s', async (manifest, context) => {
  const files = { 'acme-it/package.json': `{${manifest}}`, 'acme-it/api/keys.js': inJs };
  expect(await contextsIn(files)).toEqual([`acme-it/api/keys.js ${context}`]);
});

test('configuration of a package of Hex is for its tests', async () => {
  const config = { 'config/dev.exs': `import Config\nconfig :joken, default_signer: "${key}"\n` };
  const mix = (more: string) => ({
    'mix.exs': `defmodule Acme.MixProject do\n  def project do\n    [\n      app: :acme,\n${more}    ]\n  end\nend\n`,
  });
  const package_ = '      package: package(),\n';
  expect(await contextsIn({ ...config, ...mix(package_) })).toEqual(['config/dev.exs test']);
  expect(await contextsIn({ ...config, ...mix('') })).toEqual(['config/dev.exs production']);
  const program = `${package_}      releases: releases(),\n`;
  expect(await contextsIn({ ...config, ...mix(program) })).toEqual(['config/dev.exs production']);
});

test('what SwiftPM shows in documents is an example', async () => {
  const inSwift = 'let jwtSecret = "tutorial-tutorial-4711"\n';
  expect(await contextsIn({ 'Snippets/Keys.swift': inSwift })).toEqual([
    'Snippets/Keys.swift example',
  ]);
  expect(await contextsIn({ 'Sources/Keys.swift': inSwift })).toEqual([
    'Sources/Keys.swift production',
  ]);
  // A part of a program that is about snippets.
  expect(await contextsIn({ 'src/Snippets/keys.rb': inRuby })).toEqual([
    'src/Snippets/keys.rb production',
  ]);
});

test.each([
  ['mock_config', 'test'],
  ['make_config', 'production'],
])('what a function makes by its name: %s', async (name, context) => {
  const config = `pub struct Config { pub jwt_secret: String }
impl Config {
    pub fn ${name}() -> Self {
        Self { jwt_secret: "tutorial-tutorial-4711".to_string() }
    }
}
`;
  const tokens = `use crate::config::Config;
use jsonwebtoken::{encode, EncodingKey, Header};
pub fn issue(config: &Config, claims: &Claims) -> String {
    encode(&Header::default(), claims, &EncodingKey::from_secret(config.jwt_secret.as_ref())).unwrap()
}
`;
  const manifest = '[package]\nname = "acme"\n[dependencies]\njsonwebtoken = "9"\n';
  const files = { 'Cargo.toml': manifest, 'src/config.rs': config, 'src/tokens.rs': tokens };
  expect(await contextsIn(files)).toEqual([`src/config.rs ${context}`]);
});
