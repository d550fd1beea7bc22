// Builds the package after an install from its sources. `npm install -g git+...` - which is how pre-commit installs
// hooks - leaves the development dependencies out: the npm it starts to prepare the clone inherits `global` and
// installs nothing here. They are fetched then, without install scripts and with the versions of the lock file.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const environment = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^npm_config_(?:global|location|prefix|omit|include|production|save)$/i.test(name),
  ),
);

/** @param {string[]} words */
function npm(...words) {
  const program = process.env.npm_execpath;
  const [command, args] = program ? [process.execPath, [program, ...words]] : ['npm', words];
  const { status } = spawnSync(command, args, { env: environment, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

if (!existsSync('node_modules/typescript')) {
  npm('ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund');
}
npm('run', 'build');
