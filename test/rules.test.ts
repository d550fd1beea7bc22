// Every rule's examples are its tests: bad ones find exactly what «» marks, good ones find nothing. The registry
// tests cover what reviewers forget.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '../rules/index.ts';
import { fleetRules } from '../src/fleet/rules.ts';
import type { Finding } from '../src/model/finding.ts';
import type { Example, Rule } from '../src/model/rule.ts';
import { renderRuleDocs, renderRulePage } from '../src/report/rule-docs.ts';
import { type AuditTextsOptions, auditTexts, runTexts, unmark } from './helpers.ts';
import { sampleOf } from './thorough.ts';

function filesOf({ file, text, files }: Example): Record<string, string> {
  return files ?? { [file ?? 'missing']: text ?? '' };
}

/** What git says of the files. */
function factsOf({ tracked = {}, days, past }: Example, rule: Rule): AuditTextsOptions {
  // Rules that are never sure are for those who ask for everything.
  const all = rule.confidence === 'low' && { minConfidence: 'low' as const };
  return {
    tracked,
    ...(days && { days }),
    ...(past && { past: past.map(plainFiles) }),
    ...all,
  };
}

function plainFiles(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, unmark(text).plain]),
  );
}

/** Where each finding of a rule lands, as `path: text`. */
async function landings(rule: Rule, example: Example) {
  // A finding may land in what a commit of the past held.
  const versions = [filesOf(example), ...(example.past ?? [])].map((files) =>
    Object.entries(files),
  );
  const texts = versions.flat().map(([path, text]) => [path, unmark(text)] as const);
  const plain = plainFiles(filesOf(example));
  const past = Object.assign({}, ...(example.past ?? []).map(plainFiles).reverse());
  const findings = await auditTexts(plain, [rule], factsOf(example, rule));
  const textOf = ({ path, start, end, history }: Finding): string =>
    (history?.place === 'introduced' ? past : plain)[path]?.slice(start, end) ?? '';
  return {
    expected: texts
      .flatMap(([path, { marked }]) => marked.map(({ start, text }) => `${path}@${start}: ${text}`))
      .sort(),
    found: findings.map((finding) => `${finding.path}@${finding.start}: ${textOf(finding)}`).sort(),
    findings,
    textOf,
  };
}

describe.each(rules)('$id', (rule) => {
  test.each(rule.examples.bad)('finds $name', async (example) => {
    const { expected, found } = await landings(rule, example);
    expect(expected).not.toHaveLength(0);
    expect(found).toEqual(expected);
  });

  test.each(rule.examples.good)('passes $name', async (example) => {
    const { expected, found } = await landings(rule, example);
    expect(expected).toEqual([]);
    expect(found).toEqual([]);
  });

  test('says something of each finding without saying the secret', async () => {
    for (const example of rule.examples.bad) {
      const { findings, textOf } = await landings(rule, example);
      for (const finding of findings) {
        const said = [finding.message, ...finding.related.map(({ message }) => message)].join('\n');
        expect(finding.message).toMatch(/^\S.*[^\s.]$/);
        expect(said).not.toMatch(/undefined|null|NaN|\[object/);
        if (finding.secret?.bytes) expect(said).not.toContain(textOf(finding));
      }
    }
  });
});

describe('the registry', () => {
  test('lists every file of the folder under its id, once', () => {
    const files = readdirSync(new URL('../rules', import.meta.url))
      .filter((name) => name.endsWith('.ts') && name !== 'index.ts')
      .map((name) => name.slice(0, -'.ts'.length));
    expect(rules.map(({ id }) => id).sort()).toEqual(files.sort());
  });

  test.each(rules)('$id is a name that reads after "allow"', ({ id }) => {
    expect(id).toMatch(/^[a-z]+(?:-[a-z]+)+$/);
    expect(id).not.toMatch(/^(?:no|require|use|prefer|disallow|avoid|check|dont|ban|forbid)-/);
  });

  test.each(rules)('$id has every text filled', (rule) => {
    for (const text of [rule.title, rule.looksFor, rule.why, rule.howToFix]) {
      expect(text).toMatch(/^[A-Z].{10,}/);
      expect(text).not.toMatch(/\n|[«»]/);
    }
    expect(rule.title).not.toMatch(/\.$/);
    for (const text of [rule.looksFor, rule.why, rule.howToFix]) expect(text).toMatch(/[.`]$/);
    // GitHub refuses descriptions above 1,024 characters.
    for (const text of [rule.title, rule.looksFor, rule.why]) {
      expect(text.length).toBeLessThanOrEqual(1024);
    }
    expect(rule.references.some((reference) => /^CWE-\d+$/.test(reference))).toBe(true);
    for (const reference of rule.references) expect(reference).toMatch(/^CWE-\d+$|^https:\/\//);
  });

  test.each(rules)('$id has a check, and examples both ways with names of their own', (rule) => {
    expect([rule.check, rule.checkUse, rule.checkAll].filter(Boolean)).not.toEqual([]);
    for (const examples of [rule.examples.bad, rule.examples.good]) {
      expect(examples.length).toBeGreaterThan(0);
      const names = examples.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      for (const example of examples) {
        expect(Object.keys(filesOf(example))).not.toContain('missing');
        const told = Object.keys({ ...example.tracked, ...example.days });
        const unknown = told.filter((path) => !(path in filesOf(example)));
        expect(unknown).toEqual([]);
      }
    }
  });

  test.each(['src/empty.js', 'src/empty.ts', '.env', 'docker-compose.yml', 'Dockerfile', 'a.json'])(
    'finds nothing in an empty %s',
    async (path) => {
      const { report } = await runTexts({ [path]: '' }, rules, { tracked: { [path]: 'tracked' } });
      expect(report.findings).toEqual([]);
    },
  );

  test('no rule throws on any example of the others', async () => {
    for (const [turn, { examples }] of rules.entries()) {
      for (const example of sampleOf([...examples.bad, ...examples.good], 3, turn)) {
        const files = Object.fromEntries(
          Object.entries(filesOf(example)).map(([path, text]) => [path, unmark(text).plain]),
        );
        const { report } = await runTexts(files, rules, { tracked: example.tracked ?? {} });
        expect(report.notices).toEqual([]);
      }
    }
  });
});

test.each([
  [
    'package.json',
    '{ "scripts": { "start": "JWT_SECRET=plainly-fake node ." } }',
    'a package manifest',
  ],
  ['vercel.json', '{ "env": { "JWT_SECRET": "plainly-fake" } }', 'a configuration file'],
  ['nodemon.json', '{ "env": { "JWT_SECRET": "plainly-fake" } }', 'a configuration file'],
  ['start.sh', 'JWT_SECRET=plainly-fake node .', 'a shell script'],
])('hardcoded-secret calls %s what it is', async (path, text, carrier) => {
  const chosen = rules.filter(({ id }) => id === 'hardcoded-secret');
  const findings = await auditTexts({ [path]: text }, chosen);
  expect(findings.map(({ message }) => message)).toEqual([`JWT_SECRET is written into ${carrier}`]);
});

test('rules/README.md is generated from the rules', async () => {
  await expect(renderRuleDocs(rules)).toMatchFileSnapshot('../rules/README.md');
});

describe('rules/docs has a page for every rule', () => {
  test.each(rules)('$id', async (rule) => {
    await expect(renderRulePage(rule)).toMatchFileSnapshot(`../rules/docs/${rule.id}.md`);
  });

  test.each(fleetRules)('$id, of several repositories', async (rule) => {
    await expect(renderRulePage(rule)).toMatchFileSnapshot(`../rules/docs/${rule.id}.md`);
  });

  test('and for nothing else', () => {
    const pages = readdirSync(join(import.meta.dirname, '../rules/docs')).sort();
    expect(pages).toEqual([...rules, ...fleetRules].map(({ id }) => `${id}.md`).sort());
  });
});

test('no text of a rule names an algorithm or a command of one: advice is made from the finding', () => {
  for (const { id, howToFix } of rules) {
    expect(`${id}: ${howToFix}`).not.toMatch(/\b(?:HS|RS|ES|PS)\d|--alg|--fix/);
  }
});
