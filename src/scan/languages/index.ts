// The language adapters, in the order in which they are asked.
//
// Conventions of code names that link relies on, the same for all languages:
// - `Definition.name` of space `code` is the binding followed by properties, joined with dots: `secret@120`,
//   `config.jwt.secret`, `AuthService#.secret`; `Name.path` is the same as a list. A definition of an object answers
//   for all its properties.
// - `Class#` is an instance of `Class`; where a class is imported or exported, `Class#` is too, under that name with
//   `#` (`default#`, `=#`). A definition named `Class#` gives the base class to look in next.
// - `default` is the default export; CommonJS exports the binding `module.exports` as `=`, and `exports.x` by name.
//   `import x = require()` and `const x = require()` import `*`.
// - `require:./x` is an imported namespace that has no name in the file.
// - `Parameter.function` equals the `id` of a `FunctionOf` and, for named functions and methods, its definition's name.
// - A use with `consumes` takes from the instance what it does not say itself (key, algorithm, expiry); the expiry
//   and verification of a use with `provides` are what such calls inherit, not a claim about a token.
import { adapterOf } from '../code/adapter.ts';
import type { Language } from '../code/language.ts';
import type { LanguageAdapter } from './adapter.ts';
import { csharp } from './csharp/language.ts';
import { dart } from './dart/language.ts';
import { elixir } from './elixir/language.ts';
import { go } from './go/language.ts';
import { java } from './java/language.ts';
import { javascriptAdapter } from './javascript/adapter.ts';
import { kotlin } from './kotlin/language.ts';
import { notebookAdapter } from './notebook.ts';
import { php } from './php/language.ts';
import { python } from './python/language.ts';
import { ruby } from './ruby/language.ts';
import { rust } from './rust/language.ts';
import { scala } from './scala/language.ts';
import { swift } from './swift/language.ts';

/** The languages that the shared reader reads through their shapes: the one list. */
export const languages: readonly Language[] = [
  python,
  go,
  java,
  kotlin,
  csharp,
  php,
  ruby,
  rust,
  scala,
  elixir,
  dart,
  swift,
];

/** One adapter per language; the first whose `canRead` says yes is asked. */
export const languageAdapters: readonly LanguageAdapter[] = [
  javascriptAdapter,
  ...languages.map(adapterOf),
  notebookAdapter(adapterOf(python)),
];
