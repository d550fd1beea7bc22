// Servers of queues for the heavy proofs: private ones on loopback, which can be killed and come back with what they had.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface QueueServer {
  readonly kind: 'Redis' | 'PostgreSQL';
  readonly url: string;
  /** The process to kill. */
  pid(): number;
  /** Starts it again over what the killed one has left. */
  restart(): Promise<void>;
  /** All that is on its disk, log included. */
  dump(): string[];
  stop(): void;
}

/** Why a server cannot be had here; `undefined`: it can. */
export function lackOf(kind: QueueServer['kind']): string | undefined {
  const [program, packages] =
    kind === 'Redis' ? ['redis-server', ['bullmq', 'ioredis']] : ['postgres', ['bullmq', 'pg']];
  if (spawnSync(program, ['--version']).status !== 0) return `${program} is not there`;
  const lines = packages.map((name) => `await import(${JSON.stringify(name)});`).join('');
  const loaded = spawnSync(process.execPath, ['--input-type=module', '-e', lines], {
    cwd: import.meta.dirname,
  });
  return loaded.status === 0 ? undefined : `the packages ${packages.join(' and ')} are not there`;
}

/** Its files lie in a directory of its own: a database does not run as root, and reaches nothing of root's. */
export async function startServer(kind: QueueServer['kind']): Promise<QueueServer> {
  const directory = mkdtempSync(join(tmpdir(), 'keylint-queue-'));
  return kind === 'Redis' ? startRedis(directory) : startPostgres(directory);
}

async function startRedis(directory: string): Promise<QueueServer> {
  const port = await freePort();
  const args = `--port ${port} --bind 127.0.0.1 --appendonly yes --appendfsync always --rdbcompression no --maxmemory-policy noeviction`;
  const start = async (): Promise<ChildProcess> => {
    const child = spawn('redis-server', [...args.split(' '), '--save', '', '--dir', directory], {
      stdio: 'ignore',
    });
    await until(
      () =>
        spawnSync('redis-cli', ['-p', String(port), 'ping'], { encoding: 'utf8' }).stdout.trim() ===
        'PONG',
    );
    return child;
  };
  let server = await start();
  return {
    kind: 'Redis',
    url: `redis://127.0.0.1:${port}`,
    pid: () => server.pid ?? 0,
    async restart() {
      server = await start();
    },
    dump() {
      spawnSync('redis-cli', ['-p', String(port), '--rdb', join(directory, 'dump.rdb')]);
      return readAll(directory);
    },
    stop() {
      server.kill('SIGKILL');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function startPostgres(directory: string): Promise<QueueServer> {
  const port = await freePort();
  // It does not run as root.
  const owner = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  if (owner.uid !== undefined && owner.gid !== undefined)
    chownSync(directory, owner.uid, owner.gid);
  const data = join(directory, 'data');
  const env = { PATH: process.env.PATH ?? '', LANG: 'C' };
  const made = spawnSync('initdb', ['-D', data, '-U', 'keylint', '-A', 'trust', '-E', 'UTF8'], {
    ...owner,
    env,
    cwd: directory,
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const url = `postgres://keylint@127.0.0.1:${port}/postgres`;
  const settings = `listen_addresses=127.0.0.1 port=${port} unix_socket_directories=${directory} max_connections=200 log_statement=all logging_collector=on log_directory=log`;
  const start = async (): Promise<ChildProcess> => {
    const child = spawn(
      'postgres',
      ['-D', data, ...settings.split(' ').flatMap((each) => ['-c', each])],
      { ...owner, env, cwd: directory, stdio: 'ignore' },
    );
    await until(() => answers(url));
    return child;
  };
  let server = await start();
  return {
    kind: 'PostgreSQL',
    url,
    pid: () => server.pid ?? 0,
    async restart() {
      server = await start();
    },
    dump() {
      // On its disk long values are compressed: they are asked for besides.
      const asked = spawnSync(process.execPath, ['--input-type=module', '-e', readTables(url)], {
        cwd: import.meta.dirname,
        encoding: 'latin1',
        maxBuffer: 1 << 30,
      });
      if (asked.status !== 0) throw new Error(`the tables cannot be read: ${asked.stderr}`);
      return [...readAll(directory), asked.stdout];
    },
    stop() {
      server.kill('SIGQUIT');
      rmSync(directory, { recursive: true, force: true, maxRetries: 20 });
    },
  };
}

function answers(url: string): boolean {
  const ask = `import pg from 'pg'; const c = new pg.Client({ connectionString: ${JSON.stringify(url)} }); await c.connect(); await c.query('SELECT 1'); await c.end();`;
  const asked = spawnSync(process.execPath, ['--input-type=module', '-e', ask], {
    cwd: import.meta.dirname,
  });
  return asked.status === 0;
}

/** A program that prints all rows of all tables. */
function readTables(url: string): string {
  return `import pg from 'pg';
const client = new pg.Client({ connectionString: ${JSON.stringify(url)} });
await client.connect();
const { rows } = await client.query("SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname LIKE 'keylint%'");
for (const { name } of rows) {
  const all = await client.query('SELECT t::text AS row FROM ' + name + ' t');
  for (const { row } of all.rows) process.stdout.write(row + '\\n');
}
await client.end();`;
}

function idOf(option: string): number {
  const { stdout, status } = spawnSync('id', [option, 'postgres'], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : 65534;
}

function readAll(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
}

export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(100);
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
