// An organisation of any size for the heavy proofs, written by `git fast-import`, so that ten thousand repositories take
// a minute: history, forks, secrets that are weak, strong, shared (as text, in hexadecimal, in base64), and removed again.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HostedRepository } from '../fleet/host.ts';

export interface Shape {
  readonly repositories: number;
  /** Files of code beside the one that signs. */
  readonly files: number;
  readonly commits: number;
}

export interface Organisation {
  readonly repositories: readonly HostedRepository[];
  /** Every text that must not be seen anywhere, each once. */
  readonly planted: readonly string[];
}

/** A start and a half of a service: what most repositories of a company look like. */
export const small = { files: 30, commits: 20 } as const;
/** What tells one repository from another and no more. */
export const tiny = { files: 1, commits: 2 } as const;

/** Writes `root`/acme/service-0000.git and so on, bare. The same shape is the same bytes. */
export function makeOrganisation(root: string, shape: Shape): Organisation {
  const repositories: HostedRepository[] = [];
  const planted = new Set<string>();
  for (let at = 0; at < shape.repositories; at++) {
    const isFork = at % 10 === 9;
    const secret = secretOf(at, shape.repositories);
    planted.add(secret);
    const path = join(root, 'acme', `${nameOf(at)}.git`);
    makeBare(path);
    if (isFork) borrowFrom(join(root, 'acme', `${nameOf(at - 1)}.git`), path);
    importInto(path, isFork ? streamOfFork(at, secret) : streamOf(at, secret, shape));
    repositories.push({
      owner: 'acme',
      name: nameOf(at),
      ...(isFork && { isFork, parent: `acme/${nameOf(at - 1)}` }),
    });
  }
  return { repositories, planted: [...planted] };
}

export function nameOf(at: number): string {
  return `service-${String(at).padStart(5, '0')}`;
}

/** Plainly made for this: a strong value for each fifth repository, the same in hexadecimal and in base64. */
function secretOf(at: number, count: number): string {
  if (at % 3 === 0) return `acme-secret-${at % 7}`;
  return createHash('sha256')
    .update(`fleet soak ${at % Math.ceil(count / 5)}`)
    .digest()
    .toString(at % 2 === 0 ? 'hex' : 'base64');
}

const signs = `const jwt = require('jsonwebtoken');
exports.sign = (id) => jwt.sign({ sub: id }, process.env.JWT_SECRET, { expiresIn: '1h' });
`;

/** Code as it is everywhere, of a few languages, which has nothing to do with tokens. */
const plain: readonly ((number: number) => readonly [string, string])[] = [
  (n) => [
    `src/orders-${n}.js`,
    `const list = [];\nexports.add${n} = (order) => {\n  if (!order.id) throw new Error('no id');\n  list.push({ ...order, at: ${n} });\n  return list.length;\n};\nexports.find${n} = (id) => list.find((one) => one.id === id);\n`,
  ],
  (n) => [
    `lib/report_${n}.py`,
    `import csv\n\n\ndef write_${n}(rows, path):\n    """Writes rows as they are."""\n    with open(path, "w", newline="") as out:\n        writer = csv.writer(out)\n        for row in rows:\n            writer.writerow([row["id"], row.get("total", ${n})])\n`,
  ],
  (n) => [
    `internal/store${n}/store.go`,
    `package store${n}\n\nimport "errors"\n\ntype Item struct {\n\tID string\n\tCount int\n}\n\nfunc Get(items map[string]Item, id string) (Item, error) {\n\titem, ok := items[id]\n\tif !ok {\n\t\treturn Item{}, errors.New("no item")\n\t}\n\treturn item, nil\n}\n`,
  ],
  (n) => [
    `src/main/java/acme/Service${n}.java`,
    `package acme;\n\nimport java.util.List;\n\npublic class Service${n} {\n  private final List<String> names;\n\n  public Service${n}(List<String> names) {\n    this.names = names;\n  }\n\n  public int count() {\n    return names.size() + ${n};\n  }\n}\n`,
  ],
  (n) => [`deploy/job-${n}.yaml`, `name: job-${n}\nschedule: '0 ${n % 24} * * *'\nretries: ${n}\n`],
  (n) => [`docs/page-${n}.md`, `# Page ${n}\n\nHow orders are counted, and by whom.\n`],
];

function streamOf(at: number, secret: string, { files, commits }: Shape): string {
  const first = [file('src/auth.js', signs), file('.env.production', `JWT_SECRET=${secret}\n`)];
  const others = Array.from({ length: files }, (_, n) => {
    const [path, text] = plain[n % plain.length]?.(n + (at % 50)) ?? ['x', ''];
    return file(path, text);
  });
  const early = Math.ceil(others.length / 2);
  const stream = [commit(0, [...first, ...others.slice(0, early)])];
  const late = others.slice(early);
  for (let n = 1; n < commits; n++) {
    const own = late.splice(0, Math.ceil(late.length / (commits - n)));
    // In the last commit some have taken the secret out again, which takes it out of no clone.
    const last =
      n === commits - 1
        ? [...late.splice(0), ...(at % 4 === 0 ? ['D .env.production\n'] : [])]
        : [];
    const change = file('CHANGELOG.md', `# Changes\n\n${`- change ${at}.${n}\n`.repeat(n)}`);
    stream.push(commit(n, [change, ...own, ...last]));
  }
  return stream.join('');
}

function streamOfFork(at: number, secret: string): string {
  return commit(
    1000,
    [file('.env.production', `JWT_SECRET=${secret}\n`), file('fork.md', `${at}\n`)],
    'from refs/heads/main^0\n',
  );
}

function file(path: string, text: string): string {
  return `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`;
}

/** A fixed hour each: commits of the same text have the same id whenever they are made. */
function commit(number: number, changes: readonly string[], from = ''): string {
  const message = `change ${number}`;
  const who = `A <a@acme.example> ${1_700_000_000 + number * 3600} +0000`;
  return `commit refs/heads/main\ncommitter ${who}\ndata ${message.length}\n${message}\n${from}${changes.join('')}\n`;
}

/** What `git init` makes, without a process for it. */
function makeBare(path: string): void {
  for (const name of ['objects', 'refs/heads']) mkdirSync(join(path, name), { recursive: true });
  writeFileSync(join(path, 'HEAD'), 'ref: refs/heads/main\n');
  writeFileSync(join(path, 'config'), '[core]\n\trepositoryformatversion = 0\n\tbare = true\n');
}

/** A fork as a host keeps it: what it shares is there once. */
function borrowFrom(lender: string, path: string): void {
  mkdirSync(join(path, 'objects/info'));
  writeFileSync(join(path, 'objects/info/alternates'), `${join(lender, 'objects')}\n`);
  cpSync(join(lender, 'refs'), join(path, 'refs'), { recursive: true });
}

function importInto(path: string, stream: string): void {
  const env = { PATH: process.env.PATH, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' };
  const args = ['--git-dir', path, '-c', 'fastimport.unpackLimit=0', 'fast-import', '--quiet'];
  const { status, stderr } = spawnSync('git', args, { input: stream, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git fast-import in ${path}: ${stderr}`);
}
