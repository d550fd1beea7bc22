// Begins a run, or takes one up again: options, key and plan that the rest of the run stands on.
import { createHmac, randomBytes } from 'node:crypto';
import { UserError } from '../model/errors.ts';
import type { FleetOptions, RunFile, Task } from './model.ts';
import { type FoundMember, planTasks } from './plan.ts';
import { checkKey, keyIdOf, newKey, type RunDirectory } from './run-directory.ts';

export interface Build {
  readonly version: string;
  readonly id: string | undefined;
}

export interface BeginJob {
  readonly run: RunDirectory;
  readonly build: Build;
  readonly options: FleetOptions;
  /** Text of the one settings file, where there is one. */
  readonly settingsText?: string | undefined;
  /** The key that `--key-file` gave. */
  readonly key?: Uint8Array | undefined;
  /** Asks the sources; only where there is no plan yet. */
  find(): Promise<readonly FoundMember[]>;
}

export interface BegunRun {
  readonly file: RunFile;
  readonly tasks: readonly Task[];
  readonly key: Uint8Array;
}

/** The run in the directory, made where there is none. Throws a UserError where it is another one than was asked for. */
export async function beginRun(job: BeginJob): Promise<BegunRun> {
  const { run, build, options } = job;
  const before = run.readRun();
  if (before) {
    checkBuild(before, build);
    checkOptions(before.options, options);
  }
  const found = run.readPlan();
  // A plan without a run is what a killed run left between the two.
  const tasks = before && found ? found : planTasks(await job.find());
  const key = before ? keyOf(run, before, job.key) : beginKey(job);
  if (!before) run.beginRun(describeRun(job, key));
  const file = run.readRun();
  if (!file) throw new UserError('the run was removed while it was begun.');
  checkSettings(file, job.settingsText, key);
  if (!(before && found)) run.writePlan(tasks);
  return { file, tasks, key };
}

/** What `work` and `merge` find. Throws a UserError where nothing was begun. */
export function readBegun(run: RunDirectory, build: Build): Pick<BegunRun, 'file' | 'tasks'> {
  const file = run.readRun();
  const tasks = file && run.readPlan();
  if (!file || !tasks) {
    throw new UserError(`there is no plan in ${run.path}.`, {
      hint: `Make one: keylint fleet plan <source...> --out ${run.path}`,
    });
  }
  checkBuild(file, build);
  return { file, tasks };
}

/** The same where the plan is elsewhere. */
export function readBegunFile(run: RunDirectory, build: Build): RunFile {
  const file = run.readRun();
  if (!file) {
    throw new UserError(`there is no run.json in ${run.path}.`, {
      hint: 'Copy it from where the run was planned: it holds no secret.',
    });
  }
  checkBuild(file, build);
  return file;
}

/** The key of a run: the one that was given, else the one that lies there. Throws a UserError where it is another's. */
export function keyOf(run: RunDirectory, file: RunFile, given: Uint8Array | undefined): Uint8Array {
  const key = given ?? run.readKey();
  if (!key) {
    throw new UserError('the key of this run is not here.', {
      hint: 'A run that was merged has none any more: begin another, with another --out. Else give it with --key-file.',
    });
  }
  if (keyIdOf(key) === file.keyId) return key;
  throw new UserError('this is the key of another run.', {
    hint: 'All workers of a run have the same one.',
  });
}

/** Throws a UserError where a settings file is not the one that the run was begun with. */
export function checkSettings(file: RunFile, text: string | undefined, key: Uint8Array): void {
  if (file.settingsDigest === digestOf(text, key)) return;
  throw new UserError('the settings file is not what it was when this run was begun.', {
    hint: 'Results of different settings do not go together: begin another run in another directory.',
  });
}

function beginKey({ run, key }: BeginJob): Uint8Array {
  if (key) {
    checkKey(key, '--key-file');
    return key;
  }
  run.writeKey(newKey());
  const written = run.readKey();
  if (!written) throw new UserError('the key of the run was removed while it was begun.');
  return written;
}

function describeRun({ build, options, settingsText }: BeginJob, key: Uint8Array): RunFile {
  return {
    version: 1,
    id: randomBytes(8).toString('hex'),
    keylint: build.version,
    build: build.id ?? null,
    begun: new Date().toISOString(),
    options,
    settingsDigest: digestOf(settingsText, key),
    keyId: keyIdOf(key),
  };
}

/** Keyed: a settings file may name secrets. */
function digestOf(text: string | undefined, key: Uint8Array): string | null {
  if (text === undefined) return null;
  return createHmac('sha256', key).update(`settings\0${text}`).digest('hex').slice(0, 32);
}

function checkBuild(file: RunFile, build: Build): void {
  if (file.build === (build.id ?? null) && file.keylint === build.version) return;
  throw new UserError(`this run was begun by keylint ${file.keylint}, in another build.`, {
    hint: 'Results of different builds do not go together: finish it with that one, or begin another run.',
  });
}

/** Sources that are not named again are those of before. */
function checkOptions(before: FleetOptions, now: FleetOptions): void {
  const asked = now.sources.length === 0 ? { ...now, sources: before.sources } : now;
  if (canonical(asked) === canonical(before)) return;
  const names = new Set([...Object.keys(before), ...Object.keys(asked)]);
  const [other = 'options'] = [...names].filter((name) => {
    const field = (options: FleetOptions): string => canonical(Reflect.get(options, name));
    return field(before) !== field(asked);
  });
  throw new UserError(`this run was begun with other ${wordOf(other)}.`, {
    hint: 'Say the same again to go on with it, or begin another run in another directory.',
  });
}

function wordOf(option: string): string {
  return option === 'history' || option === 'strict' ? `options (--${option})` : option;
}

/** JSON with its fields in order, so that equal options are equal texts. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_name, one: unknown) =>
      typeof one === 'object' && one !== null && !Array.isArray(one)
        ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
        : one,
    ) ?? ''
  );
}
