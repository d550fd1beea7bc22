// The end of the fingerprints: results keep the numbers of groups in their place, and the key goes. A stop in between
// is made good by the next merge, which finds what to put where.
import { join } from 'node:path';
import { UserError } from '../../model/errors.ts';
import { describeUnread, readText } from '../../read/read-file.ts';
import { dropFile, putFile } from '../../write/own-directory.ts';
import type { Task } from '../model.ts';
import { packResult, type RunDirectory } from '../run-directory.ts';
import type { Group } from './groups.ts';

/** From fingerprints to numbers, while they are being replaced. */
const fileName = 'stripping.json';
const maxBytes = 1 << 29;

/** Writes down what is to be replaced by what, and does it. */
export function stripFingerprints(
  run: RunDirectory,
  tasks: readonly Task[],
  groups: readonly Group[],
): void {
  const numbers = groups.flatMap(({ number, ids }) => ids.map((id) => [id, number] as const));
  const text = JSON.stringify(Object.fromEntries(numbers));
  putFile(join(run.path, fileName), new TextEncoder().encode(text));
  finishStripping(run, tasks);
}

/** Goes on where a merge was ended between its reports and the deletion of the key. */
export function finishStripping(run: RunDirectory, tasks: readonly Task[]): void {
  const path = join(run.path, fileName);
  const read = readText(path, { links: 'never', limitBytes: maxBytes });
  if (!('text' in read)) {
    if (read.problem === 'missing') return;
    throw new UserError(`${path} cannot be read: ${describeUnread(read)}.`);
  }
  // The cast: written by `stripFingerprints`.
  const numbers = new Map(Object.entries(JSON.parse(read.text) as Record<string, string>));
  const done = run.doneTasks();
  for (const { id } of tasks) if (done.has(id)) stripResult(run, id, numbers);
  run.dropKey();
  dropFile(path);
}

/** Numbers stay: a result that was stripped before is the same after. */
function stripResult(run: RunDirectory, task: string, numbers: ReadonlyMap<string, string>): void {
  const head = run.readHead(task);
  if (!head?.members.some(({ values }) => values.some(({ ids }) => ids.some(isFingerprint))))
    return;
  const result = run.readResult(task);
  if (!result) return;
  const members = result.head.members.map((member) => ({
    ...member,
    values: member.values.map((value) => ({
      ...value,
      ids: [
        ...new Set(value.ids.flatMap((id) => (isFingerprint(id) ? (numbers.get(id) ?? []) : id))),
      ],
    })),
  }));
  run.writeResult(task, packResult({ ...result, head: { ...result.head, members } }), {
    isDurable: false,
  });
}

function isFingerprint(id: string): boolean {
  return !id.startsWith('S-');
}
