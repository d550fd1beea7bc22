// Advice is made from the finding: what it says to run is run here.
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { auditTexts } from '../helpers.ts';
import { createProject } from './project.ts';
import {
  adviceOn,
  cases,
  commandsIn,
  findingsOf,
  onDisk,
  parse,
  tryCommand,
} from './repair-commands.ts';

test.each(rules.map((rule) => [rule.id, rule] as const))(
  '%s: every command that its advice names is one of ours, for the algorithm of the finding',
  async (id, rule) => {
    let seen = 0;
    for (const { files, example } of cases.filter((one) => one.rule === rule)) {
      const { tracked, days, past } = example;
      const findings = await auditTexts(files, rules, {
        minConfidence: 'low',
        ...(tracked && { tracked }),
        ...(days && { days }),
        ...(past && { past }),
      });
      for (const finding of findings) {
        seen++;
        const { text, command } = adviceOn(finding);
        const all = [...commandsIn(text), ...(command ? [command.split(' ').slice(1)] : [])];
        for (const words of all) {
          await parse(words);
          const named = words[words.indexOf('--alg') + 1];
          if (words.includes('--alg')) expect(named, id).toBe(finding.secret?.algorithm);
        }
        const algorithms = text.match(/\b(?:HS|RS|PS|ES)(?:256|384|512)\b/g) ?? [];
        for (const algorithm of algorithms) expect(algorithm, id).toBe(finding.secret?.algorithm);
      }
    }
    expect(seen).toBeGreaterThan(0);
  },
);

/** The soak takes all of them. */
const sample = cases.filter(
  ({ example }, index) => !example.days && !example.past && index % 12 === 3,
);

test.each(sample.map((one) => [one.name, one] as const))(
  '%s: on a copy, the command ends it or says why not',
  async (_, one) => {
    const project = onDisk(one);
    const findings = await findingsOf(project);
    project.remove();
    for (const finding of findings) expect(await tryCommand(one, finding)).toBeUndefined();
  },
);

test('an old secret is rotated by the command of its finding', async () => {
  const project = createProject({ '.gitignore': '.env\n' });
  project.write('.env', 'JWT_SECRET=Q850mQ76aYBdwwKGc8af_Q3zKTtatnfcOSX87KDtdMs\n');
  utimesSync(join(project.root, '.env'), 1_600_000_000, 1_600_000_000);
  const audit = async (): Promise<string> =>
    (await project.run('--max-age', '90d', '-v', '--no-progress')).stdout;
  const command = /keylint (rotate JWT_SECRET)/.exec(await audit())?.[1];
  expect((await project.run(...(command ?? '').split(' '))).code).toBe(0);
  expect(await audit()).not.toContain('stale-secret');
  project.remove();
});
