// `keylint undo`: takes the last fix of this directory back.
import { join, relative } from 'node:path';
import { forgetAll, keptDays } from '../../fix/transaction/retention.ts';
import { undoLast } from '../../fix/transaction/undo.ts';
import { trackAgain } from '../../run/fix/index-entries.ts';
import { type Command, noOperands } from '../command.ts';
import { escapeControls } from '../describe-error.ts';
import { recoverInterrupted } from '../fixing/recover.ts';
import { stateDirectoryOf } from '../user-directories.ts';

export const command: Command = {
  options: {
    forget: {
      kind: 'flag',
      describe: 'Delete the old files that are kept of this directory; nothing is restored',
    },
  },
  operands: noOperands,
  examples: [
    ['keylint undo', 'Restore the files as they were before the last fix here'],
    ['keylint undo --forget', 'Delete the old values that were kept for it'],
  ],
  epilogue: `Nothing is restored where one of the files was edited since. Old files are kept whole, secrets included, where nobody else may look: $XDG_STATE_HOME/keylint (~/.local/state/keylint), %LOCALAPPDATA%\\keylint\\state on Windows. They are deleted after ${keptDays} days.`,
  async run(args, io) {
    await recoverInterrupted(io);
    const stateDirectory = stateDirectoryOf(io);
    if (args.flag('forget')) {
      const count = forgetAll(stateDirectory, io.cwd);
      io.stderr.write(
        count === 0
          ? 'Nothing was kept of this directory.\n'
          : `${count === 1 ? '1 fix' : `${count} fixes`} of this directory can no longer be taken back; the old files are deleted.\n`,
      );
      return 0;
    }
    const undone = undoLast({ root: io.cwd, stateDirectory });
    trackAgain(undone.root, io.env, undone.untracked);
    const lines = undone.paths.map(
      (path) => `restored ${escapeControls(relative(io.cwd, join(undone.root, path)))}`,
    );
    io.stderr.write(`${lines.join('\n')}\n`);
    return 0;
  },
};
