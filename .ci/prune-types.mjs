// Takes away the declarations that no reader of the package's types gets to: they are twenty times as many as the others,
// and each is a file that an install writes.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

const reached = new Set();
const waiting = [join('dist', 'src', 'index.d.ts')];
for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
  if (reached.has(file)) continue;
  reached.add(file);
  for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(
    /(?:from|import\(?) ?['"](\.[^'"]+)['"]/g,
  )) {
    const next = join(dirname(file), name.replace(/\.(?:js|ts)$/, '.d.ts'));
    if (!existsSync(next)) throw new Error(`${file} names ${name}, which is not there`);
    waiting.push(next);
  }
}
for (const name of readdirSync('dist', { recursive: true, encoding: 'utf8' })) {
  const file = join('dist', name);
  if (name.endsWith('.d.ts') && !reached.has(file)) rmSync(file);
}
