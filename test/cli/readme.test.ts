// The README says what the program does: its picture, flags and generator lines are made here and compared;
// `npm test -- -u` writes them anew.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { commands } from '../../src/cli/commands.ts';
import { parseArguments } from '../../src/cli/parse-arguments.ts';
import { parseSettings } from '../../src/cli/settings/parse-settings.ts';
import { hmacAlgorithms } from '../../src/model/algorithms.ts';
import { crackRig, guessesPerSecond } from '../../src/model/crack-time.ts';
import { languageTable, unfoundFrameworks } from '../language-table.ts';
import { runCli } from './run-cli.ts';
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

test('flags, generators and languages are those of the program', async () => {
  const help = runCli(['--help']).stdout.trimEnd();
  const blocks = {
    help: `\`\`\`text\n${help}\n\`\`\``,
    generators: generatorTable(),
    languages: languageTable(),
  };
  const made = Object.entries(blocks).reduce(
    (text, [name, content]) => replaceBlock(text, name, content),
    readme,
  );
  await expect(made).toMatchFileSnapshot('../../README.md');
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

describe('examples', () => {
  const shell = [...readme.matchAll(/^keylint( [^#\n<]*)?/gm)].map((match) =>
    (match[1] ?? '').trim(),
  );

  test.each(shell)('keylint %s', async (line) => {
    const words = line === '' ? [] : line.split(/\s+/);
    const entry = commands.find(({ name }) => name === words[0]);
    const command = await (entry ?? commands[0])?.load();
    if (!command) throw new Error('no such command');
    // Throws where a flag is unknown.
    parseArguments(entry ? words.slice(1) : words, command);
  });

  test('the settings file is one', () => {
    const text = /```jsonc\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    const settings = parseSettings({ path: 'README', text, ruleIds: rules.map(({ id }) => id) });
    expect(settings.projectNames).toContain('acme');
  });

  test('every rule that is named exists', () => {
    const named = [...readme.matchAll(/(?:ignore\[|explain |")([a-z]+(?:-[a-z]+)+)(?:\]|"|\s)/g)];
    const ids = rules.map(({ id }) => id);
    const unknown = named
      .map((match) => match[1] ?? '')
      .filter((id) => /-(?:secret|expiry)$/.test(id) && !ids.includes(id));
    expect(unknown).toEqual([]);
  });

  test('links lead somewhere', () => {
    for (const file of ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md']) {
      const text = readFileSync(join(root, file), 'utf8');
      const targets = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(
        (match) => match[1] ?? '',
      );
      expect(targets.filter((target) => !existsSync(join(root, target)))).toEqual([]);
    }
  });

  test('the line for Node.js makes as many bytes as it says', () => {
    const script = /node -p "([^"]+)"/.exec(generators[1]?.[1](48) ?? '')?.[1] ?? '';
    const { stdout } = spawnSync(process.execPath, ['-p', script], { encoding: 'utf8' });
    expect(Buffer.from(stdout.trim(), 'base64')).toHaveLength(48);
  });
});

test('the README states the rig of all times to crack, its speed and the source', () => {
  const stated = readme.replace(/\s+/g, ' ');
  const millions = Object.values(guessesPerSecond).map((rate) =>
    (rate / 1e6).toLocaleString('en', { minimumFractionDigits: 1 }),
  );
  for (const text of [crackRig.name, crackRig.source, ...millions]) expect(stated).toContain(text);
});
