// Env files by other names, which Compose's `env_file`, `docker run --env-file` or dotenv is told: `api.vars`,
// `app.settings`, `secrets.local`. What tells them is that they hold nothing but variables.
import { createCollector, maxDefinitions } from './definitions.ts';
import { scanDotenv } from './dotenv-scan.ts';
import type { FormatReader } from './format.ts';
import { cutAt } from './limits.ts';
import { baseNameOf } from './paths.ts';

const named =
  /^(?:vars|variables|environment)$|.\.(?:vars|variables|secrets|local|settings|environment|params|docker|(?:prod|stag|dev)[a-z]{0,9})$/i;

/** Blank, a comment, or a variable in capitals. */
const line = /^\s*(?:[#;].*|(?:export\s+)?[A-Z][A-Z0-9_]*\s*=.*)?$/;

export const variablesReader: FormatReader = {
  id: 'variables',
  canRead: (path) => named.test(baseNameOf(path)),
  read({ path, text, rangeOf }) {
    if (!text.split(/\r?\n/).every((one) => line.test(one))) return {};
    const collector = createCollector({ path, rangeOf, carrier: 'config', dialect: 'dotenv' });
    const entries = scanDotenv(text, maxDefinitions, (name) =>
      collector.cut(cutAt(name, `more than ${maxDefinitions} variables`)),
    );
    for (const { name, start, end, value } of entries) {
      collector.add({ space: 'env', name, start, end, value });
    }
    return collector.result();
  },
};
