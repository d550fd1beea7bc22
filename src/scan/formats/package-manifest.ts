// package.json: what the project is called, and the variables that its scripts and tool blocks set.
import type { Dependency, ProjectName } from '../../model/facts.ts';
import type { RangeFinder } from '../../model/place.ts';
import { scanAssignments } from './assignments.ts';
import { type ConfigNode, child, textAt } from './config-tree.ts';
import { collectTree } from './config-walk.ts';
import { createCollector, type DefinitionCollector } from './definitions.ts';
import { addFlags } from './flags.ts';
import type { PartialFacts } from './format.ts';
import { sliceStored } from './stored-text.ts';

/** Facts of a package.json that was parsed. */
export function readPackageManifest(
  path: string,
  root: ConfigNode,
  rangeOf: RangeFinder,
): PartialFacts {
  const collector = createCollector({
    path,
    rangeOf,
    carrier: 'manifest',
    dialect: 'shell',
    isQuoted: true,
  });
  collectScripts(child(root, 'scripts'), collector);
  collectOwnConfig(child(root, 'config'), collector);
  collectTree(root, collector, { hasSettings: false, variableNames: 'screaming' });
  return {
    ...collector.result(),
    projectNames: projectNamesOf(root),
    dependencies: dependenciesOf(root),
  };
}

const dependencyBlocks = [
  'dependencies',
  'optionalDependencies',
  'peerDependencies',
  'devDependencies',
];

function dependenciesOf(root: ConfigNode): readonly Dependency[] {
  return dependencyBlocks.flatMap((block) => {
    const node = child(root, block);
    if (node?.kind !== 'map') return [];
    // Of two entries of one name the last counts.
    const versions = new Map(node.entries.map((entry) => [entry.key, textAt(entry.node) ?? '']));
    return [...versions].map(([name, version]) => ({ name, version }));
  });
}

/** `test`, `pretest`, `test:unit`, `api-test`. */
const testScript = /^(?:pre|post)?tests?$|^(?:pre|post)?(?:test|e2e)[-:_.]|[-:_.](?:test|e2e)$/i;

function collectScripts(scripts: ConfigNode | undefined, collector: DefinitionCollector): void {
  if (scripts?.kind !== 'map') return;
  for (const { key, node } of scripts.entries) {
    if (node.kind !== 'scalar' || !node.isText) continue;
    const environment = testScript.test(key) ? 'test' : undefined;
    if (!environment) addFlags(node.stored, collector);
    for (const { name, value, from, to } of scanAssignments(node.stored)) {
      const { start, end } = sliceStored(node.stored, from, to);
      collector.add({ space: 'env', name, value, start, end, environment });
    }
  }
}

/** npm hands `config` to scripts as `npm_package_config_*`. */
function collectOwnConfig(config: ConfigNode | undefined, collector: DefinitionCollector): void {
  if (config?.kind !== 'map') return;
  for (const { key, node, start, end } of config.entries) {
    if (node.kind !== 'scalar' || !node.isText) continue;
    const name = `npm_package_config_${key}`;
    collector.add({ space: 'env', name, value: node.stored, start, end });
  }
}

const from = 'package.json';

/** Package name and scope, author's company, owner and name of the repository. */
function projectNamesOf(root: ConfigNode): readonly ProjectName[] {
  const names = new Set<string>();
  const add = (name: string | undefined): void => {
    const trimmed = name?.trim() ?? '';
    if (trimmed.length >= 2 && trimmed.length <= 100) names.add(trimmed);
  };
  const [, scope, bare] =
    /^(?:@([^/]{1,100})\/)?(.{1,214})$/.exec(textAt(root, 'name') ?? '') ?? [];
  add(bare);
  add(scope);
  add(textAt(root, 'displayName') ?? textAt(root, 'productName'));
  for (const part of repositoryParts(
    textAt(root, 'repository', 'url') ?? textAt(root, 'repository'),
  )) {
    add(part);
  }
  add(
    textAt(root, 'author', 'company') ??
      companyOf(textAt(root, 'author', 'name') ?? textAt(root, 'author')),
  );
  return [...names].map((name) => ({ name, from }));
}

/** Owner and name from `git+https://github.com/owner/name.git`, `git@host:owner/name`, `owner/name`. */
function repositoryParts(url: string | undefined): readonly string[] {
  if (!url || url.length > 300) return [];
  const path = url.replace(/^[a-z+]+:\/\/[^/]*\/|^[a-z]+:(?!\/)|^[^@/]+@[^:/]+:/i, '');
  return path
    .replace(/[#?].*$/, '')
    .replace(/\.git$/, '')
    .split('/')
    .filter((part) => /^[\w.-]+$/.test(part))
    .slice(0, 2);
}

// A person's name is no project name; a company's is.
const companyMark =
  /\b(?:Inc|LLC|Ltd|GmbH|Corp|Co|AG|SA|BV|Labs?|Team|Studios?|Software|Technologies|Solutions)\b/i;

function companyOf(author: string | undefined): string | undefined {
  const name = author?.slice(0, 200).replace(/\s*[<(].*$/, '');
  return name && companyMark.test(name)
    ? name.replace(/[\s,]+(?:Inc|LLC|Ltd|GmbH|Corp|Co|AG|SA|BV)\.?$/i, '')
    : undefined;
}
