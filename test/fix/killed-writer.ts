// Started as a process of its own and killed at any moment: rewrites every file of a directory in one transaction.
import { readdirSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { runTransaction } from '../../src/fix/transaction/run-transaction.ts';

const [root = '', stateDirectory = '', version = ''] = argv.slice(2);
const changes = readdirSync(root).map((path) => {
  const before = readFileSync(join(root, path));
  return { path, before, after: Buffer.from(before.toString().replace(/version \d+/, version)) };
});
writeSync(1, 'start\n');
runTransaction(
  [...changes, { path: `new ${version}`, before: null, after: Buffer.from(`${version}\n`) }],
  { root, stateDirectory, title: version },
);
