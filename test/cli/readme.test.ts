// The README and docs/ say what the program does: picture, flags, diff and tables are made here and compared, and what
// they tell to type is read by the program's own parsers. `npm test -- -u` writes what is made anew.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { commands } from '../../src/cli/commands.ts';
import { parseArguments } from '../../src/cli/parse-arguments.ts';
import { parseSettings } from '../../src/cli/settings/parse-settings.ts';
import { hmacAlgorithms } from '../../src/model/algorithms.ts';
import { crackRig, guessesPerSecond } from '../../src/model/crack-time.ts';
import { languageTable, unfoundFrameworks } from '../language-table.ts';
import {
  anchorsOf,
  commandLinesOf,
  documents,
  fencesOf,
  linkedDocuments,
  linksOf,
  wordsOf,
} from './documents.ts';
import { createProject, runCli } from './run-cli.ts';
import { drawTerminal } from './terminal-picture.ts';

const root = join(import.meta.dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** How to make `bytes` random bytes with what is at hand. */
const generators: readonly (readonly [tool: string, line: (bytes: number) => string])[] = [
  ['OpenSSL', (bytes) => `openssl rand -base64 ${bytes} \\| tr -d '\\n'`],
  [
    'Node.js',
    (bytes) => `node -p "require('node:crypto').randomBytes(${bytes}).toString('base64')"`,
  ],
  ['Python', (bytes) => `python3 -c "import secrets; print(secrets.token_urlsafe(${bytes}))"`],
  [
    'PowerShell 7',
    (bytes) =>
      `[Convert]::ToBase64String([Security.Cryptography.RandomNumberGenerator]::GetBytes(${bytes}))`,
  ],
];

function generatorTable(): string {
  const algorithms = Object.entries(hmacAlgorithms);
  const rows = generators.flatMap(([tool, line]) =>
    algorithms.map(([name, { minBytes }]) => `| ${tool} | ${name} | \`${line(minBytes)}\` |`),
  );
  const own = algorithms.map(
    ([name]) => `| keylint | ${name} | \`keylint generate --alg ${name}\` |`,
  );
  return ['| With | For | Command |', '| --- | --- | --- |', ...own, ...rows].join('\n');
}

function replaceBlock(text: string, name: string, content: string): string {
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  expect(from, `${begin} is missing`).toBeGreaterThan(0);
  return `${text.slice(0, from)}${begin}\n\n${content}\n\n${text.slice(to)}`;
}

/** What --fix=unsafe shows of a small project, as it is printed. */
function repairDiff(): string {
  const project = createProject({
    '.gitignore': '.env\n',
    '.env': 'PORT=3000\nJWT_SECRET=acme-secret-2024\n',
    'src/auth.js': [
      "import jwt from 'jsonwebtoken';",
      '',
      "const secret = process.env.JWT_SECRET || 'changeme';",
      'export const issue = (sub) =>',
      "  jwt.sign({ sub }, secret, { algorithm: 'HS512', expiresIn: '1h' });",
      'export const check = (token) => jwt.verify(token, secret);',
      '',
    ].join('\n'),
  });
  try {
    return runCli(['--fix=unsafe', '--dry-run'], { cwd: project.root }).stdout.trimEnd();
  } finally {
    project.dispose();
  }
}

/** What is made by the program: block, document, content. */
const blocks: readonly (readonly [name: string, file: string, make: () => string])[] = [
  ['diff', 'README.md', () => `\`\`\`diff\n${repairDiff()}\n\`\`\``],
  ['help', 'docs/flags.md', () => `\`\`\`text\n${runCli(['--help']).stdout.trimEnd()}\n\`\`\``],
  ['generators', 'docs/repairs.md', generatorTable],
  ['languages', 'docs/languages.md', languageTable],
];

test.each(blocks)('%s in %s is what the program says', async (name, file, make) => {
  const text = readFileSync(join(root, file), 'utf8');
  await expect(replaceBlock(text, name, make())).toMatchFileSnapshot(`../../${file}`);
});

test('no other block pretends to be generated', () => {
  const begun = documents.flatMap(({ path, text }) =>
    [...text.matchAll(/<!-- begin (\w+) -->/g)].map((match) => `${match[1]} ${path}`),
  );
  expect(begun.sort()).toEqual(blocks.map(([name, file]) => `${name} ${file}`).sort());
});

test('every framework of the table of languages has a row', () => {
  expect(unfoundFrameworks()).toEqual([]);
});

test('the picture is what the program prints', async () => {
  const argv = ['fixtures/demo', '--color=always'];
  const { code, stdout } = runCli(argv, { cwd: root, env: { COLUMNS: '80' } });
  expect(code).toBe(1);
  const lines = stdout.trimEnd().split('\n');
  // The line with the time would be another one on each machine.
  const verdict = lines.filter((line) =>
    /^(?:Next:| +or accept)/.test(stripVTControlCharacters(line)),
  );
  expect(verdict).toHaveLength(2);
  const shown = [
    '$ npx keylint fixtures/demo',
    '',
    ...lines.slice(0, 20),
    '',
    '  ⋮',
    '',
    ...verdict,
  ];
  const title =
    'Output of npx keylint fixtures/demo: all secrets, the worst first, and one with its source and how to fix it';
  await expect(drawTerminal(shown, 80, title)).toMatchFileSnapshot('../../.github/demo.svg');
});

test('the two commands of a newcomer are near the top', () => {
  const top = readme.split('\n').slice(0, 25).join('\n');
  expect(top).toContain('npm ci && npx keylint fixtures/demo');
  expect(top).toContain('npm ci && npm test');
});

test('the README is for a stranger: what takes longer to say stands in docs/', () => {
  expect(readme.split('\n').length).toBeLessThanOrEqual(210);
  const linked = documents.flatMap(linksOf).map((target) => target.replace(/^docs\/|#.*$/g, ''));
  const unlinked = documents
    .slice(1)
    .filter(({ path }) => !linked.includes(path.replace('docs/', '')));
  expect(unlinked.map(({ path }) => path)).toEqual([]);
});

describe('examples', () => {
  const lines = documents.flatMap((document) =>
    commandLinesOf(document)
      // Placeholders are for the reader.
      .filter((line) => !/[<…]|\.\.\./.test(line))
      .map((line) => [line, document.path] as const),
  );

  test.each(lines)('%s in %s', async (line) => {
    const words = wordsOf(line).slice(1);
    const entry = commands.find(({ name }) => name === words[0]);
    const command = await (entry ?? commands[0])?.load();
    if (!command) throw new Error('no such command');
    const own = entry ? words.slice(1) : words;
    if (own.some((word) => ['-h', '--help', '-V', '--version'].includes(word))) return;
    try {
      // Throws where a flag is unknown.
      parseArguments(own, command);
    } catch (error) {
      // A command may be spoken of by its name alone.
      if (own.length > 0 || !String(error).includes('is missing')) throw error;
    }
  });

  test('there are many, in nearly every document', () => {
    expect(lines.length).toBeGreaterThan(80);
    expect(new Set(lines.map(([, path]) => path)).size).toBeGreaterThan(12);
  });

  const settings = documents.flatMap((document) =>
    fencesOf(document, 'jsonc').map((text) => [document.path, text] as const),
  );

  test.each(settings)('the settings in %s are read', (path, text) => {
    const ruleIds = rules.map(({ id }) => id);
    const read = parseSettings({ path, text, ruleIds });
    if (path === 'docs/settings.md') expect(read.projectNames).toContain('acme');
  });

  test('every rule that is named exists', () => {
    const ids = rules.map(({ id }) => id);
    const unknown = documents.flatMap(({ path, text }) => [
      ...[...text.matchAll(/(?:keylint: ignore\[|keylint explain |rules\/docs\/)([a-z-]+)/g)]
        .map((match) => match[1] ?? '')
        .filter((id) => !ids.includes(id))
        .map((id) => `${path}: ${id}`),
      ...[...text.matchAll(/["`]([a-z]+(?:-[a-z]+)+)["`]/g)]
        .map((match) => match[1] ?? '')
        .filter((id) => /-(?:secret|expiry|token|fallback)$/.test(id) && !ids.includes(id))
        .map((id) => `${path}: ${id}`),
    ]);
    expect(unknown).toEqual([]);
  });

  test.each(linkedDocuments.map((document) => [document.path, document] as const))(
    'links of %s lead somewhere',
    (path, document) => {
      const broken = linksOf(document).filter((target) => {
        const [file = '', anchor] = target.split('#');
        const there = file === '' ? join(root, path) : join(root, dirname(path), file);
        if (!existsSync(there)) return true;
        return anchor !== undefined && !anchorsOf(readFileSync(there, 'utf8')).includes(anchor);
      });
      expect(broken).toEqual([]);
    },
  );

  test('the line for Node.js makes as many bytes as it says', () => {
    const script = /node -p "([^"]+)"/.exec(generators[1]?.[1](48) ?? '')?.[1] ?? '';
    const { stdout } = spawnSync(process.execPath, ['-p', script], { encoding: 'utf8' });
    expect(Buffer.from(stdout.trim(), 'base64')).toHaveLength(48);
  });
});

test('docs/strength.md states the rig of all times to crack, its speed and the source', () => {
  const stated = readFileSync(join(root, 'docs/strength.md'), 'utf8').replace(/\s+/g, ' ');
  const millions = Object.values(guessesPerSecond).map((rate) =>
    (rate / 1e6).toLocaleString('en', { minimumFractionDigits: 1 }),
  );
  for (const text of [crackRig.name, crackRig.source, ...millions]) expect(stated).toContain(text);
});
