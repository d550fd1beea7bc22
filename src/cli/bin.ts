#!/usr/bin/env node
// The program. Hands the process to main() as values and is the only file that sets an exit code.
import { writeSync } from 'node:fs';
import module from 'node:module';
import { optimiseLater } from './engine.ts';
import type { Io, Output } from './io.ts';
import type { CompileCache } from './keep-compiled.ts';
import { readVersion } from './version.ts';

const argv = process.argv.slice(2);

// Asked for by scripts and editors on every start: answered before anything else is loaded.
if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
  // Even process.stdout takes milliseconds to set up.
  writeSync(1, `${readVersion()}\n`);
} else {
  const isShort = argv[0] === 'hook' || argv.includes('--staged');
  optimiseLater(process.versions, { isShort });
  // Before all that it is to be kept of.
  if ('enableCompileCache' in module) {
    const { keepCompiled } = await import('./keep-compiled.ts');
    keepCompiled(module as CompileCache, { argv, env: process.env, cwd: process.cwd() });
  }
  const [{ main }, { describeError }, { clearLeftovers }] = await Promise.all([
    import('./main.ts'),
    import('./describe-error.ts'),
    import('../input/left-behind.ts'),
  ]);
  const told = new Set<() => void>();
  const io = createIo(told);
  endCleanly(['SIGINT', 'SIGTERM', 'SIGHUP'], () => {
    for (const tell of told) tell();
    clearLeftovers();
  });
  // What is thrown where no caller waits: node would print the message, which may quote a file, and exit with 1.
  process.on('uncaughtException', (error) => {
    io.stderr.write(describeError(error));
    process.exitCode = 2;
    // The run may be waiting for what will never come.
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), 2_000).unref();
  });
  // Not awaited: a run that never ends after such an error would be a second one.
  main(argv, io).then((code) => {
    process.exitCode ??= code;
  });
}

/** Ends as the signal says, for shells the code 130 of Ctrl-C, with nothing left behind. */
function endCleanly(signals: readonly NodeJS.Signals[], clearLeftovers: () => void): void {
  // There a program is ended without being asked.
  if (process.platform === 'win32') return;
  for (const signal of signals) {
    process.once(signal, () => {
      clearLeftovers();
      // Without the handler, the system ends the program.
      process.kill(process.pid, signal);
    });
  }
}

/** `told`: who is told of a signal. */
function createIo(told: Set<() => void>): Io {
  const { env, stdout, stderr } = process;
  return {
    cwd: process.cwd(),
    env,
    // A getter: looking at process.stdin opens it.
    get stdin() {
      return process.stdin;
    },
    stdout: toOutput(stdout),
    stderr: toOutput(stderr),
    onStop(tell) {
      told.add(tell);
      return () => void told.delete(tell);
    },
  };
}

/** A reader that goes away (`keylint | head`) ends the output, not the run: its exit code still counts. */
function toOutput(stream: NodeJS.WriteStream): Output {
  let isClosed = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    isClosed = true;
    // Any other error (a full disk behind `>`) means that the report did not arrive.
    if (error.code !== 'EPIPE') process.exitCode = 2;
  });
  return {
    write: (text) => {
      if (!isClosed) stream.write(text);
    },
    isTerminal: stream.isTTY === true,
    get columns() {
      return stream.columns;
    },
  };
}
