// Defaults of options that programs take from their command line, and what is signed with them.
import { expect, test } from 'vitest';
import { rules } from '../../../rules/index.ts';
import { auditTexts } from '../../helpers.ts';

async function told(files: Readonly<Record<string, string>>): Promise<string[]> {
  const findings = await auditTexts(files, rules);
  return findings.map(({ rule, path, line }) => `${path}:${line} ${rule}`);
}

const sign = (key: string): string =>
  `module.exports = () => jwt.sign({ id: 1 }, ${key}, { algorithm: 'HS256', expiresIn: '1h' });`;

const cli = (declared: string, key: string): Record<string, string> => ({
  'cli.js': `const jwt = require('jsonwebtoken');\n${declared}\n${sign(key)}\n`,
});

const commander = "const { Command } = require('commander'); const app = new Command();";

test.each([
  [
    'commander',
    `${commander} app.option('-p, --phrase <text>', 'what signs', 'harbour-lights');`,
    'app.opts().phrase',
  ],
  [
    'commander 6',
    "const app = require('commander'); app.option('--phrase <text>', '', 'harbour-lights');",
    'app.phrase',
  ],
  [
    'yargs',
    "const argv = require('yargs').options({ phrase: { default: 'harbour-lights' } }).argv;",
    'argv.phrase',
  ],
  [
    'node:util',
    "const { values } = require('node:util').parseArgs({ options: { 'my-phrase': { type: 'string', default: 'harbour-lights' } } });",
    "values['my-phrase']",
  ],
  [
    'meow',
    "const meow = require('meow'); const cli = meow({ flags: { phrase: { type: 'string', default: 'harbour-lights' } } });",
    'cli.flags.phrase',
  ],
  [
    'cac',
    "const cli = require('cac')('x'); cli.option('--phrase <text>', '', { default: 'harbour-lights' }); const parsed = cli.parse();",
    'parsed.options.phrase',
  ],
])('%s', async (_, declared, key) => {
  expect(await told(cli(declared, key))).toContain('cli.js:2 hardcoded-fallback');
});

test.each([
  [
    'an action',
    "app.command('token').option('--my-phrase <text>', '', 'harbour-lights').action((given) => jwt.sign({ id: 1 }, given.myPhrase, { expiresIn: '1h' }));",
  ],
  [
    'a handler',
    "app.command('token', '', (y) => y.option('phrase', { default: 'harbour-lights' }), ({ phrase }) => jwt.sign({ id: 1 }, phrase, { expiresIn: '1h' }));",
  ],
])('what %s is handed', async (_, declared) => {
  const text = `const jwt = require('jsonwebtoken');\nconst app = require('commander');\n${declared}\n`;
  expect(await told({ 'cli.js': text })).toContain('cli.js:3 hardcoded-fallback');
});

const parsing = `${commander} app.option('--port <n>', '', '3000');`;

test.each([
  ['an object', 'config', 'config.phrase', "{ phrase: 'harbour-lights' }"],
  ['parts of one', '{ phrase }', 'phrase', "{ phrase: 'harbour-lights' }"],
  ['the key', 'phrase', 'phrase', "'harbour-lights'"],
])('%s that the project itself hands to its run', async (_, parameter, key, given) => {
  const run = `function run(${parameter}) { return jwt.sign({ id: 1 }, ${key}, { expiresIn: '1h' }); }\nrun(${given});`;
  const text = `const jwt = require('jsonwebtoken');\n${parsing}\n${run}\n`;
  expect(await told({ 'cli.js': text })).toContain('cli.js:4 hardcoded-secret');
});

test('a default that is read from the options is followed in no circle', async () => {
  const circle = `${commander} app.option('--phrase <text>', '', app.opts().phrase); app.option('--key <text>', '', 'harbour-lights');`;
  expect(await told(cli(circle, 'app.opts().key'))).toContain('cli.js:2 hardcoded-fallback');
});

test('oclif and citty name their options in objects', async () => {
  const flags =
    "static flags = { phrase: Flags.string({ default: 'harbour-lights', char: 'p' }) };";
  const run =
    "async run() { const { flags } = await this.parse(Run); this.log(jwt.sign({ id: 1 }, flags.phrase, { expiresIn: '1h' })); }";
  const oclif = `import jwt from 'jsonwebtoken';\nimport { Command, Flags } from '@oclif/core';\nexport class Run extends Command {\n${flags}\n${run}\n}\n`;
  expect(await told({ 'run.ts': oclif })).toContain('run.ts:4 hardcoded-fallback');
  const citty =
    "import jwt from 'jsonwebtoken';\nimport { defineCommand } from 'citty';\nexport default defineCommand({\nargs: { phrase: { type: 'string', default: 'harbour-lights' } },\nrun({ args }) { return jwt.sign({ id: 1 }, args.phrase, { expiresIn: '1h' }); },\n});\n";
  expect(await told({ 'run.ts': citty })).toContain('run.ts:4 hardcoded-fallback');
});

test('an option that asks a variable first is its fallback', async () => {
  const text = `${commander}\nprogram.addOption(new Option('--phrase <text>').env('ACME_PHRASE').default('harbour-lights'));\n`;
  const files = cli(`const program = app;${text}`, 'app.opts().phrase');
  const findings = await auditTexts(files, rules);
  const found = findings.find(({ rule }) => rule === 'hardcoded-fallback');
  expect(found?.message).toContain('ACME_PHRASE falls back to a literal');
});

test('names of options are read where nothing else in the file speaks of keys', async () => {
  const named = {
    'src/cli.ts':
      "import { program } from 'commander';\nprogram.option('--jwt-secret <text>', '', 'harbour-lights');\n",
  };
  expect(await told(named)).toContain('src/cli.ts:2 hardcoded-fallback');
});

test.each([
  ['without a default', "app.requiredOption('--phrase <text>', 'what signs');"],
  ['of another program', "other.option('--phrase <text>', '', 'harbour-lights');", 'other'],
  ['whose default is read', "app.option('--phrase <text>', '', process.env.ACME_PHRASE);"],
])('not options %s', async (_, declared, program = 'app') => {
  const key = program === 'app' ? 'app.opts().phrase' : 'other.thing.phrase';
  expect(await told(cli(`${commander} ${declared}`, key))).toEqual([]);
});
