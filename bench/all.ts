// Runs the benchmarks, each in a process of its own: all of them, or those that are named. `npm run bench` compiles
// them first, since a test runner's instrumentation would be measured as well. Only `peers` uses the network: it installs others.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const names = [
  'startup',
  'prefilter',
  'staged',
  'history',
  'history-truth',
  'tokens',
  'strength',
  'reading',
  'candidates',
  'editor',
  'peers',
];
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !names.includes(name));

if (unknown.length > 0) {
  process.stderr.write(
    `No such benchmark: ${unknown.join(', ')}. There are ${names.join(', ')}.\n`,
  );
  process.exitCode = 2;
} else {
  for (const name of asked.length > 0 ? asked : names) {
    process.stdout.write(`\n== ${name}\n`);
    const program = join(import.meta.dirname, `${name}.bench.js`);
    const { status } = spawnSync(process.execPath, [program], { stdio: 'inherit' });
    if (status !== 0) process.exitCode = 1;
  }
}
