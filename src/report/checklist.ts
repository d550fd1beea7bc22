// A checklist as text, Markdown and JSON. Names and paths come from repositories: each format escapes them.
import type { Answer, Checklist, ChecklistItem, Evidence } from '../model/checklist.ts';
import { escapeMarkdown, notACommand, toSafeJson, visible } from './escape.ts';
import { wrap } from './text/wrap.ts';

export const checklistFormats = ['text', 'markdown', 'json'] as const;
export type ChecklistFormat = (typeof checklistFormats)[number];

export interface ChecklistOptions {
  readonly columns: number;
  /** All of the evidence; otherwise the first of each question. */
  readonly isVerbose: boolean;
  /** Colours a word by its answer. */
  paint(answer: Answer, text: string): string;
}

/** More places than these are counted. */
const mostEvidence = 3;

const words: Readonly<Record<Answer, string>> = {
  yes: 'yes',
  partly: 'partly',
  no: 'no',
  unseen: 'not seen',
};

const boxes: Readonly<Record<Answer, string>> = { yes: 'x', partly: ' ', no: ' ', unseen: ' ' };

export function renderChecklist(
  checklist: Checklist,
  format: ChecklistFormat,
  options: ChecklistOptions,
): string {
  switch (format) {
    case 'json':
      return `${toSafeJson(checklist)}\n`;
    case 'markdown':
      return toMarkdown(checklist, options);
    default:
      return toText(checklist, options);
  }
}

function toText(checklist: Checklist, options: ChecklistOptions): string {
  const { columns, paint } = options;
  const lines = checklist.items.flatMap(({ answer, question, evidence }) => {
    const { shown, more } = cut(evidence, options);
    return [
      `${paint(answer, words[answer].padEnd(8))}  ${question}`,
      ...shown.flatMap((one) =>
        wrap(visible(sentence(one)), Math.max(20, columns - 12)).map(
          (line, index) => `${index === 0 ? '          ' : '            '}${line}`,
        ),
      ),
      ...(more > 0 ? [`          and ${more} more (-v shows them)`] : []),
    ];
  });
  return `${[...lines, '', ...closing(checklist)].map(notACommand).join('\n')}\n`;
}

function toMarkdown(checklist: Checklist, options: ChecklistOptions): string {
  const lines = checklist.items.flatMap(({ answer, question, evidence }) => {
    const { shown, more } = cut(evidence, options);
    return [
      `- [${boxes[answer]}] **${question}** ${words[answer]}`,
      ...shown.map((one) => `  - ${markdownSentence(one)}`),
      ...(more > 0 ? [`  - and ${more} more`] : []),
    ];
  });
  return `${['## Signing secrets', '', ...lines, '', ...closing(checklist)].join('\n')}\n`;
}

function cut(
  evidence: readonly Evidence[],
  { isVerbose }: ChecklistOptions,
): { readonly shown: readonly Evidence[]; readonly more: number } {
  const shown = isVerbose ? evidence : evidence.slice(0, mostEvidence);
  return { shown, more: evidence.length - shown.length };
}

function placeOf({ path, line }: Evidence): string {
  if (path === undefined) return '';
  return line === undefined ? `${path}: ` : `${path}:${line}: `;
}

function sentence(evidence: Evidence): string {
  return `${placeOf(evidence)}${evidence.text}`;
}

function markdownSentence(evidence: Evidence): string {
  // Names of the repository are in the text as well.
  return escapeMarkdown(sentence(evidence));
}

function closing({ items, secrets, complete }: Checklist): string[] {
  const count = (answer: Answer): number =>
    items.filter((item: ChecklistItem) => item.answer === answer).length;
  const of = secrets === 1 ? '1 signing secret' : `${secrets} signing secrets`;
  const counts = `${of}: ${count('yes')} of ${items.length} yes, ${count('partly')} partly, ${count('no')} no, ${count('unseen')} not to be seen from here`;
  return complete
    ? [counts]
    : [counts, 'The audit is not complete, so no yes can be relied on: `keylint` says why.'];
}
