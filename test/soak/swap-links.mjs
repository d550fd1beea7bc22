// Puts a link to another directory in the place of a directory, and back, as fast as it can, until its input ends.
import { existsSync, lstatSync, renameSync, symlinkSync, unlinkSync } from 'node:fs';

const [inside, outside] = process.argv.slice(2);
const away = `${inside}.away`;
let isOver = false;
process.stdin.resume().on('end', () => {
  isOver = true;
});

function turn() {
  for (let i = 0; i < 50; i++) {
    renameSync(inside, away);
    symlinkSync(outside, inside);
    unlinkSync(inside);
    renameSync(away, inside);
  }
  if (!isOver) setImmediate(turn);
  else if (existsSync(away) || lstatSync(inside).isSymbolicLink()) process.exitCode = 1;
}
turn();
