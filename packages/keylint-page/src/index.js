// keylint-page: the page that `keylint page` writes, as one text.
import { readFileSync } from 'node:fs';

/** The whole page. */
export function renderPage() {
  return readFileSync(new URL('keylint.html', import.meta.url), 'utf8');
}
