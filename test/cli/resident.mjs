// A thread in which the built program runs again and again: what it loads - code, grammars, word lists - is loaded once.
// Each run evaluates the real dist/src/cli/bin.js anew, with a `process` that has the arguments, directory, environment
// and streams of that run. What only a process has - signals, pipes, its end, `--version`, which writes to a file
// descriptor - is tested where one is spawned (`spawnCli`).
import { Readable } from 'node:stream';
import { parentPort, workerData } from 'node:worker_threads';

const { bin, url, preload, answered } = workerData;
const real = globalThis.process;
let runs = 0;

if (preload) await import(preload);

function collect() {
  const parts = [];
  return {
    stream: { write: (text) => parts.push(text) > 0, on: () => undefined },
    text: () => parts.join(''),
  };
}

/** The process of one run; `ended` settles when the program has said with which code. */
function processOf({ argv, cwd, stdin }, stdout, stderr) {
  let code;
  let end;
  const ended = new Promise((resolve) => {
    end = resolve;
  });
  const values = {
    argv: [real.execPath, bin, ...argv],
    cwd: () => cwd,
    stdin: Readable.from(stdin.length > 0 ? [Buffer.from(stdin)] : []),
    stdout: stdout.stream,
    stderr: stderr.stream,
    on: () => undefined,
    once: () => undefined,
  };
  const own = Object.create(real);
  for (const [name, value] of Object.entries(values)) Object.defineProperty(own, name, { value });
  Object.defineProperty(own, 'exitCode', {
    get: () => code,
    set: (value) => {
      code = value;
      end(value);
    },
  });
  return { own, ended };
}

async function run(request) {
  const stdout = collect();
  const stderr = collect();
  const { own, ended } = processOf(request, stdout, stderr);
  // What node's own modules look at: where relative paths start, what children are handed.
  real.cwd = own.cwd;
  for (const name of Object.keys(real.env)) delete real.env[name];
  Object.assign(real.env, request.env);
  globalThis.process = own;
  runs += 1;
  await import(`${url}?run=${runs}`);
  const code = await ended;
  return { code, signal: null, stdout: stdout.text(), stderr: stderr.text() };
}

parentPort.on('message', async ({ request, port }) => {
  port.postMessage(await run(request));
  Atomics.store(answered, 0, 1);
  Atomics.notify(answered, 0);
});
