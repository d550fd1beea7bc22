// The lists that a search goes by, against the readers they speak of.
import { describe, expect, test } from 'vitest';
import { languages } from '../../src/scan/languages/index.ts';
import { readerFor } from '../../src/scan/scan.ts';
import { codeEndings, configurationSearch } from '../../src/scan/searches.ts';

const isCode = (path: string): boolean => 'isWorthParsing' in (readerFor(path) ?? {});

describe('endings', () => {
  test.each(codeEndings)('%s is code', (ending) => {
    expect(isCode(`a${ending}`)).toBe(true);
  });

  const unread = configurationSearch.otherThan.filter((ending) => !codeEndings.includes(ending));
  test.each(unread)('%s is read by nothing, or by what only shows templates', (ending) => {
    // Files such as `.env.css` and `secrets.txt` are read whatever a search finds.
    for (const name of ['a', 'config/secrets', 'settings']) {
      expect([undefined, 'document', 'key-file']).toContain(readerFor(`${name}${ending}`)?.id);
    }
  });

  test('all code is searched as code', () => {
    const letters = 'abcdefghijklmnopqrstuvwxyz';
    const short = [...letters].flatMap((a) => ['', ...letters].map((b) => `.${a}${b}`));
    const own = ['.mjs', '.cjs', '.jsx', '.tsx', '.mts', '.cts', '.vue', '.svelte', '.astro'];
    const longer = languages.flatMap(({ endings }) => endings).filter((one) => one.length > 3);
    const known = [...own, ...longer];
    const found = [...short, ...known].filter((ending) => isCode(`a${ending}`));
    expect(found.sort()).toEqual([...codeEndings].sort());
  });
});
