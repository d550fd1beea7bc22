// Builds dist/keylint.html: the sources of keylint for the browser, its data beside them, and a policy that lets nothing
// out. Runs after the word lists and grammars are built.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { brotliDecompressSync, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'rolldown';
import { packLists } from './src/lists.ts';

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
  [/\/input\/(?:work-tree|index-tree|since-tree|commit-tree|stdin-tree)\.ts$/, 'shims/absent.cjs'],
  [
    /\/run\/(?:mark-fixable|find-ages|scan-reported|history\/find-history)\.ts$/,
    'shims/absent.cjs',
  ],
  [/\/(?:tokens\/list-threads|threads\/scan-threads)\.ts$/, 'shims/absent.cjs'],
  // Nothing is repaired there.
  [/\/languages\/\w+\/edits\.ts$/, 'shims/absent.cjs'],
  [/\/languages\/index\.ts$/, 'app/languages.ts'],
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

/** Those of C#, Elixir, Kotlin and Scala are a megabyte and a half; their readers are left out with them. */
const grammars = 'javascript typescript tsx python java go php ruby rust'.split(' ');

/** Examples of rules and rows are their tests: nobody runs them here. */
function withoutExamples(): Plugin {
  return {
    name: 'without-examples',
    transform(code, id) {
      const path = id.replaceAll('\\', '/');
      const name = /\/rules\/[\w-]+\.ts$/.test(path) ? 'examples' : 'example';
      if (!/\/rules\/[\w-]+\.ts$|\/libraries\/|\/languages\/\w+\/values\.ts$/.test(path))
        return undefined;
      const found: [start: number, end: number][] = [];
      const visit = (node: unknown): void => {
        if (typeof node !== 'object' || node === null) return;
        if (Array.isArray(node)) {
          for (const child of node) visit(child);
          return;
        }
        // The cast: what the parser gives is a tree of plain objects.
        const { type, key, value, start, end, ...rest } = node as Record<string, unknown> & {
          key?: { name?: string };
          start: number;
          end: number;
        };
        if (type === 'Property' && key?.name === name && value)
          found.push([start, end + (/^\s*,/.exec(code.slice(end, end + 200))?.[0].length ?? 0)]);
        else for (const child of [key, value, ...Object.values(rest)]) visit(child);
      };
      visit(this.parse(code, { lang: 'ts' }));
      return found.reduceRight(
        (text, [start, end]) => text.slice(0, start) + text.slice(end),
        code,
      );
    },
  };
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
        data: dataBlocks(),
      };
      const page = readFileSync(`${here}/src/index.html`, 'utf8').replace(
        /\{\{(\w+)\}\}/g,
        (_all, name: string) => fill[name] ?? '',
      );
      delete bundle[chunk.fileName];
      this.emitFile({ type: 'asset', fileName: 'keylint.html', source: page });
      const index = readFileSync(`${here}/src/index.js`, 'utf8');
      this.emitFile({ type: 'asset', fileName: 'index.js', source: index });
      const notice = readFileSync('NOTICE', 'utf8');
      this.emitFile({ type: 'asset', fileName: 'NOTICE', source: notice });
    },
  };
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function dataBlocks(): string {
  const blocks = [
    ['lists', compressed('lists', 'dist/data/strength.bin', packLists)],
    ['tree-sitter', compressed('tree-sitter', 'dist/grammars/web-tree-sitter.wasm')],
    ...grammars.map((name) => {
      const plain = `dist/grammars/tree-sitter-${name}.wasm`;
      return existsSync(plain)
        ? [name, compressed(name, plain)]
        : [name, compressed(name, `${plain}.br`, brotliDecompressSync)];
    }),
  ] as const;
  return blocks
    .map(([name, base64]) => `<script type="application/gzip" id="data-${name}">${base64}</script>`)
    .join('\n');
}

/** Compressing takes seconds: what has not changed since is taken from the last build. */
function compressed(
  name: string,
  from: string,
  read: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes,
): string {
  const kept = `${here}/dist-data/${name}.gz`;
  const maker = statSync(`${here}/src/lists.ts`).mtimeMs;
  if (existsSync(kept)) {
    const { mtimeMs } = statSync(kept);
    if (mtimeMs > statSync(from).mtimeMs && mtimeMs > maker) return readFileSync(kept, 'base64');
  }
  const packed = gzipSync(read(readFileSync(from)), { level: 9, memLevel: 9 });
  mkdirSync(`${here}/dist-data`, { recursive: true });
  writeFileSync(kept, packed);
  return packed.toString('base64');
}

export default defineConfig({
  input: `${here}/src/app/main.ts`,
  platform: 'browser',
  plugins: [forBrowsers(), withoutExamples(), assemble()],
  transform: { define: { keylintVersion: JSON.stringify(version), keylintBuildId: '""' } },
  output: {
    dir: `${here}/dist`,
    format: 'iife',
    minify: true,
    codeSplitting: false,
  },
});
