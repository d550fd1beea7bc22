// Go: the grammar, the shapes of its nodes, and its rows.
import type { Language } from '../../code/language.ts';
import { goEdits } from './edits.ts';
import { embeddedFiles } from './embedded.ts';
import { golangJwtRows, golangJwtValues } from './libraries/golang-jwt.ts';
import { otherGoRows } from './libraries/others.ts';
import { goLogs } from './logs.ts';
import { goModules } from './modules.ts';
import { filledStructures } from './settings.ts';
import { shapeOfGo } from './shapes.ts';
import { goValues } from './values.ts';

export const go: Language = {
  id: 'go',
  title: 'Go',
  endings: ['.go'],
  grammarOf: () => 'go',
  leaves: [
    'identifier',
    'field_identifier',
    'type_identifier',
    'package_identifier',
    'interpreted_string_literal',
    'raw_string_literal',
    'int_literal',
    'nil',
    'interface_type',
  ],
  shapeOf: shapeOfGo,
  uses: [...golangJwtRows, ...otherGoRows],
  values: [...goValues, ...golangJwtValues],
  logs: goLogs,
  sets: [
    { path: 'os.Setenv', space: 'env' },
    { path: 'github.com/spf13/viper.SetDefault', space: 'setting', isDefault: true },
    { path: 'github.com/spf13/viper.Set', space: 'setting' },
    { path: '*.SetDefault', space: 'setting', isDefault: true },
  ],
  modules: goModules,
  more: (file, _facts, reading) => {
    const filled = filledStructures(file);
    const { definitions = [] } = filled;
    return { ...filled, definitions: [...definitions, ...embeddedFiles(file, reading)] };
  },
  edits: goEdits,
  stages: { stops: /^(?:panic|os\.Exit|(?:\w+\.)*(?:Fatal|Panic)(?:f|ln|w)?)$/ },
  words: {
    constructor: '',
    nothing: /^nil$/,
    types:
      /^(?!(?:string|u?int(?:8|16|32|64|ptr)?|byte|rune|bool|error|any|float(?:32|64)|complex(?:64|128))$)[A-Za-z_]\w*$/,
  },
  testImports: /^(?:testing|github\.com\/stretchr\/testify)\b/,
};
