// The protocol of a run on disk: a task is done when its result file is there. Nothing else is state, so whatever is
// killed, at whatever moment, the next start goes on with what has no result.
import { createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { UserError } from '../model/errors.ts';
import { describeUnread, readFile } from '../read/read-file.ts';
import {
  dropFile,
  dropUnfinished,
  makePrivateDirectory,
  namesIn,
  type PutOptions,
  putFile,
  putNewFile,
} from '../write/own-directory.ts';
import type { Failure, MemberBody, ResultHead, RunFile, Task, TaskResult } from './model.ts';

/** A plan names every repository of a company; a result holds its reports. */
const limits = { run: 1 << 20, plan: 1 << 30, key: 4096, result: 1 << 30, failure: 1 << 16 };

/** Bytes of a run's key. */
const keyBytes = 32;

export interface RunDirectory {
  readonly path: string;
  readRun(): RunFile | undefined;
  /** Writes what a run is; `false`: somebody else was faster. */
  beginRun(run: RunFile): boolean;
  /** The tasks of a plan that is whole; `undefined` where there is none yet. */
  readPlan(): readonly Task[] | undefined;
  writePlan(tasks: readonly Task[]): void;
  hasResult(task: string): boolean;
  /** Ids of all tasks that are done, whoever did them. */
  doneTasks(): ReadonlySet<string>;
  writeResult(task: string, bytes: Uint8Array, options?: PutOptions): void;
  /** `undefined`: it is not done, or what is there cannot be read. */
  readResult(task: string): TaskResult | undefined;
  readHead(task: string): ResultHead | undefined;
  /**
   * Writes the first part of a result anew, unless `change` gives nothing; the reports stay as they are. A result that
   * cannot be read stays too.
   */
  changeHead(task: string, change: (head: ResultHead) => ResultHead | undefined): void;
  writeFailure(failure: Failure): void;
  readFailure(task: string): Failure | undefined;
  /** Takes away a result that cannot be read: its task is to be done again. */
  dropResult(task: string): void;
  /** The key that lies beside the run; `undefined` where it was deleted, or is kept elsewhere. */
  readKey(): Buffer | undefined;
  writeKey(key: Uint8Array): void;
  dropKey(): void;
  /** Takes away what killed runs left half written. */
  tidy(): void;
}

/** The run in `path`; nothing need be there yet. */
export function openRun(path: string): RunDirectory {
  const at = (...parts: readonly string[]): string => join(path, ...parts);
  const resultAt = (task: string): string => at('results', task.slice(0, 2), `${task}.json.gz`);
  const failureAt = (task: string): string => at('failed', `${task}.json`);
  const readLines = (task: string): string[] | undefined => {
    const bytes = readOwn(resultAt(task), limits.result);
    return bytes && linesOf(bytes);
  };
  return {
    path,
    readRun() {
      const bytes = readOwn(at('run.json'), limits.run);
      return bytes && parseRun(bytes, path);
    },
    beginRun(run) {
      makePrivateDirectory(path);
      return putNewFile(at('run.json'), encode(`${JSON.stringify(run, null, 2)}\n`));
    },
    readPlan() {
      const bytes = readOwn(at('plan.jsonl'), limits.plan);
      return bytes && parsePlan(bytes.toString('utf8'));
    },
    writePlan(tasks) {
      const lines = [...tasks, { end: true, tasks: tasks.length }].map((one) =>
        JSON.stringify(one),
      );
      putFile(at('plan.jsonl'), encode(`${lines.join('\n')}\n`));
    },
    hasResult: (task) => namesIn(at('results', task.slice(0, 2))).includes(`${task}.json.gz`),
    doneTasks: () =>
      new Set(
        namesIn(at('results')).flatMap((shelf) =>
          namesIn(at('results', shelf)).flatMap(
            (name) => /^([0-9a-f]{32})\.json\.gz$/.exec(name)?.[1] ?? [],
          ),
        ),
      ),
    writeResult(task, bytes, options) {
      putFile(resultAt(task), bytes, options);
      dropFile(failureAt(task));
    },
    readResult(task) {
      const lines = readLines(task);
      return lines && parseResult(lines, task);
    },
    readHead(task) {
      const [first = ''] = readLines(task) ?? [];
      return parseHead(first, task);
    },
    changeHead(task, change) {
      const [first = '', ...rest] = readLines(task) ?? [];
      const head = parseHead(first, task);
      const changed = head && change(head);
      if (!changed) return;
      const bytes = packLines([JSON.stringify(changed), ...rest]);
      putFile(resultAt(task), bytes, { isDurable: false });
    },
    writeFailure: (failure) =>
      putFile(failureAt(failure.task), encode(`${JSON.stringify(failure)}\n`)),
    readFailure(task) {
      const bytes = readOwn(failureAt(task), limits.failure);
      // The cast: this file is ours, and whatever it lacks is told as not known.
      return bytes && (parseJson(bytes.toString('utf8')) as Failure | undefined);
    },
    dropResult: (task) => dropFile(resultAt(task)),
    readKey: () => readOwn(at('run.key'), limits.key),
    writeKey(key) {
      makePrivateDirectory(path);
      putNewFile(at('run.key'), key);
    },
    dropKey: () => dropFile(at('run.key')),
    tidy() {
      for (const directory of [path, at('failed')]) dropUnfinished(directory);
      for (const shelf of namesIn(at('results'))) dropUnfinished(at('results', shelf));
    },
  };
}

/** Whether the reports are there. */
export function hasReports({ path }: RunDirectory): boolean {
  return namesIn(join(path, 'out')).includes('fleet.json');
}

/** The bytes of a result as they are kept, and as they travel. */
export function packResult({ head, bodies }: TaskResult): Buffer {
  return packLines([...[head, ...bodies].map((one) => JSON.stringify(one)), '']);
}

function packLines(lines: readonly string[]): Buffer {
  return gzipSync(lines.join('\n'), { level: 6 });
}

/** A key for a run. */
export function newKey(): Buffer {
  return randomBytes(keyBytes);
}

/** Names a key without telling anything of it. */
export function keyIdOf(key: Uint8Array): string {
  return createHmac('sha256', key).update('id').digest('hex').slice(0, 32);
}

/** Throws a UserError where `key` is too short to keep anything. */
export function checkKey(key: Uint8Array, name: string): void {
  if (key.length >= keyBytes) return;
  throw new UserError(`${name} holds ${key.length} bytes, and a key has ${keyBytes} or more.`, {
    hint: `Make one: node -e "process.stdout.write(require('node:crypto').randomBytes(${keyBytes}))" > ${name}`,
  });
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function readOwn(path: string, limitBytes: number): Buffer | undefined {
  const read = readFile(path, { links: 'never', limitBytes });
  if ('bytes' in read) return read.bytes;
  if (read.problem === 'missing') return undefined;
  throw new UserError(`${path} cannot be read: ${describeUnread(read)}.`);
}

/** A file that a full disk has cut is no result: its task is done again. */
function linesOf(bytes: Buffer): string[] | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: limits.result }).toString('utf8').split('\n');
  } catch {
    return undefined;
  }
}

function parseResult(lines: readonly string[], task: string): TaskResult | undefined {
  const [first = '', ...rest] = lines;
  const head = parseHead(first, task);
  // The cast: a result is written by this build alone, which `run.json` holds against the one that reads.
  const bodies = rest.flatMap((line) => (parseJson(line) as MemberBody | undefined) ?? []);
  return head && bodies.length === head.members.length ? { head, bodies } : undefined;
}

function parseHead(line: string, task: string): ResultHead | undefined {
  // The cast: see above.
  const head = parseJson(line) as ResultHead | undefined;
  return head?.version === 1 && head.task === task ? head : undefined;
}

/** Without its last line a plan was not finished. */
function parsePlan(text: string): Task[] | undefined {
  const lines = text.split('\n').filter((line) => line !== '');
  const end = parseJson(lines.pop() ?? '');
  const isWhole =
    typeof end === 'object' &&
    end !== null &&
    'end' in end &&
    'tasks' in end &&
    end.tasks === lines.length;
  if (!isWhole) return undefined;
  // The cast: written by `writePlan`.
  return lines.flatMap((line) => (parseJson(line) as Task | undefined) ?? []);
}

function parseRun(bytes: Buffer, path: string): RunFile {
  // The cast: the version is what tells our own files from others.
  const run = parseJson(bytes.toString('utf8')) as RunFile | undefined;
  if (run?.version === 1 && typeof run.id === 'string' && typeof run.options === 'object')
    return run;
  throw new UserError(`${join(path, 'run.json')} is no run of this keylint.`, {
    hint: 'Give another directory with --out.',
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
