// Rust: the grammar, the shapes of its nodes, and its rows.
import { siblingOf } from '../../../model/syntax-node.ts';
import type { Language } from '../../code/language.ts';
import { markOfCfg, stageOfCfg } from './cfg.ts';
import { rustEdits } from './edits.ts';
import { layOpenStatics } from './lazy-statics.ts';
import { jsonwebtokenRustRows } from './libraries/jsonwebtoken.ts';
import { otherRustRows } from './libraries/others.ts';
import { rustLogs } from './logs.ts';
import { rustModules } from './modules.ts';
import { deserializedStructures } from './settings.ts';
import { shapeOfRust } from './shapes.ts';
import { rustValues } from './values.ts';

export const rust: Language = {
  id: 'rust',
  title: 'Rust',
  endings: ['.rs'],
  grammarOf: () => 'rust',
  leaves: [
    'identifier',
    'type_identifier',
    'field_identifier',
    'string_literal',
    'raw_string_literal',
    'integer_literal',
    'boolean_literal',
    'primitive_type',
    'attribute_item',
    'inner_attribute_item',
    'lifetime',
  ],
  layOpen: layOpenStatics,
  shapeOf: shapeOfRust,
  uses: [...jsonwebtokenRustRows, ...otherRustRows],
  values: rustValues,
  logs: rustLogs,
  sets: [
    { path: 'std.env.set_var', space: 'env' },
    { path: 'env.set_var', space: 'env' },
    { path: '*.set_default', space: 'setting', isDefault: true },
  ],
  modules: rustModules,
  more: deserializedStructures,
  isTest: (node, text) => {
    const before = node.type === 'mod_item' ? siblingOf(node, -1) : undefined;
    return (
      before?.type === 'attribute_item' &&
      /^#\[cfg\(.{0,40}\btest\b/.test(text.slice(before.start, before.end))
    );
  },
  edits: rustEdits,
  stages: {
    stops:
      /(?:^|\.)(?:(?:panic|bail|unreachable|todo|unimplemented)!|process\.(?:exit|abort)|exit)$/,
    stageOf: stageOfCfg,
    markOf: markOfCfg,
  },
  words: { constructor: '', nothing: /^None$/, returnsLast: true },
};
