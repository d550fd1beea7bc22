// The manifest that is packed has no scripts: `prepare` builds a checkout, of which a tarball holds nothing, and npm warns
// of such scripts where a tarball is installed. `bare` before packing, `whole` after it; what is there in between is kept
// beside the caches.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

const manifest = 'package.json';
const directory = 'node_modules/.cache/keylint';
const kept = `${directory}/package.json`;

/**
 * @param {string} path
 * @param {string | Uint8Array} content
 */
function replace(path, content) {
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
}

const [how] = process.argv.slice(2);
if (how === 'bare') {
  const whole = readFileSync(manifest);
  const { scripts, ...rest } = JSON.parse(whole.toString());
  // Without scripts it is what an interrupted run has left: the whole one is kept already.
  if (scripts !== undefined) {
    mkdirSync(directory, { recursive: true });
    replace(kept, whole);
    replace(manifest, `${JSON.stringify(rest, null, 2)}\n`);
  }
} else if (how === 'whole') {
  if (existsSync(kept)) renameSync(kept, manifest);
} else {
  process.stderr.write('usage: node .ci/pack-manifest.mjs bare|whole\n');
  process.exitCode = 2;
}
