// The extension for Visual Studio Code as it is packed: bundled, moved away from the repository, and driven by a client.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startClient } from './client.ts';

const root = join(import.meta.dirname, '../..');
let away: string;

beforeAll(() => {
  const rolldown = join(root, 'node_modules/rolldown/bin/cli.mjs');
  const built = spawnSync(process.execPath, [rolldown, '-c', 'editors/vscode/rolldown.config.ts'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(built.status, built.stderr).toBe(0);
  away = realpathSync(mkdtempSync(join(tmpdir(), 'keylint-vscode-')));
  cpSync(join(root, 'editors/vscode'), join(away, 'extension'), {
    recursive: true,
    filter: (path) => !path.includes('node_modules'),
  });
}, 120_000);

afterAll(() => rmSync(away, { recursive: true, force: true }));

test('its server answers from its own files alone', async () => {
  const folder = join(away, 'folder');
  cpSync(join(root, 'fixtures/services/express-jsonwebtoken'), folder, { recursive: true });
  const value = 'plainlyfakepassword1';
  const files = {
    'app.py': `import jwt\njwt.encode({}, "${value}", algorithm="HS256")\n`,
    'application.yml': `jwt:\n  secret: ${value}\n`,
    'settings.toml': `[jwt]\nsecret = "${value}"\n`,
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  const server = join(away, 'extension/server/src/server.mjs');
  const client = await startClient(folder, {
    command: [process.execPath, server, 'lsp', '--stdio'],
  });
  for (const path of Object.keys(files)) {
    await client.until(
      () => client.diagnostics(path).some(({ code }) => code === 'dictionary-secret'),
      path,
    );
  }
  await client.open('application.yml', files['application.yml']);
  await client.type('application.yml', '# nothing\n');
  await client.until(() => client.diagnostics('application.yml').length === 0, 'nothing is left');
  expect(client.received.join('\n')).not.toContain(value);
  expect(client.shown).toEqual([]);
  expect(await client.stop()).toBe(0);
});

test('its own code asks for nothing but the editor and node', () => {
  const code = readFileSync(join(away, 'extension/dist/extension.cjs'), 'utf8');
  const names = [...code.matchAll(/\brequire\(["'`]([^"'`]+)["'`]\)/g)].map(
    ([, name = '']) => name,
  );
  const others = names.filter(
    (name) => !name.startsWith('node:') && !builtinModules.includes(name),
  );
  expect([...new Set(others)]).toEqual(['vscode']);
});

test('what the manifest names is there', () => {
  const manifest = JSON.parse(readFileSync(join(away, 'extension/package.json'), 'utf8')) as {
    main: string;
    version: string;
  };
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  expect(existsSync(join(away, 'extension', manifest.main))).toBe(true);
  expect(manifest.version).toBe(version);
  expect(readFileSync(join(away, 'extension/src/extension.ts'), 'utf8')).toContain("'server.mjs'");
});
