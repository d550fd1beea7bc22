// The languages of the page. In the place of `src/scan/languages/index.ts`: a grammar is a tenth of a megabyte at least,
// and the page has room for some of them.
import { adapterOf } from '../../../../src/scan/code/adapter.ts';
import type { Language } from '../../../../src/scan/code/language.ts';
import type { LanguageAdapter } from '../../../../src/scan/languages/adapter.ts';
import { go } from '../../../../src/scan/languages/go/language.ts';
import { java } from '../../../../src/scan/languages/java/language.ts';
import { javascriptAdapter } from '../../../../src/scan/languages/javascript/adapter.ts';
import { notebookAdapter } from '../../../../src/scan/languages/notebook.ts';
import { php } from '../../../../src/scan/languages/php/language.ts';
import { python } from '../../../../src/scan/languages/python/language.ts';
import { ruby } from '../../../../src/scan/languages/ruby/language.ts';
import { rust } from '../../../../src/scan/languages/rust/language.ts';

export const languages: readonly Language[] = [python, go, java, php, ruby, rust];

export const languageAdapters: readonly LanguageAdapter[] = [
  javascriptAdapter,
  ...languages.map(adapterOf),
  notebookAdapter(adapterOf(python)),
];
