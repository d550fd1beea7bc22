// `keylint explain <rule>`: everything a rule says of itself, with its first example.
import { type Example, fixOf, type Rule } from '../../model/rule.ts';
import { wrap } from '../../report/text/wrap.ts';
import type { Command } from '../command.ts';
import { checkRuleIds } from '../scan-request.ts';

export const command: Command = {
  options: {},
  operands: { usage: '<rule>', min: 1, max: 1 },
  async run(args, io) {
    const { rules: single } = await import('../../../rules/index.ts');
    const { fleetRules } = await import('../../fleet/rules.ts');
    const rules = [...single, ...fleetRules];
    const id = args.operands[0] ?? '';
    checkRuleIds(
      [id],
      rules.map((rule) => rule.id),
    );
    const rule = rules.find((candidate) => candidate.id === id);
    if (rule) io.stdout.write(explainRule(rule, Math.min(io.stdout.columns ?? 100, 100)));
    return 0;
  },
};

/** What stdout says of `rule` in lines of at most `columns`, with a final newline. */
export function explainRule(rule: Rule, columns: number): string {
  const paragraph = (text: string): string =>
    indent(wrap(text, Math.max(20, columns - 2)).join('\n'));
  const example = rule.examples.bad[0];
  const parts = [
    `${rule.id}: ${rule.title}`,
    `Severity ${rule.severity}, confidence ${rule.confidence}, fix: ${fixOf(rule) ?? 'by hand'}`,
    `Looks for\n${paragraph(rule.looksFor)}`,
    `Why\n${paragraph(rule.why)}`,
    `How to fix\n${paragraph(rule.howToFix)}`,
    ...(example ? [`Example: ${example.name}\n${indent(exampleText(example))}`] : []),
    ...(rule.references.length > 0 ? [`References\n${indent(rule.references.join('\n'))}`] : []),
    `To allow it in one place, put this in a comment on the line or the line above:\n${indent(
      `keylint: ignore[${rule.id}] why it is fine here`,
    )}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function exampleText({ file, text, files }: Example): string {
  const all = files ?? { [file ?? 'example']: text ?? '' };
  return Object.entries(all)
    .map(([path, content]) => `# ${path}\n${content.replace(/[«»]/g, '').trimEnd()}`)
    .join('\n');
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
