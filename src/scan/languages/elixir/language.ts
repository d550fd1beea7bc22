// Elixir: the grammar, the shapes of its nodes, and its rows.
import type { Language } from '../../code/language.ts';
import { elixirBranch } from './branches.ts';
import { elixirRows } from './libraries/rows.ts';
import { elixirLogs } from './logs.ts';
import { elixirModules } from './modules.ts';
import { applicationSettings } from './settings.ts';
import { shapeOfElixir } from './shapes.ts';
import { elixirValues } from './values.ts';

export const elixir: Language = {
  id: 'elixir',
  title: 'Elixir',
  endings: ['.ex', '.exs'],
  grammarOf: () => 'elixir',
  leaves: ['identifier', 'alias', 'atom', 'keyword', 'quoted_content', 'integer', 'nil', 'boolean'],
  shapeOf: shapeOfElixir,
  uses: elixirRows,
  values: elixirValues,
  logs: elixirLogs,
  sets: [{ path: 'System.put_env', space: 'env' }],
  modules: elixirModules,
  more: applicationSettings,
  stages: {
    stops: /^(?:raise|exit|throw|System\.(?:halt|stop))$/,
    branchOf: elixirBranch,
  },
  words: { constructor: '', nothing: /^nil$/, hasImplicitSelf: true, returnsLast: true },
  testImports: /^ExUnit\b/,
};
