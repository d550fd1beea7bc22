// The table of languages in docs/languages.md, made from the rows: what is named there has a row, which has an example.

import type { Language } from '../src/scan/code/language.ts';
import { pathsOf } from '../src/scan/code/row-index.ts';
import { languages } from '../src/scan/languages/index.ts';
import { libraryRows } from '../src/scan/libraries/index.ts';

/** Where settings and keys come from, by what the origins of rows begin with. */
const frameworks: readonly { readonly title: string; readonly origin: RegExp }[] = [
  { title: 'Django settings', origin: /^django\.conf/ },
  { title: 'django-environ', origin: /^environ\.Env/ },
  { title: 'django-configurations', origin: /^configurations\./ },
  { title: 'python-decouple', origin: /^decouple\./ },
  { title: 'environs', origin: /^environs\./ },
  { title: 'Flask config', origin: /^flask\.current_app\.config|^flask\.Flask\.#\.config/ },
  { title: 'pydantic', origin: /^pydantic\./ },
  { title: 'Viper', origin: /spf13\/viper/ },
  { title: 'Spring', origin: /^org\.springframework\./ },
  { title: 'Micronaut', origin: /^io\.micronaut\./ },
  { title: 'Typesafe Config', origin: /^com\.typesafe\.config/ },
  { title: 'MicroProfile Config', origin: /microprofile\.config/ },
  {
    title: 'ASP.NET configuration',
    origin: /IConfiguration|Configuration\.GetValue|^\*\.GetSection/,
  },
  { title: 'Laravel', origin: /^Illuminate\./ },
  { title: 'Symfony', origin: /^Symfony\./ },
  { title: 'Rails', origin: /^Rails\./ },
  { title: 'dotenvy', origin: /^dotenvy\./ },
  { title: 'Phoenix', origin: /^Application\.(?:get|fetch)_env/ },
  { title: 'flutter_dotenv', origin: /^dotenv\.(?:env|get)$/ },
  { title: 'Vapor', origin: /^Environment\.get$/ },
];

/** Frameworks that a language's rows know. */
export function frameworksOf({ values, uses }: Language): string[] {
  const origins = [...values.flatMap(({ path }) => path), ...uses.flatMap((row) => pathsOf(row))];
  return frameworks
    .filter(({ origin }) => origins.some((one) => origin.test(one)))
    .map(({ title }) => title);
}

function row(
  title: string,
  libraries: Iterable<string>,
  more: readonly string[],
  fixes: boolean,
): string {
  const names = [...new Set(libraries)].map((name) => name.replace(/ \(.*\)$/, ''));
  return `| ${title} | ${names.join(', ')} | ${more.join(', ')} | ${fixes ? 'yes' : 'says how'} |`;
}

/** Markdown. */
export function languageTable(): string {
  return [
    '| Language | Libraries | Settings of | Repairs code |',
    '| --- | --- | --- | --- |',
    row(
      'JavaScript, TypeScript',
      libraryRows.map(({ library }) => library),
      ['dotenv', 'Nest', 'schema libraries'],
      true,
    ),
    ...languages.map((language) =>
      row(
        language.title,
        language.uses.map(({ library }) => library),
        frameworksOf(language),
        language.edits !== undefined,
      ),
    ),
  ].join('\n');
}

/** Titles that no row stands for. */
export function unfoundFrameworks(): string[] {
  const found = new Set(languages.flatMap(frameworksOf));
  return frameworks.map(({ title }) => title).filter((title) => !found.has(title));
}
