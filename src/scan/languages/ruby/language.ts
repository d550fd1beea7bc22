// Ruby: the grammar, the shapes of its nodes, and its rows.
import type { Language } from '../../code/language.ts';
import { rubyEdits } from './edits.ts';
import { otherRubyRows } from './libraries/others.ts';
import { rubyJwtRows } from './libraries/ruby-jwt.ts';
import { rubyLogs } from './logs.ts';
import { rubyModules } from './modules.ts';
import { shapeOfRuby } from './shapes.ts';
import { rubyValues } from './values.ts';

export const ruby: Language = {
  id: 'ruby',
  title: 'Ruby',
  endings: ['.rb', '.rake', '.ru'],
  fileNames: /^(?:Vagrant|Rake|Gem|Pod|Fast|App|Cap|Guard|Danger|Thor)file$/,
  grammarOf: () => 'ruby',
  leaves: [
    'identifier',
    'constant',
    'instance_variable',
    'string_content',
    'simple_symbol',
    'hash_key_symbol',
    'integer',
    'true',
    'false',
    'nil',
    'escape_sequence',
  ],
  shapeOf: shapeOfRuby,
  uses: [...rubyJwtRows, ...otherRubyRows],
  values: rubyValues,
  logs: rubyLogs,
  sets: [{ path: 'ENV.store', space: 'env' }],
  modules: rubyModules,
  edits: rubyEdits,
  stages: { stops: /^(?:Kernel\.)?(?:raise|fail|abort|exit!?)$/ },
  words: { constructor: 'initialize', nothing: /^nil$/, hasImplicitSelf: true, returnsLast: true },
};
