// The end of the fingerprints: results keep the numbers of groups in their place, and the key goes. A stop in between
// is made good by the next merge, which finds what to put where.
import { join } from 'node:path';
import { UserError } from '../../model/errors.ts';
import { describeUnread, readText } from '../../read/read-file.ts';
import { dropFile, putFile } from '../../write/own-directory.ts';
import type { Task, ValueRecord } from '../model.ts';
import type { RunDirectory } from '../run-directory.ts';
import type { Group } from './groups.ts';

/** From fingerprints to numbers, while they are being replaced. */
const fileName = 'stripping.json';
const maxBytes = 1 << 29;

/** The number of its group for each fingerprint. */
export function numbersOf(groups: readonly Group[]): ReadonlyMap<string, string> {
  return new Map(groups.flatMap(({ number, ids }) => ids.map((id) => [id, number] as const)));
}

/** Writes down what is to be replaced by what, before it is done. */
export function beginStripping(run: RunDirectory, groups: readonly Group[]): void {
  const text = JSON.stringify(Object.fromEntries(numbersOf(groups)));
  putFile(join(run.path, fileName), new TextEncoder().encode(text));
}

/** All is replaced: the key goes. */
export function endStripping(run: RunDirectory): void {
  run.dropKey();
  dropFile(join(run.path, fileName));
}

/** Goes on where a merge was ended between its reports and the deletion of the key. */
export function finishStripping(run: RunDirectory, tasks: readonly Task[]): void {
  const path = join(run.path, fileName);
  const read = readText(path, { links: 'never', limitBytes: maxBytes });
  if (!('text' in read)) {
    if (read.problem === 'missing') return;
    throw new UserError(`${path} cannot be read: ${describeUnread(read)}.`);
  }
  // The cast: written by `beginStripping`.
  const numbers = new Map(Object.entries(JSON.parse(read.text) as Record<string, string>));
  const stripOne = createStripping(run, numbers);
  const done = run.doneTasks();
  for (const { id } of tasks) if (done.has(id)) stripOne(id);
  endStripping(run);
}

/** Puts numbers in the place of the fingerprints of a task. Numbers stay: what was stripped before is the same after. */
export function createStripping(
  run: RunDirectory,
  numbers: ReadonlyMap<string, string>,
): (task: string) => void {
  const strip = (value: ValueRecord): ValueRecord => {
    const ids = value.ids.flatMap((id) => (isFingerprint(id) ? (numbers.get(id) ?? []) : id));
    return { ...value, ids: [...new Set(ids)] };
  };
  return (task) =>
    run.changeHead(task, (head) => {
      const isOpen = head.members.some(({ values }) =>
        values.some(({ ids }) => ids.some(isFingerprint)),
      );
      if (!isOpen) return undefined;
      const members = head.members.map((one) => ({ ...one, values: one.values.map(strip) }));
      return { ...head, members };
    });
}

function isFingerprint(id: string): boolean {
  return !id.startsWith('S-');
}
