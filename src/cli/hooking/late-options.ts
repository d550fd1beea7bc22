// Hook managers append the names of files to what they run. What a user adds to its arguments then lands behind the `--`
// that keeps names and options apart: `keylint hook run -- --no-cache a.js`.
import { resolve } from 'node:path';
import { openGit } from '../../input/git.ts';
import { toPosix } from '../../input/paths.ts';
import { requestFor } from '../../input/requests.ts';
import type { OptionTable } from '../command.ts';
import type { Io } from '../io.ts';
import { longOption, needsValue } from '../parse-arguments.ts';

/**
 * `argv` with the options from behind `--` in front of it, each with its value. A word that is a file's name stays one:
 * who can bring a file into a repository must not switch anything off by its name.
 */
export function bringForward(
  argv: readonly string[],
  options: OptionTable,
  isFile: (word: string) => boolean,
): readonly string[] {
  const dashes = argv.indexOf('--');
  if (dashes === -1) return argv;
  const late: string[] = [];
  const files: string[] = [];
  const words = argv.slice(dashes + 1).values();
  for (const word of words) {
    const found = longOption(word, options);
    if (!found || isFile(word)) {
      files.push(word);
      continue;
    }
    late.push(word);
    if (found.attached !== undefined || !needsValue(found.option)) continue;
    const next = words.next();
    if (!next.done) late.push(next.value);
  }
  return [...argv.slice(0, dashes), ...late, '--', ...files];
}

/** Whether a word names a file that is there, or that git knows: managers name deleted ones as well. */
export function createFileTest(io: Io): (word: string) => boolean {
  const git = openGit({ cwd: io.cwd, env: io.env, inHook: true });
  const knows = (...args: readonly string[]): boolean => {
    const listed = git.run(args);
    return listed.ok && listed.stdout.length > 0;
  };
  return (word) =>
    requestFor(toPosix(resolve(io.cwd, word))) !== undefined ||
    knows('ls-files', '-z', '--', word) ||
    knows('ls-tree', '-z', '--name-only', 'HEAD', '--', word);
}
