// Preloaded into the program: kills it just before its Nth call that changes the disk. KILL_AT=0 counts them instead and
// writes the number to KILL_COUNT when the process ends.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const at = Number(process.env.KILL_AT);
const changing = /^(?:append|chmod|chown|fchmod|fchown|fsync|link|mkdir|rename|rm|unlink|write)/;
let count = 0;
const raw = { writeFileSync: fs.writeFileSync };

function step() {
  if (++count === at) process.kill(process.pid, 'SIGKILL');
}

for (const [name, original] of Object.entries(fs)) {
  if (typeof original !== 'function' || !name.endsWith('Sync')) continue;
  const opens = name === 'openSync';
  if (!opens && !changing.test(name)) continue;
  fs[name] = Object.assign((...args) => {
    // Opening changes the disk where it creates a file; standard streams are no files of ours.
    const isOurs = opens
      ? typeof args[1] === 'number' && (args[1] & fs.constants.O_CREAT) !== 0
      : args[0] !== 1 && args[0] !== 2;
    if (isOurs) step();
    return Reflect.apply(original, fs, args);
  }, original);
}
syncBuiltinESMExports();

if (process.env.KILL_COUNT) {
  process.on('exit', () => raw.writeFileSync(process.env.KILL_COUNT, String(count)));
}
