// How far a fleet is, for people and for machines: one line a worker on a terminal, a line now and then in a log, JSON
// lines for programs. All on standard error.
import type { Failure, Task } from '../../fleet/model.ts';
import type { Watcher } from '../../fleet/work.ts';
import { visible } from '../../report/escape.ts';
import { count } from '../../report/findings.ts';
import type { Output } from '../io.ts';

export interface Watch extends Watcher {
  /** Clears what is not to stay. */
  end(): void;
}

export type WatchHow = 'auto' | 'lines' | 'json' | 'none';

interface Counts {
  done: number;
  failed: number;
  readonly before: number;
  readonly total: number;
  readonly startMs: number;
}

/** `before`: tasks that were done when this began. */
export function createWatch(
  how: WatchHow,
  output: Output,
  { total, before }: { readonly total: number; readonly before: number },
): Watch & { readonly summary: string } {
  const counts: Counts = { done: 0, failed: 0, before, total, startMs: performance.now() };
  const shown = how === 'auto' ? (output.isTerminal ? 'terminal' : 'lines') : how;
  const view = views[shown](output, counts);
  return {
    started: (task) => view.started(task),
    ended(task, outcome) {
      if (outcome.kind === 'done') counts.done++;
      else counts.failed++;
      view.ended(task, outcome);
    },
    end: () => view.end(),
    get summary() {
      return summarize(counts);
    },
  };
}

type View = (output: Output, counts: Counts) => Watch;

const views: Readonly<Record<'terminal' | 'lines' | 'json' | 'none', View>> = {
  terminal: watchTerminal,
  lines: watchLines,
  json: watchJson,
  none: () => ({ started() {}, ended() {}, end() {} }),
};

/** `github.com/acme/shop`, `github.com/acme/shop and 3 forks`. */
export function nameOfTask({ members }: Task): string {
  const [first] = members;
  const others = members.length - 1;
  return `${visible(first?.name ?? '')}${others > 0 ? ` and ${others} more` : ''}`;
}

/** `312 of 1,000 repositories, 4.1 a second, 3 min left, 2 failed`. */
export function summarize({ done, failed, before, total, startMs }: Counts): string {
  const ended = before + done + failed;
  const seconds = (performance.now() - startMs) / 1000;
  const rate = (done + failed) / Math.max(seconds, 0.001);
  const left = total - ended;
  const parts = [
    `${ended.toLocaleString('en')} of ${count(total, 'repository', 'repositories')}`,
    ...(done + failed > 0 ? [speedOf(rate)] : []),
    ...(left > 0 && done + failed > 2 ? [`${inWords(left / rate)} left`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ];
  return parts.join(', ');
}

/** Large repositories take minutes each: `0.0 a second` tells nobody whether anything goes on. */
function speedOf(rate: number): string {
  if (rate >= 1) return `${rate.toFixed(rate < 10 ? 1 : 0)} a second`;
  return `${(rate * 60).toFixed(rate < 1 / 6 ? 1 : 0)} a minute`;
}

function inWords(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

const paintEveryMs = 250;

function watchTerminal(output: Output, counts: Counts): Watch {
  const active = new Map<string, { name: string; sinceMs: number }>();
  let lines = 0;
  const clear = (): void => {
    if (lines > 0) output.write(`\u001b[${lines}A\u001b[J`);
    lines = 0;
  };
  const paint = (): void => {
    clear();
    const width = Math.max(20, (output.columns ?? 80) - 1);
    const now = performance.now();
    const shown = [
      ...[...active.values()].map(
        ({ name, sinceMs }) => `  ${Math.round((now - sinceMs) / 1000)} s`.padEnd(9) + name,
      ),
      `keylint: ${summarize(counts)}`,
    ].map((line) => line.slice(0, width));
    output.write(`${shown.join('\n')}\n`);
    lines = shown.length;
  };
  const timer = setInterval(paint, paintEveryMs);
  return {
    started: (task) =>
      void active.set(task.id, { name: nameOfTask(task), sinceMs: performance.now() }),
    ended(task, outcome) {
      active.delete(task.id);
      if (!outcome.failure) return;
      clear();
      output.write(`${failureLine(task, outcome.failure)}\n`);
    },
    end() {
      clearInterval(timer);
      clear();
    },
  };
}

const lineEveryMs = 30_000;

function watchLines(output: Output, counts: Counts): Watch {
  const say = (): void => output.write(`keylint: ${summarize(counts)}\n`);
  const timer = setInterval(say, lineEveryMs);
  return {
    started() {},
    ended(task, outcome) {
      if (outcome.failure) output.write(`${failureLine(task, outcome.failure)}\n`);
    },
    end: () => clearInterval(timer),
  };
}

function failureLine(task: Task, { reason }: Failure): string {
  return `keylint: ${nameOfTask(task)} could not be audited: ${visible(reason)}`;
}

function watchJson(output: Output, counts: Counts): Watch {
  const say = (event: string, task: Task, more: object): void =>
    output.write(
      `${JSON.stringify({ event, task: task.id, repositories: task.members.map(({ name }) => name), ...more })}\n`,
    );
  return {
    started: (task) => say('started', task, {}),
    ended: (task, outcome) =>
      say(outcome.kind, task, {
        ...(outcome.failure && { reason: outcome.failure.reason }),
        done: counts.before + counts.done,
        failed: counts.failed,
        total: counts.total,
      }),
    end() {},
  };
}
