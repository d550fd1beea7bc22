// What earlier runs know of files that have not changed: that they say nothing, so that they need not even be read.
import type { KnownContents, KnownVerdict } from '../input/known-contents.ts';
import type { RunMemory } from './run-memory.ts';

/** `nothing`: no word that matters stands in it. */
export type LookVerdict = KnownVerdict | 'nothing';

/** What a look at a file without anything in it came to. */
export interface KnownLook {
  readonly verdict: LookVerdict;
  readonly mayHoldToken: boolean;
}

const verdicts = ['nothing', 'unread', 'silent', 'bundled', 'generated', 'minified'] as const;

const question = 'look';

/** With the size of the file; `undefined` where it has to be read. */
export function recallLook(
  { answers }: Pick<KnownContents, 'answers'>,
  path: string,
): (KnownLook & { readonly sizeBytes: number }) | undefined {
  const answer = answers.recall(path, question);
  const sizeBytes = answers.sizeOf(path);
  const verdict = verdicts[(answer ?? -1) >> 1];
  if (answer === undefined || sizeBytes === undefined || !verdict) return undefined;
  return { verdict, mayHoldToken: (answer & 1) === 1, sizeBytes };
}

export function learnLook(
  { answers }: Pick<KnownContents, 'answers'>,
  path: string,
  { verdict, mayHoldToken }: KnownLook,
): void {
  answers.learn(path, question, verdicts.indexOf(verdict) * 2 + (mayHoldToken ? 1 : 0));
}

interface Memories {
  readonly memory?: RunMemory | undefined;
  readonly known?: KnownContents | undefined;
}

interface Question<T> {
  readonly question: string;
  readonly ask: () => T | undefined;
}

/** Asks something of a file, unless this session or an earlier run has asked it of the same file; `undefined`: cannot be read. */
export function askOnce(memories: Memories, path: string, asked: Question<boolean>): boolean {
  const ask = (): number | undefined => {
    const answer = asked.ask();
    return answer === undefined ? undefined : Number(answer);
  };
  return answerOnce(memories, path, { question: asked.question, ask }) === 1;
}

/** The same of what is answered by a small number. */
export function answerOnce(
  { memory, known }: Memories,
  path: string,
  { question: asked, ask }: Question<number>,
): number | undefined {
  if (memory) return memory.of(path).recall(asked, ask);
  const before = known?.answers.recall(path, asked);
  if (before !== undefined) return before;
  const answer = ask();
  if (answer !== undefined) known?.answers.learn(path, asked, answer);
  return answer;
}
