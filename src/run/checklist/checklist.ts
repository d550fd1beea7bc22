// Nine questions that a careful team asks of the secrets that sign its tokens, each answered from one audit with
// evidence. What a repository cannot tell is said to be unseen: no answer is a guess.
import type { Checklist, ChecklistId, ChecklistItem } from '../../model/checklist.ts';
import { decodeText } from '../../model/decode.ts';
import type { AuditRun } from '../../run.ts';
import { type Answered, type Inquiry, secretsOf, valuesOf } from './evidence.ts';
import { askAccess, askNeverCommitted, askStorage } from './place-questions.ts';
import { askDocumentation, askRotation } from './practice-questions.ts';
import { askEnvironments, askGuessability, askLength, askRandomness } from './value-questions.ts';

interface Question {
  readonly text: string;
  ask(inquiry: Inquiry): Answered;
}

const questions: Readonly<Record<ChecklistId, Question>> = {
  length: { text: 'Is every secret as long as its algorithm asks for?', ask: askLength },
  randomness: { text: 'Did a cryptographic generator make it?', ask: askRandomness },
  storage: { text: 'Is it kept out of the code, of images and of logs?', ask: askStorage },
  'never-committed': {
    text: 'Was it never committed, now or in the history?',
    ask: askNeverCommitted,
  },
  environments: {
    text: 'Has each environment, and each purpose, a secret of its own?',
    ask: askEnvironments,
  },
  guessability: {
    text: 'Is it no word, no name and nothing published?',
    ask: askGuessability,
  },
  rotation: { text: 'Is it rotated, and can it be without logging people out?', ask: askRotation },
  documentation: {
    text: 'Is it written down which secrets have to be set?',
    ask: askDocumentation,
  },
  access: { text: 'Can only those read it who have to?', ask: askAccess },
};

export interface ChecklistRequest {
  readonly run: AuditRun;
  /** Permission bits of a file of the run; `undefined` where the platform has none, or nothing is on disk. */
  modeOf(path: string): number | undefined;
}

/** Answers from an audit that was asked for ages and for the history. */
export function answerChecklist({ run, modeOf }: ChecklistRequest): Checklist {
  const secrets = secretsOf(run);
  const inquiry: Inquiry = {
    run,
    secrets,
    values: valuesOf(secrets),
    findings: run.report.findings.filter(
      ({ level, suppressed }) => level !== 'note' && !suppressed,
    ),
    readText(path) {
      const read = run.tree.read(path);
      const decoded = 'bytes' in read ? decodeText(read.bytes) : undefined;
      return decoded && 'text' in decoded ? decoded.text : undefined;
    },
    modeOf,
  };
  const { tool, complete } = run.report;
  const items = Object.entries(questions).map(([id, { text, ask }]): ChecklistItem => {
    const { answer, evidence } = secrets.length === 0 ? nothing : ask(inquiry);
    // The cast: the keys of the table are its type.
    return { id: id as ChecklistId, question: text, answer, evidence };
  });
  return { version: 1, tool, complete, secrets: secrets.length, items };
}

const nothing: Answered = {
  answer: 'unseen',
  evidence: [{ text: 'no signing secret was found' }],
};
