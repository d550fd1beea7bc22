// `keylint undo`: takes the last fix of this directory back.
import { join, relative } from 'node:path';
import { undoLast } from '../../fix/transaction/undo.ts';
import { trackAgain } from '../../run/fix/index-entries.ts';
import { type Command, noOperands } from '../command.ts';
import { escapeControls } from '../describe-error.ts';
import { recoverInterrupted } from '../fixing/recover.ts';
import { stateDirectoryOf } from '../user-directories.ts';

export const command: Command = {
  options: {},
  operands: noOperands,
  examples: [['keylint undo', 'Restore the files as they were before the last fix here']],
  epilogue: 'Nothing is restored where one of the files was edited since.',
  async run(_args, io) {
    await recoverInterrupted(io);
    const undone = undoLast({ root: io.cwd, stateDirectory: stateDirectoryOf(io) });
    trackAgain(undone.root, io.env, undone.untracked);
    const lines = undone.paths.map(
      (path) => `restored ${escapeControls(relative(io.cwd, join(undone.root, path)))}`,
    );
    io.stderr.write(`${lines.join('\n')}\n`);
    return 0;
  },
};
