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
