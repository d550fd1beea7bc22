// The fixed services really start, sign a token and verify it, with their libraries from the npm registry.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { afterEach, describe, expect, test } from 'vitest';
import { createProject, type TestProject } from '../fix/project.ts';

const folder = new URL('../../fixtures/services/', import.meta.url);
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const isShell = process.platform === 'win32';

/** False, loudly, where no package can be installed. */
const hasRegistry = ((): boolean => {
  try {
    execFileSync(npm, ['ping', '--loglevel=error'], {
      stdio: 'ignore',
      timeout: 30_000,
      shell: isShell,
    });
    return true;
  } catch {
    process.stderr.write('\nSKIPPED: no npm registry, so the fixed services were not started.\n');
    return false;
  }
})();

let project: TestProject | undefined;
let server: ChildProcess | undefined;

afterEach(() => {
  server?.kill();
  project?.remove();
});

function runNpm(root: string, ...args: readonly string[]): void {
  execFileSync(npm, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], shell: isShell });
}

/** Starts the service and resolves to its port. */
function start(root: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env.PATH ?? '', PORT: '0' };
    server = spawn(npm, ['start', '--silent'], { cwd: root, env, shell: isShell });
    let output = '';
    const listen = (chunk: Buffer): void => {
      output += chunk.toString();
      const port = /listening on (\d+)/.exec(output)?.[1];
      if (port) resolve(Number(port));
    };
    server.stdout?.on('data', listen);
    server.stderr?.on('data', listen);
    server.once('exit', () => reject(new Error(`the service ended: ${output}`)));
  });
}

async function call(port: number, method: string, path: string, token?: string) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: token ? { authorization: `Bearer ${token}` } : {},
  });
  const body = response.status < 300 ? ((await response.json()) as Record<string, string>) : {};
  return { status: response.status, body };
}

const services = [
  { name: 'express-jsonwebtoken', isBuilt: false, hasRefresh: true },
  { name: 'nest-jwt', isBuilt: true, hasRefresh: true },
  { name: 'fastify-jwt', isBuilt: false, hasRefresh: false },
  { name: 'hono-jose', isBuilt: true, hasRefresh: false },
];

describe.skipIf(!hasRegistry)('after --fix=unsafe', () => {
  test.each(services)('$name signs and verifies', async ({ name, isBuilt, hasRefresh }) => {
    project = createProject(new URL(`${name}/`, folder));
    expect((await project.run('--fix=unsafe')).code).toBe(0);
    runNpm(
      project.root,
      'install',
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      '--loglevel=error',
    );
    if (isBuilt) runNpm(project.root, 'run', '--silent', 'build');
    const port = await start(project.root);
    const { body } = await call(port, 'POST', '/login/ann');
    expect(body.access?.split('.')).toHaveLength(3);
    expect(await call(port, 'GET', '/me', body.access)).toEqual({
      status: 200,
      body: { user: 'ann' },
    });
    const forged = `${body.access?.slice(0, -4)}AAAA`;
    expect((await call(port, 'GET', '/me', forged)).status).toBe(401);
    if (!hasRefresh) return;
    const renewed = await call(port, 'POST', '/refresh', body.refresh);
    expect(renewed.body.access?.split('.')).toHaveLength(3);
    expect((await call(port, 'POST', '/refresh', body.access)).status).toBe(401);
  });

  test('next-authjs compiles', async () => {
    project = createProject(new URL('next-authjs/', folder));
    expect((await project.run('--fix=unsafe')).code).toBe(0);
    project.write(
      'tsconfig.json',
      JSON.stringify({
        compilerOptions: {
          target: 'ES2022',
          lib: ['ES2022', 'DOM', 'DOM.Iterable'],
          module: 'ESNext',
          moduleResolution: 'Bundler',
          strict: true,
          skipLibCheck: true,
          noEmit: true,
        },
        include: ['src'],
      }),
    );
    runNpm(
      project.root,
      'install',
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      '--loglevel=error',
      'typescript@5',
      '@types/node@20',
      '@types/react@19',
      '@types/jsonwebtoken@9',
    );
    runNpm(project.root, 'exec', 'tsc');
  });
});
