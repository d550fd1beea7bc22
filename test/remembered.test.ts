// A commit after a commit, and a full run after a full run, with one memory: what was learned of contents changes the time
// that the next run takes, and nothing that it prints.
import { createHmac } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { rules } from '../rules/index.ts';
import { loadStrength } from '../src/index.ts';
import { openWorkTree } from '../src/input/work-tree.ts';
import { toContract } from '../src/report/json.ts';
import { createOverlay } from '../src/run/fix/overlay-tree.ts';
import { type AuditOptions, type AuditParts, runAudit } from '../src/run.ts';
import { runCli } from './cli/run-cli.ts';
import {
  git,
  isWindows,
  optionsFor,
  repository,
  scratch,
  write as writeFiles,
} from './input/scratch.ts';
import { amount } from './thorough.ts';

type Files = Readonly<Record<string, string>>;

/** How far the clock of a run is ahead: what was written is that much older. */
let aheadMs = 0;
const readClock = Date.now.bind(Date);
const clock = vi.spyOn(Date, 'now').mockImplementation(() => readClock() + aheadMs);
beforeEach(() => {
  aheadMs = 0;
});
afterAll(() => clock.mockRestore());

/** What was written a moment ago is read in any case: a while goes by. */
const settle = (): void => {
  aheadMs = 4_300;
};

/** What is written now is as young as it is. */
function write(cwd: string, files: Files): void {
  aheadMs = 0;
  writeFiles(cwd, files);
}

/** Full runs of few files remember nothing. */
const pads: Files = Object.fromEntries(
  Array.from({ length: 200 }, (_, n) => [`pads/${n}.txt`, 'plain\n']),
);

function readFixtures(): Files {
  const root = join(import.meta.dirname, '../fixtures');
  const names = ['demo', 'services'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(folder, name),
    ),
  );
  return Object.fromEntries(
    names
      .filter((name) => statSync(join(root, name)).isFile())
      .map((name) => [name.replaceAll('\\', '/'), readFileSync(join(root, name), 'utf8')]),
  );
}

/** What `keylint --staged` reports, with the memory that `cacheDirectory` holds or without any. */
function report(cwd: string, cacheDirectory?: string): Promise<string> {
  return reportOf({ kind: 'staged' }, cwd, cacheDirectory);
}

/** The same of a full run. */
function reportAll(
  cwd: string,
  cacheDirectory?: string,
  more: Parameters<typeof reportOf>[3] = {},
): Promise<string> {
  return reportOf({ kind: 'worktree' }, cwd, cacheDirectory, more);
}

async function reportOf(
  scope: NonNullable<AuditOptions['scope']>,
  cwd: string,
  cacheDirectory: string | undefined,
  more: Pick<AuditOptions, 'settings'> & Pick<AuditParts, 'openTree'> = {},
): Promise<string> {
  const { openTree, ...options } = more;
  const { report } = await runAudit(
    { cwd, scope, ...options, ...(cacheDirectory !== undefined && { cacheDirectory }) },
    {
      ...{ loadRules: async () => rules, version: '0.0.0', buildId: 'test', loadStrength },
      ...(openTree && { openTree }),
    },
  );
  return JSON.stringify(toContract(report, { showSuppressed: true }), null, 1);
}

test('each commit of the fixtures is reported as if it were the first', async () => {
  const files = readFixtures();
  const cwd = repository(files);
  const cache = join(scratch(), 'cache');
  // Some of them, so that each is met with what the others taught.
  const nth = amount(9, 3);
  const picked = Object.keys(files).filter((path, at) => at % nth === 0 && !path.endsWith('.lock'));
  expect(picked.length).toBeGreaterThan(5);
  for (const path of picked) {
    write(cwd, { [path]: `${files[path]}\n` });
    git(cwd, 'add', '-f', path);
    expect(await report(cwd, cache), path).toBe(await report(cwd));
    git(cwd, 'commit', '-qm', 'next');
  }
  expect(readdirSync(cache).length).toBeGreaterThan(0);
});

test('after whatever was done to files and index, a commit is reported as if it were the first', async () => {
  const files: Files = { ...readFixtures(), ...service, ...pads };
  const cwd = repository(files);
  const cache = join(scratch(), 'cache');
  git(cwd, 'branch', 'other');
  git(cwd, 'update-index', '-q', '--refresh');
  write(cwd, { '.env.production': 'FIRST_SECRET=harbour-lights-2019\n' });
  git(cwd, 'add', '-f', '.env.production');
  const random = seeded(20_261_130);
  const pick = <One>(list: readonly One[]): One => list[Math.floor(random() * list.length)] as One;
  const code = Object.keys(files).filter((path) => /\.(?:ts|js|py|go|json|ya?ml|env)$/.test(path));
  const signing = (name: string): string =>
    `import jwt from 'jsonwebtoken';\n\nexport const issue = (id) =>\n  jwt.sign({ id }, process.env.${name}, { algorithm: 'HS512', expiresIn: '1h' });\n`;
  // Few, so that they are met again and again.
  const own = ['src/page.ts', 'src/values.ts', 'src/one.js', 'src/two.js', 'lib/one.js'];
  const textOf = (path: string): string => {
    try {
      return readFileSync(join(cwd, path), 'utf8');
    } catch {
      return files[path] ?? '';
    }
  };
  const edits: Readonly<Record<string, (path: string) => void>> = {
    'says more': (path) => write(cwd, { [path]: `${textOf(path)}\n` }),
    'says what another says': (path) => write(cwd, { [path]: textOf(pick(code)) }),
    signs: (path) => write(cwd, { [path]: signing('FIRST_SECRET') }),
    'signs with another variable, as if nothing had been written': (path) => {
      const found = statSync(join(cwd, path), { throwIfNoEntry: false });
      write(cwd, { [path]: signing(pick(['FIRST_SECRET', 'OTHER_SECRET'])) });
      if (found) utimesSync(join(cwd, path), found.atime, found.mtime);
    },
    'has another line end': (path) =>
      write(cwd, { [path]: textOf(path).replace(/\r?\n/g, pick(['\n', '\r\n'])) }),
    'is gone': (path) => rmSync(join(cwd, path), { force: true }),
  };
  const commands = [
    ...['add -A -f', 'add -A -f', 'commit -qam next', 'reset -q', 'stash -q', 'add -N .'],
    ...['checkout -qf other', 'checkout -qf main', 'update-index -q --refresh', 'read-tree HEAD'],
    ...['update-index --index-version 4', 'update-index --split-index', 'add --renormalize .'],
    ...['update-index --no-split-index', 'rm -rq --cached --ignore-unmatch src', 'status'],
  ];
  for (let round = 0; round < amount(8, 400); round++) {
    const done: string[] = [];
    for (let left = pick([1, 2, 5]); left > 0; left--) {
      const [what, edit] = pick(Object.entries(edits));
      const path = random() < 0.6 ? pick(own) : pick(code);
      edit(path);
      done.push(`${path} ${what}`);
    }
    if (random() < 0.1) {
      write(cwd, { '.gitattributes': pick(['* text\n', '* -text\n', '*.ts eol=crlf\n']) });
      done.push('attributes');
    }
    const committed = random() < 0.7 ? ['add -A -f', 'commit -qm next'] : [];
    for (const line of [pick(commands), pick(commands), ...committed, 'add -f .env.production']) {
      const args = line.split(' ');
      if (line === 'add -f .env.production')
        write(cwd, { '.env.production': `FIRST_SECRET=harbour-lights-20${10 + round}\n` });
      try {
        git(cwd, ...args);
      } catch {
        // There was nothing to do, or no file is there to be added.
      }
      done.push(line);
    }
    const fresh = await report(cwd);
    for (const _ of ['cold', 'warm']) expect(await report(cwd, cache), done.join('; ')).toBe(fresh);
  }
}, 900_000);

/** The same numbers from 0 to 1 each time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test('attributes that change what git keeps of a file that stays as it is are heeded', async () => {
  const cwd = repository({ ...service, ...pads });
  const cache = join(scratch(), 'cache');
  write(cwd, {
    'src/values.ts':
      'const a = 1;\r\nconst b = 2;\r\nexport const first = process.env.FIRST_SECRET;\r\n',
  });
  git(cwd, 'add', '-A');
  git(cwd, 'commit', '-qm', 'second');
  git(cwd, 'update-index', '-q', '--refresh');
  write(cwd, { '.env.production': 'FIRST_SECRET=harbour-lights-2019\n' });
  git(cwd, 'add', '-f', '.env.production');
  const before = await report(cwd, cache);
  expect(before).toContain('HS512');
  write(cwd, { '.gitattributes': '* text\n' });
  git(cwd, 'add', '--renormalize', '.');
  git(cwd, 'add', '-A');
  const after = await report(cwd);
  expect(await report(cwd, cache)).toBe(after);
  expect(await report(cwd, cache)).toBe(after);
});

test('of a commit no id of a content is kept, which is a hash of it, and no text', async () => {
  const cwd = repository({ ...service, ...pads });
  const cache = join(scratch(), 'cache');
  git(cwd, 'update-index', '-q', '--refresh');
  write(cwd, { '.env.production': 'FIRST_SECRET=harbour-lights-2019\n' });
  git(cwd, 'add', '-f', '.env.production');
  for (const _ of ['cold', 'warm']) await report(cwd, cache);
  const kept = readdirSync(cache).map((name) => readFileSync(join(cache, name)));
  expect(kept.length).toBe(2);
  const ids = git(cwd, 'ls-files', '-s')
    .trim()
    .split('\n')
    .map((line) => line.split(/\s/)[1] ?? '');
  const texts = ['harbour', 'SECRET', 'issue', 'src/', 'production', 'jwt'];
  for (const body of kept) {
    for (const id of ids) {
      // Not even the half of one.
      expect(body.includes(Buffer.from(id, 'hex').subarray(0, 10))).toBe(false);
      expect(body.includes(id.slice(0, 20))).toBe(false);
    }
    for (const text of texts) expect(body.includes(text), text).toBe(false);
  }
});

test('a full run after each change is reported as if it were the first', async () => {
  const files = readFixtures();
  const cwd = repository({ ...files, ...pads });
  const cache = join(scratch(), 'cache');
  const first = await reportAll(cwd);
  expect(await reportAll(cwd, cache)).toBe(first);
  expect(await reportAll(cwd, cache)).toBe(first);
  const nth = amount(9, 3);
  const code = Object.keys(files).filter((path) => /\.(?:ts|js|py|go|java)$/.test(path));
  const picked = code.filter((_, at) => at % nth === 0);
  expect(picked.length).toBeGreaterThan(2);
  for (const path of picked) {
    rmSync(join(cwd, path));
    expect(await reportAll(cwd, cache), path).toBe(await reportAll(cwd));
    write(cwd, { [path]: `${files[path]}\n` });
    expect(await reportAll(cwd, cache), path).toBe(await reportAll(cwd));
  }
}, 120_000);

const service = {
  'package.json': '{ "name": "harborline" }\n',
  'src/auth.ts':
    "import jwt from 'jsonwebtoken';\nimport { first } from './values.ts';\nexport const issue = (id: string) => jwt.sign({ sub: id }, first, { algorithm: 'HS512', expiresIn: '1h' });\n",
  'src/values.ts': 'export const first = process.env.FIRST_SECRET;\n',
  // Speaks of tokens and signs none.
  'src/page.ts': "import jwt from './jwt.ts';\nexport const token = process.env.SECOND_SECRET;\n",
};

const spared = {
  'package.json': '{ "name": "harborline" }\n',
  'src/issue.ts': 'export const title = "the secret of jwt";\n',
  // Says nothing by itself: no name here is that of a secret.
  'src/login.ts':
    "import { issue } from './issue.ts';\nexport const label = t('jwt-secret.label');\nexport const login = (id: string) => issue(id, 'harbour-lights-2019');\n",
  'src/values.ts':
    "export const label = t('jwt-secret');\nexport const first = 'harbour-lights-2020';\n",
};

test.each<[what: string, change: Files, found: readonly string[]]>([
  [
    'a function that it calls begins to sign',
    {
      'src/issue.ts':
        "import jwt from 'jsonwebtoken';\nexport const issue = (id: string, it: string) => jwt.sign({ id }, it, { expiresIn: '1h' });\n",
    },
    ['src/login.ts'],
  ],
  [
    'such a function is called elsewhere as well',
    {
      'src/issue.ts':
        "import jwt from 'jsonwebtoken';\nexport const issue = (id: string, it: string) => jwt.sign({ id }, it, { expiresIn: '1h' });\n",
      'src/other.ts':
        "import { issue } from './issue.ts';\nissue('a', process.env.JWT_SECRET ?? '');\n",
    },
    ['src/login.ts'],
  ],
  [
    'what it holds is signed with',
    {
      'src/issue.ts':
        "import jwt from 'jsonwebtoken';\nimport { first } from './values.ts';\nexport const issue = (id: string) => jwt.sign({ id }, first, { expiresIn: '1h' });\n",
    },
    ['src/values.ts'],
  ],
])('a file that said nothing is looked at again when %s', async (_, change, found) => {
  const cwd = repository({ ...spared, ...pads });
  const cache = join(scratch(), 'cache');
  expect(JSON.parse(await reportAll(cwd, cache)).findings).toEqual([]);
  write(cwd, change);
  for (const _ of ['changed', 'known']) {
    const remembered = await reportAll(cwd, cache);
    for (const path of found) expect(remembered).toContain(`"path": "${path}"`);
    expect(remembered).toBe(await reportAll(cwd));
  }
});

test('of what was read only what the key of the memory makes of it is kept, and places', async () => {
  const cwd = repository({ ...spared, ...service, ...pads, '.env': 'JWT_SECRET=plainly-fake-1\n' });
  settle();
  const kept: Buffer[] = [];
  for (const cache of [join(scratch(), 'one'), join(scratch(), 'two')]) {
    await reportAll(cwd, cache);
    const body = bodyOf(cache);
    expect(body.length).toBeGreaterThan(300);
    for (const word of [
      'plainly',
      'harbour',
      'SECRET',
      'secret',
      'issue',
      'login',
      'src/',
      'pads',
    ]) {
      expect(body.includes(word), word).toBe(false);
    }
    kept.push(body);
  }
  // Another memory, another key: nobody can look up what a file holds.
  const [one = Buffer.alloc(0), other = Buffer.alloc(0)] = kept;
  expect(one.equals(other)).toBe(false);
  const key = one.subarray(0, 32);
  expect(other.includes(key)).toBe(false);
  // Who has the key too could try values of a file that holds one: of that no hash is kept.
  expect(holdsContent(one, cwd, 'src/issue.ts')).toBe(true);
  for (const path of ['.env', 'src/auth.ts', 'src/page.ts']) {
    expect(holdsContent(one, cwd, path), path).toBe(false);
  }
});

/** Whether a memory holds what its key makes of a file's bytes. */
function holdsContent(body: Buffer, cwd: string, path: string): boolean {
  const id = createHmac('sha256', body.subarray(0, 32))
    .update(`content\0${path}\0`)
    .update(readFileSync(join(cwd, path)))
    .digest();
  return body.includes(id.subarray(0, 16));
}

function bodyOf(cache: string): Buffer {
  const [name = ''] = readdirSync(cache);
  const bytes = readFileSync(join(cache, name));
  return bytes.subarray(bytes.indexOf(10) + 1);
}

test.each([
  ['in the same run', false],
  ['in a later one', true],
])(
  'of a file that said nothing no hash is kept when a name leads to a key in it %s',
  async (_, isLater) => {
    const cwd = repository({ ...spared, ...pads });
    const cache = join(scratch(), 'cache');
    const paths = ['src/login.ts', 'src/values.ts'];
    if (isLater) {
      await reportAll(cwd, cache);
      for (const path of paths) expect(holdsContent(bodyOf(cache), cwd, path), path).toBe(true);
    }
    write(cwd, {
      'src/issue.ts':
        "import jwt from 'jsonwebtoken';\nimport { first } from './values.ts';\nexport const issue = (id: string, it: string) => jwt.sign({ id }, it, { expiresIn: '1h' });\nexport const renew = (id: string) => jwt.sign({ id }, first, { expiresIn: '1h' });\n",
    });
    for (const _ of ['young', 'settled', 'known']) {
      const found = await reportAll(cwd, cache);
      for (const path of paths) {
        expect(found).toContain(`"path": "${path}"`);
        expect(holdsContent(bodyOf(cache), cwd, path), path).toBe(false);
      }
      settle();
    }
  },
);

/** How often the files of a full run are read. */
async function readsOf(cwd: string, cacheDirectory: string): Promise<number> {
  let reads = 0;
  await reportReading(cwd, cacheDirectory, () => {
    reads++;
  });
  return reads;
}

/** The report of a full run; `onRead` is called before a file is read. */
async function reportReading(
  cwd: string,
  cacheDirectory: string | undefined,
  onRead: (path: string) => void,
): Promise<string> {
  const openTree = async () => {
    const tree = await openWorkTree(optionsFor(cwd));
    const read = (path: string): ReturnType<typeof tree.read> => {
      onRead(path);
      return tree.read(path);
    };
    return { ...tree, read };
  };
  return reportAll(cwd, cacheDirectory, { openTree });
}

test.runIf(!isWindows)(
  'files that have not changed are not read, and no change goes unseen',
  async () => {
    const signing = (key: string): string =>
      `import jwt from 'jsonwebtoken';\njwt.sign({}, '${key}', { expiresIn: '1h' });\n`;
    const plain = `${'export const one = 1;'.padEnd(signing('harbour-lights').length - 1)}\n`;
    const names = ['written', 'replaced', 'checked-out', 'touched', 'linked', 'again'];
    const fileOf = (name: string): string => `src/${name}.ts`;
    const cwd = repository({
      ...pads,
      'package.json': '{ "name": "harborline" }\n',
      'other.txt': signing('harbour-lights'),
      ...Object.fromEntries(names.map((name) => [fileOf(name), plain])),
    });
    git(cwd, 'switch', '-qc', 'signing');
    write(cwd, { [fileOf('checked-out')]: signing('harbour-lights') });
    git(cwd, 'commit', '-qam', 'signing');
    git(cwd, 'switch', '-q', '-');
    const cache = join(scratch(), 'cache');
    const keepTime = (name: string): void => utimesSync(join(cwd, fileOf(name)), 1, 1);
    for (const name of names) keepTime(name);
    settle();
    const first = await reportAll(cwd);
    expect(await reportAll(cwd, cache)).toBe(first);
    expect(await readsOf(cwd, cache)).toBeLessThan(10);
    expect(await reportAll(cwd, cache)).toBe(first);

    write(cwd, { [fileOf('written')]: signing('harbour-lights') });
    keepTime('written');
    write(cwd, { 'src/new.tmp': signing('harbour-lights') });
    renameSync(join(cwd, 'src/new.tmp'), join(cwd, fileOf('replaced')));
    keepTime('replaced');
    git(cwd, 'switch', '-q', 'signing');
    utimesSync(join(cwd, fileOf('touched')), 2, 2);
    rmSync(join(cwd, fileOf('linked')));
    symlinkSync('../other.txt', join(cwd, fileOf('linked')));
    const changed = await reportAll(cwd);
    for (const name of ['written', 'replaced', 'checked-out'])
      expect(changed).toContain(`"path": "${fileOf(name)}"`);
    expect(await reportAll(cwd, cache)).toBe(changed);
    // Within the moment in which it was read, with as many bytes.
    write(cwd, { [fileOf('again')]: signing('harbour-lights') });
    const again = await reportAll(cwd);
    expect(again).toContain(fileOf('again'));
    expect(await reportAll(cwd, cache)).toBe(again);
    settle();
    expect(await reportAll(cwd, cache)).toBe(again);
    expect(await reportAll(cwd, cache)).toBe(again);
    for (const name of names) {
      rmSync(join(cwd, fileOf(name)));
      write(cwd, { [fileOf(name)]: plain });
    }
    expect(await reportAll(cwd, cache)).toBe(await reportAll(cwd));
  },
  120_000,
);

test('a second run links what the first one came to, and asks for nothing', async () => {
  const issue =
    "import jwt from 'jsonwebtoken';\nexport const issue = (id: string, it: string) => jwt.sign({ id }, it, { expiresIn: '1h' });\n";
  const cwd = repository({
    ...pads,
    'package.json': '{ "name": "harborline" }\n',
    'src/issue.ts': issue,
    'src/label.ts': "export { first } from './first.ts';\n",
    'src/first.ts': "export const first = 'harbour-lights-2020';\n",
    'src/login.ts':
      "import { issue } from './issue.ts';\nimport { first } from './label.ts';\nexport const login = (id: string) => issue(id, first);\n",
    'src/other.ts': 'export const issued = 1;\n',
  });
  const cache = join(scratch(), 'cache');
  settle();
  const first = await reportAll(cwd);
  expect(first).toContain('"path": "src/first.ts"');
  for (const _ of ['cold', 'warm', 'known']) expect(await reportAll(cwd, cache)).toBe(first);
  // Settings decide what is linked as well.
  const settings = { projectNames: ['harbour', 'lights'] };
  expect(await reportAll(cwd, cache, { settings })).toBe(
    await reportAll(cwd, undefined, { settings }),
  );
  const changes: readonly Files[] = [
    { 'src/other.ts': "import { issue } from './issue.ts';\nissue('a', 'harbour-lights-2021');\n" },
    { 'src/label.ts': "export { second as first } from './second.ts';\n" },
    { 'src/second.ts': "export const second = 'harbour-lights-2022';\n" },
    { 'src/issue.ts': 'export const issue = (id: string, it: string) => id + it;\n' },
    { 'src/issue.ts': issue },
  ];
  for (const change of changes) {
    write(cwd, change);
    const changed = await reportAll(cwd);
    expect(await reportAll(cwd, cache)).toBe(changed);
    settle();
    for (const _ of ['settled', 'known']) expect(await reportAll(cwd, cache)).toBe(changed);
  }
}, 120_000);

test('what a fix would write is audited as such, and nothing of it is known of the disk', async () => {
  const key = "const key = 'harbour-lights-2019';\n";
  const cwd = repository({
    ...pads,
    'package.json': '{ "name": "harborline" }\n',
    'src/a.js': `${key}require('jsonwebtoken').sign({}, key, { algorithm: 'HS512' });\n`,
    'src/b.js': "const key = 'harbour-lights-2021';\nrequire('jsonwebtoken').sign({}, key);\n",
  });
  const cache = join(scratch(), 'cache');
  settle();
  const planned = async () => {
    const { tree, write: plan } = createOverlay(await openWorkTree(optionsFor(cwd)));
    const after = "// Signs.\nrequire('jsonwebtoken').sign({}, process.env.JWT_SECRET);\n";
    plan('src/a.js', after);
    plan('src/b.js', "export const title = 'jwt secret';\n");
    return tree;
  };
  const openTree = { openTree: planned };
  // Whichever comes first.
  expect(await reportAll(cwd, cache, openTree)).toBe(await reportAll(cwd, undefined, openTree));
  expect(await reportAll(cwd, cache)).toBe(await reportAll(cwd));
  expect(await reportAll(cwd, cache, openTree)).toBe(await reportAll(cwd, undefined, openTree));
});

test('a file that settings leave out and names lead into is no other than it is', async () => {
  const cwd = repository({
    ...pads,
    'package.json': '{ "name": "harborline" }\n',
    'src/login.ts':
      "import jwt from 'jsonwebtoken';\nimport { first } from '../old/label.ts';\nexport const login = (id: string) => jwt.sign({ id }, first, { expiresIn: '1h' });\n",
    'old/label.ts': "export { first } from '../src/first.ts';\n",
    'src/first.ts': "export const first = 'harbour-lights-2020';\n",
    'src/second.ts': "export const second = 'harbour-lights-2022';\n",
  });
  const cache = join(scratch(), 'cache');
  const settings = { settings: { ignore: ['old/'] } };
  settle();
  const first = await reportAll(cwd, undefined, settings);
  expect(first).toContain('"path": "src/first.ts"');
  for (const _ of ['cold', 'warm']) expect(await reportAll(cwd, cache, settings)).toBe(first);
  write(cwd, { 'old/label.ts': "export { second as first } from '../src/second.ts';\n" });
  for (const _ of ['young', 'settled', 'known']) {
    const changed = await reportAll(cwd, undefined, settings);
    expect(changed).toContain('"path": "src/second.ts"');
    expect(await reportAll(cwd, cache, settings)).toBe(changed);
    settle();
  }
});

test('a file that changes before it is read is read as it is then', async () => {
  const cwd = repository({ ...service, ...pads });
  const cache = join(scratch(), 'cache');
  settle();
  for (const _ of ['cold', 'warm']) expect(await reportAll(cwd, cache)).toBe(await reportAll(cwd));
  const text = `// Longer than before.\n${service['src/auth.ts']}`;
  let changes = 0;
  const remembered = await reportReading(cwd, cache, (path) => {
    if (path !== 'src/auth.ts') return;
    changes++;
    // The others stay as old as they were.
    writeFileSync(join(cwd, path), text);
  });
  expect(changes).toBeGreaterThan(0);
  expect(remembered).toBe(await reportAll(cwd));
  expect(await reportAll(cwd, cache)).toBe(remembered);
}, 60_000);

test('what the repository itself could hold is not believed in a full run', async () => {
  const cwd = repository({ ...spared, ...pads });
  const cache = join(cwd, '.cache');
  await reportAll(cwd, cache);
  expect(readdirSync(cwd)).not.toContain('.cache');
});

test('a full run of few files keeps nothing', async () => {
  const cache = join(scratch(), 'cache');
  await reportAll(repository(spared), cache);
  expect(() => readdirSync(cache)).toThrow('ENOENT');
});

test.each([
  ['code that spoke of nothing begins to sign', { 'src/page.ts': service['src/auth.ts'] }],
  ['code that was known is renamed', { 'src/auth.ts': '', 'src/sign.ts': service['src/auth.ts'] }],
  [
    'code is exchanged',
    { 'src/auth.ts': service['src/page.ts'], 'src/page.ts': service['src/auth.ts'] },
  ],
])('when %s, the next commit of a value says so', async (_, change) => {
  const cwd = repository(service);
  const cache = join(scratch(), 'cache');
  for (const name of ['SECOND_SECRET', 'FIRST_SECRET']) {
    write(cwd, { '.env.production': `${name}=harbour-lights-2019\n` });
    git(cwd, 'add', '-f', '.env.production');
    expect(await report(cwd, cache)).toBe(await report(cwd));
  }
  git(cwd, 'commit', '-qm', 'first');
  write(cwd, change);
  git(cwd, 'add', '-A');
  git(cwd, 'commit', '-qm', 'second');
  write(cwd, { '.env.production': 'FIRST_SECRET=harbour-lights-2020\n' });
  git(cwd, 'add', '-f', '.env.production');
  const remembered = await report(cwd, cache);
  expect(remembered).toContain('HS512');
  expect(remembered).toBe(await report(cwd));
});

test('where git cannot search every content, what was learned does not stand in for it', async () => {
  const cwd = repository({
    'src/issue.ts':
      "import jwt from 'jsonwebtoken';\nexport const issue = (id: string, key: string) => jwt.sign({ sub: id }, key, { algorithm: 'HS512', expiresIn: '1h' });\n",
    'src/users.ts':
      "import { issue } from './issue.ts';\nexport const login = (id: string) => issue(id, process.env.FIRST_SECRET ?? '');\n",
    'src/lost.ts': 'export const lost = 1;\n',
  });
  const cache = join(scratch(), 'cache');
  write(cwd, { '.env.production': 'FIRST_SECRET=harbour-lights-2019\n' });
  git(cwd, 'add', '-f', '.env.production');
  expect(await report(cwd, cache)).toContain('HS512');
  const id = git(cwd, 'rev-parse', ':src/lost.ts').trim();
  rmSync(join(cwd, '.git/objects', id.slice(0, 2), id.slice(2)));
  expect(await report(cwd, cache)).toContain('HS512');
});

test('the program keeps its memory where caches belong, and none with --no-cache', () => {
  const cwd = repository(service);
  const home = scratch();
  mkdirSync(join(home, 'caches'));
  write(cwd, { '.env.production': 'FIRST_SECRET=harbour-lights-2019\n' });
  git(cwd, 'add', '-f', '.env.production');
  const env = {
    HOME: home,
    XDG_CACHE_HOME: join(home, 'caches'),
    LOCALAPPDATA: join(home, 'caches'),
  };
  const plain = runCli(['--staged', '-f', 'json', '--no-cache'], { cwd, env });
  expect(plain.stdout).toContain('HS512');
  expect(readdirSync(join(home, 'caches'))).toEqual([]);
  for (const _ of ['cold', 'warm']) {
    expect(runCli(['--staged', '-f', 'json'], { cwd, env })).toEqual(plain);
    expect(readdirSync(join(home, 'caches'))).toEqual(['keylint']);
  }
  // Of the value, its file and what refers to it nothing is kept.
  const kept = readdirSync(join(home, 'caches'), { recursive: true, encoding: 'utf8' })
    .map((name) => join(home, 'caches', name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'));
  expect(kept).toHaveLength(1);
  for (const text of ['harbour', 'SECRET', 'src/', '.env']) expect(kept[0]).not.toContain(text);
});
