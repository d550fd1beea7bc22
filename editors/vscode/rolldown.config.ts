// Bundles the extension: its few lines for the editor, and keylint with its language server, packages and data included.
import { cpSync, mkdirSync } from 'node:fs';
import { defineConfig, type Plugin } from 'rolldown';

const here = 'editors/vscode';

/** What keylint requires when it is needed is imported: an extension has no node_modules. */
function withRequired(): Plugin {
  return {
    name: 'with-required',
    transform(code, id) {
      if (!/[\\/]src[\\/].*\.ts$/.test(id) || !code.includes('createRequire(import.meta.url)')) {
        return undefined;
      }
      const names = [...code.matchAll(/(?:url\)|require)\('([\w@/-]+)'\)/g)].map(
        ([, name]) => name,
      );
      const unique = [...new Set(names)];
      const imports = unique.map((name, index) => `import * as required${index} from '${name}';`);
      const table = unique.map((name, index) => `'${name}': required${index}`).join(', ');
      const look = `((name) => { const found = ({ ${table} })[name]; return found.default ?? found; })`;
      return `${imports.join('\n')}\n${code.replaceAll('createRequire(import.meta.url)', look)}`;
    },
  };
}

function withData(): Plugin {
  return {
    name: 'with-data',
    writeBundle() {
      mkdirSync(`${here}/server`, { recursive: true });
      for (const folder of ['data', 'grammars']) {
        cpSync(`dist/${folder}`, `${here}/server/${folder}`, { recursive: true });
      }
    },
  };
}

/** The other build of the protocol's types hands `require` around, which no bundler can follow. */
const resolve = { mainFields: ['module', 'main'] };

export default defineConfig([
  {
    input: `${here}/src/extension.ts`,
    platform: 'node',
    resolve,
    external: ['vscode'],
    output: { file: `${here}/dist/extension.cjs`, format: 'cjs', minify: true },
  },
  {
    input: { server: `${here}/src/server.ts` },
    platform: 'node',
    resolve,
    plugins: [withRequired(), withData()],
    output: {
      dir: `${here}/server/src`,
      format: 'esm',
      minify: true,
      cleanDir: true,
      entryFileNames: '[name].mjs',
      chunkFileNames: '[name]-[hash].mjs',
    },
  },
]);
