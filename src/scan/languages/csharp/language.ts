// C#: the grammar, the shapes of its nodes, and its rows.
import type { Language } from '../../code/language.ts';
import { csharpEdits } from './edits.ts';
import { identityModelRows } from './libraries/identity-model.ts';
import { jwtNetRows } from './libraries/jwt-net.ts';
import { otherCsharpRows } from './libraries/others.ts';
import { csharpLogs } from './logs.ts';
import { csharpModules } from './modules.ts';
import { boundOptions } from './options.ts';
import { shapeOfCsharp } from './shapes.ts';
import { csharpValues } from './values.ts';

export const csharp: Language = {
  id: 'csharp',
  title: 'C#',
  endings: ['.cs', '.cshtml', '.razor'],
  grammarOf: () => 'c-sharp',
  leaves: [
    'identifier',
    'string_literal',
    'verbatim_string_literal',
    'integer_literal',
    'predefined_type',
    'modifier',
    'boolean_literal',
    'null_literal',
    'preproc_region',
    'preproc_endregion',
  ],
  shapeOf: shapeOfCsharp,
  uses: [...identityModelRows, ...jwtNetRows, ...otherCsharpRows],
  values: csharpValues,
  logs: csharpLogs,
  sets: [
    { path: 'Environment.SetEnvironmentVariable', space: 'env' },
    { path: 'System.Environment.SetEnvironmentVariable', space: 'env' },
  ],
  modules: csharpModules,
  more: boundOptions,
  edits: csharpEdits,
  stages: { debug: /^DEBUG$/, stops: /^(?:System\.)?Environment\.(?:Exit|FailFast)$/ },
  words: {
    constructor: '',
    nothing: /^null$/,
    hasImplicitSelf: true,
    hasGlobalImports: true,
    mayBeField: ({ parent }) => parent?.type === 'argument',
    extending: /^(?:Add|Use|Configure|Register|With)[A-Z]/,
  },
  testImports: /^(?:Xunit|NUnit\.Framework|Microsoft\.VisualStudio\.TestTools|Moq)\b/,
};
