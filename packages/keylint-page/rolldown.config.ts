// Builds dist/keylint.html: the sources of keylint for the browser, its data beside them, and a policy that lets nothing
// out. Runs after the word lists and grammars are built.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { defineConfig, type Plugin } from 'rolldown';
import { dataBlocks } from './build/data-blocks.ts';
import { tablesAsData } from './build/tables.ts';
import { withoutExamples } from './build/without-examples.ts';

const here = 'packages/keylint-page';
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

/** Modules of node, and what the page has instead. */
const shims: Readonly<Record<string, string>> = {
  'node:buffer': 'shims/buffer.ts',
  'node:crypto': 'shims/crypto.ts',
  'node:zlib': 'shims/zlib.ts',
  'node:path': 'shims/path.ts',
  'node:module': 'shims/module.ts',
};

/** Files of keylint that read from the disk, and what the page has instead. */
const replaced: readonly (readonly [file: RegExp, by: string])[] = [
  [/\/strength\/lists\/load\.ts$/, 'app/data.ts'],
  [/\/languages\/grammar-files\.ts$/, 'app/data.ts'],
  // Ways that no audit of one pasted text takes.
  [
    /\/input\/(?:work-tree|index-tree|since-tree|commit-tree|stdin-tree|known-contents|report-only|exclusion|scope)\.ts$/,
    'shims/absent.cjs',
  ],
  [
    /\/run\/(?:mark-fixable|find-ages|find-mentions|search-others|scan-reported|handed-on|places|history\/find-history)\.ts$/,
    'shims/absent.cjs',
  ],
  [/\/(?:tokens\/list-threads|threads\/scan-threads)\.ts$/, 'shims/absent.cjs'],
  [
    /\/(?:run\/(?:look-up-history|look-up-ages|known-links|run-fullness)|languages\/(?:module-(?:aliases|paths)|(?:go|rust)\/settings|go\/embedded|csharp\/options)|model\/ebcdic|link\/replaced-uses)\.ts$/,
    'shims/one-text.ts',
  ],
  [/\/link\/key-files\.ts$/, 'shims/absent.cjs'],
  // Nothing is remembered from one audit to the next.
  [/\/(?:known-facts\/recall-scan|run\/rounds-memory)\.ts$/, 'shims/absent.cjs'],
  // Nothing is repaired or written there.
  [
    /\/yaml\/browser\/dist\/stringify\/stringify(?:|String|Collection|Document|Pair)\.js$/,
    'shims/absent.cjs',
  ],
  [/\/smol-toml\/dist\/stringify\.js$/, 'shims/absent.cjs'],
  [/\/languages\/\w+\/edits\.ts$/, 'shims/absent.cjs'],
];

function forBrowsers(): Plugin {
  const at = (file: string): string => `${process.cwd()}/${here}/src/${file}`;
  return {
    name: 'for-browsers',
    async resolveId(source, importer) {
      const shim = shims[source];
      if (shim !== undefined) return at(shim);
      if (source === 'jose' && !importer?.endsWith('/shims/jose.ts')) return at('shims/jose.ts');
      // The package, not the module of node that is called the same.
      if (source === 'buffer') return `${process.cwd()}/node_modules/buffer/index.js`;
      if (isBuiltin(source)) return at('shims/absent.cjs');
      if (importer === undefined || !source.startsWith('.')) return undefined;
      const resolved = await this.resolve(source, importer, { skipSelf: true });
      const by = replaced.find(
        ([file]) => resolved && file.test(resolved.id.replaceAll('\\', '/')),
      );
      return by && at(by[1]);
    },
  };
}

const pairs = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'];
const algorithms = ['HS256', 'HS384', 'HS512', ...pairs, 'EdDSA'];

interface Module {
  readonly code: string | null;
}

function assemble(): Plugin {
  return {
    name: 'assemble',
    generateBundle(_, bundle) {
      const [chunk] = Object.values(bundle);
      if (chunk?.type !== 'chunk') throw new Error('there is no script');
      // No end tag and no comment of HTML may stand in a script.
      const script = chunk.code
        .trim()
        .replaceAll('</script', '<\\/script')
        .replaceAll('<!--', '<\\!--');
      const style = readFileSync(`${here}/src/style.css`, 'utf8').trim();
      const policy = [
        "default-src 'none'",
        `script-src '${hashOf(script)}' 'wasm-unsafe-eval'`,
        `style-src '${hashOf(style)}'`,
        "base-uri 'none'",
        "form-action 'none'",
      ].join('; ');
      const fill: Readonly<Record<string, string>> = {
        policy,
        style,
        script,
        version,
        algorithms: algorithms.map((name) => `<option>${name}`).join(''),
        data: dataBlocks(here, tables.json()),
      };
      const page = readFileSync(`${here}/src/index.html`, 'utf8').replace(
        /\{\{(\w+)\}\}/g,
        (_all, name: string) => fill[name] ?? '',
      );
      const parts = { script: script.length, ours: Math.round(script.length * shareOfOurs(chunk)) };
      delete bundle[chunk.fileName];
      this.emitFile({ type: 'asset', fileName: 'parts.json', source: JSON.stringify(parts) });
      this.emitFile({ type: 'asset', fileName: 'keylint.html', source: page });
      const index = readFileSync(`${here}/src/index.js`, 'utf8');
      this.emitFile({ type: 'asset', fileName: 'index.js', source: index });
      const notice = readFileSync('NOTICE', 'utf8');
      this.emitFile({ type: 'asset', fileName: 'NOTICE', source: notice });
    },
  };
}

/** How much of what the bundle holds is no package's, from 0 to 1, before names and spaces are shortened. */
function shareOfOurs(chunk: { readonly modules: Readonly<Record<string, Module>> }): number {
  let [ours, all] = [0, 0];
  for (const [file, { code }] of Object.entries(chunk.modules)) {
    const length = code?.length ?? 0;
    all += length;
    if (!/[\\/]node_modules[\\/]/.test(file)) ours += length;
  }
  return ours / all;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

const tables = tablesAsData(here);

export default defineConfig({
  input: `${here}/src/app/main.ts`,
  platform: 'browser',
  plugins: [forBrowsers(), tables.plugin, withoutExamples(), assemble()],
  transform: { define: { keylintVersion: JSON.stringify(version), keylintBuildId: '""' } },
  output: {
    dir: `${here}/dist`,
    format: 'iife',
    minify: true,
    codeSplitting: false,
  },
});
