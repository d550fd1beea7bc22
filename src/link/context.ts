// What kind of place a path is. Judged by the path below the root that was asked for, so that auditing an
// example directory on purpose counts as auditing production code.
import { memoByText } from '../model/memo.ts';
import type { Context } from '../model/source.ts';

/** Directory names that decide, most telling first. Any segment of the path above the file name counts. */
const directories: readonly (readonly [Context, RegExp])[] = [
  ['vendored', /^(?:node_modules|bower_components|vendor|vendors|third[-_]?party|site-packages)$/i],
  ['vendored', /^Pods$/],
  ['generated', /^(?:__generated__|\.next|\.nuxt|\.output|\.svelte-kit)$/i],
  [
    'test',
    /^(?:tests?|__tests?__|specs?|e2e|test-d(?:ts)?|type-?tests?|dtslint|(?:integration|unit|functional|acceptance|e2e|api)[-_.]?tests?|[\w.-]{1,60}[-_.](?:tests|e2e)|e2e[-_.][\w.-]{1,60}|stubs?|__stubs__|tests?[-_.]?(?:apps?|libs?|kit|utils?|helpers?|harness|data|fixtures?|resources?|projects?|common|integration|e2e|server|mocks?(?:[-_.][\w-]{1,40})?|suites?|bundles?|env(?:ironment)?s?)|suites|testing|test(?:ing)?[-_.]?support|fixtures?|__fixtures__|testdata|mocks?|__mocks__|cypress|playwright|bench(?:es|marks?|marking)?|(?:[\w.-]{1,60}[-_.])?(?:load|stress|perf(?:ormance)?)[-_.]?tests?|k6)$/i,
  ],
  // Source sets of Gradle: `jvmTest`, `androidInstrumentedTest`. What conformance runners hold is made for them.
  ['test', /^[a-z][A-Za-z]{1,30}Tests?$|^testFixtures$/],
  ['test', /^(?:[\w.-]{1,60}[-_.])?conformance(?:[-_.][\w.-]{1,60})?$/i],
  // Where Cucumber, Behave and Behat keep steps and what these share.
  ['test', /^(?:bdd|cucumber|step[-_]?def(?:inition)?s)$/i],
  [
    'example',
    /^(?:_?examples?|samples?|demos?|tutorials?|playgrounds?|cookbook|\.devcontainer|\.docker[-_]?compose|(?:local|dev)[-_]?(?:env|environment|setup|development)|[\w.-]{1,60}[-_](?:examples|samples|demos)|\.[\w.-]{1,60}[-_](?:example|sample))$/i,
  ],
  ['docs', /^(?:docs?|documentation|website|wiki|guides?|[\w.-]{1,60}[-_]docs?)$/i],
];

/** File names that decide. */
const files: readonly (readonly [Context, RegExp])[] = [
  [
    'test',
    /[._-](?:test|testing|spec|tst|test-d|e2e|e2e-spec|cy|bench|stories)\.[^./]+$|^(?:jest|vitest|cypress|playwright)\b[^/]*\.[cm]?[jt]sx?$/i,
  ],
  [
    'test',
    /^\.env\.(?:test|testing|e2e|ci|travis|dusk|cypress|playwright)(?:\.|$)|^\.?(?:[\w-]{1,40}\.){0,3}(?:test|testing|e2e)(?:\.[\w-]{1,40}){0,3}\.env$|^(?:phpunit|pest)\b[^/]*\.xml(?:\.dist)?$|^conftest\.py$|^test[-_](?:utils?|helpers?|support|common|server)\.[^./]+$|^test_[^/]+\.py$|_test\.(?:go|py|rb)$|Tests?\.(?:java|kt|cs|php|scala|groovy)$/,
  ],
  [
    'example',
    /^(?:.{1,80}[._-])?(?:example|sample)s?\.(?:[cm]?[jt]sx?|py|rb|go|php|java|kt|cs|rs)$/i,
  ],
  // Perl's tests, and those of nginx modules.
  ['test', /\.t$/],
  // `key.txt` holds a key, and no text about one.
  ['docs', /^(?:openapi|swagger)(?:[._-][\w.-]{1,60})?\.(?:json|ya?ml)$/i],
  ['docs', /\.(?:md|mdx|rst|adoc)$|(?<!(?:^|[._-])(?:key|secret|token|jwt)s?)\.txt$/i],
  ['generated', /\.(?:generated|gen)\.[^./]+$|\.min\.[cm]?js$/i],
];

/** Below `ci/` of a chart: the values that chart-testing (`ct`) installs it with, once for each file. */
const chartTestValues = /-values\.yaml$/;

/** What somebody tries a library with, beside its manifest; `src/test.js` may be a module of a program. */
const testAtTop = /^tests?\.(?:rb|py|php|[cm]?[jt]s|go|swift|kts?|exs?)$/;

/** `docker-compose.e2e.yml`, `compose.ci.yaml`: the services that a test run starts. */
const testCompose =
  /^(?:docker-)?compose[.-](?:[\w-]{1,40}[.-])?(?:ci|tests?|testing|e2e|cypress|playwright|integration)\.ya?ml$/i;

/** `config/test.json`, `config/env/testing.js`: the settings that only tests run with. */
const configDirectory = /^(?:config|configs|configuration|conf|env|envs|environments?|settings)$/i;
const testConfig =
  /^test(?:ing)?\.(?:[cm]?[jt]s|exs|rb|py|php|json|json5|ya?ml|toml|ini|properties|env)$/i;

/**
 * Where the directories of a JVM package begin: `com.example.demo` is what generators call every new program, and says
 * nothing of what it is for.
 */
function packageStart(segments: readonly string[]): number {
  const source = segments.findIndex(
    (segment, at) =>
      segment === 'src' && /^(?:java|kotlin|scala|groovy)$/.test(segments[at + 2] ?? ''),
  );
  if (source >= 0) return source + 3;
  const owner = segments.findIndex(
    (segment, at) =>
      /^(?:com|org|net|io|dev)$/.test(segment) && /^examples?$/.test(segments[at + 1] ?? ''),
  );
  return owner >= 0 ? owner : segments.length;
}

/**
 * The context of a path relative to the root of the run. `isTestCode`: what the file itself says, which counts where
 * its path says nothing.
 */
export function contextOf(path: string, isTestCode = false): Context {
  const context = contextOfPath(path);
  return context === 'production' && isTestCode ? 'test' : context;
}

/** Asked for every path in every round of linking. */
const contextOfPath = memoByText((path: string): Context => {
  const segments = path.split('/');
  const file = segments.pop() ?? '';
  const named = segments.slice(0, packageStart(segments));
  for (const [context, pattern] of directories) {
    const looked = context === 'test' ? segments : named;
    if (looked.some((segment) => pattern.test(segment))) return context;
  }
  for (const [context, pattern] of files) {
    if (pattern.test(file)) return context;
  }
  if (segments.length === 0 && testAtTop.test(file)) return 'test';
  // What SwiftPM builds its documents' snippets from.
  if (named.includes('Snippets') && file.endsWith('.swift')) return 'example';
  const directory = segments.at(-1) ?? '';
  if (directory === 'ci' && chartTestValues.test(file)) return 'test';
  if (testCompose.test(file)) return 'test';
  if (segments.includes('.github') && /^\.env(?:[.-]|$)/.test(file)) return 'test';
  if (configDirectory.test(directory) && testConfig.test(file)) return 'test';
  return 'production';
});
