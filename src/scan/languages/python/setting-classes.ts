// Classes of settings for one stage, as Flask's documentation has them: `class TestingConfig(Config)`.
// https://flask.palletsprojects.com/en/stable/config/#development-production
import { type SyntaxNode, sourceAt } from '../../../model/syntax-node.ts';
import { outside, type Stage } from '../../stage-names.ts';

const testSettings =
  /^(?:tests?|testing|unit_?tests?)_?(?:config|configuration|settings)$|^(?:config|settings)_?tests?$/i;

/** What a class of settings says of the stage that it is for; only tests are sure to be nowhere else. */
export function markOfClass(
  node: SyntaxNode,
  text: string,
): { readonly test: SyntaxNode; readonly stage: Stage } | undefined {
  if (node.type !== 'class_definition') return undefined;
  const name = node.children.find(({ type }) => type === 'identifier');
  if (!name || !testSettings.test(sourceAt(name, text))) return undefined;
  return { test: name, stage: outside(true) };
}
