// Every example of every rule: the command in the advice of each of its findings, run on a copy.
import { expect, test } from 'vitest';
import { cases, findingsOf, onDisk, tryCommand } from '../fix/repair-commands.ts';
import { record } from './record.ts';

test('the command in the advice ends the finding, or says why not', async () => {
  const figures = { examples: 0, findings: 0, differing: 0 };
  const differing: string[] = [];
  for (const one of cases) {
    // Their age and their past are not on disk.
    if (one.example.days || one.example.past) continue;
    const project = onDisk(one);
    const findings = await findingsOf(project);
    project.remove();
    figures.examples++;
    for (const finding of findings) {
      figures.findings++;
      const problem = await tryCommand(one, finding);
      if (problem !== undefined) differing.push(`${one.name}: ${finding.rule}: ${problem}`);
    }
  }
  figures.differing = differing.length;
  record('fixable', 'commands of advice', figures);
  expect(differing).toEqual([]);
});
