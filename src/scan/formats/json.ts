// JSON, JSONC and JSON5: package.json, appsettings*.json, config/*.json, vercel.json, app.json, wrangler.jsonc,
// .vscode/launch.json and any other that is not plainly data.
import type { Range } from '../../model/place.ts';
import { collectParameters, isCloudFormation } from './cloudformation.ts';
import { type ConfigNode, child } from './config-tree.ts';
import { collectTree, deploymentScripts } from './config-walk.ts';
import { isDataPath } from './data-paths.ts';
import { createCollector, type DefinitionCollector } from './definitions.ts';
import { withoutEncryption } from './encryption.ts';
import type { FormatReader, PartialFacts, ScanInput } from './format.ts';
import { frameworksIn, isDependencyManifest } from './frameworks.ts';
import { type JsonResult, scanJson } from './json-scan.ts';
import { collectKeySets } from './key-sets.ts';
import { collectKubernetes } from './kubernetes.ts';
import { type Problem, worseOf } from './limits.ts';
import { collectVariableNames, isNodeConfigPath, isVariableNamesPath } from './node-config.ts';
import { readPackageManifest } from './package-manifest.ts';
import { baseNameOf, formatNameOf } from './paths.ts';
import { wranglerEnvironment } from './wrangler.ts';
import { isKubernetesObject } from './yaml-surfaces.ts';

// Files with a meaning of their own: what is not a variable block there is no setting of the program.
const manifests: ReadonlySet<string> = new Set([
  ...[
    'vercel.json',
    'now.json',
    'nodemon.json',
    'launch.json',
    'tasks.json',
    'railway.json',
    'eas.json',
  ],
  ...['devcontainer.json', 'composer.json', 'deno.json', 'turbo.json', 'project.json', 'nx.json'],
]);
const manifestsWithSettings: ReadonlySet<string> = new Set([
  ...['app.json', 'wrangler.json', 'wrangler.jsonc'],
]);

export const jsonReader: FormatReader = {
  id: 'json',
  canRead(path) {
    const name = formatNameOf(path);
    return (
      (/\.(?:json|jsonc|json5|json_|tfstate)$/.test(name) || name === '.env-cmdrc') &&
      !isDataPath(path)
    );
  },
  read({ path, text, rangeOf }) {
    const result = scanJson(text);
    const { root: scanned } = result;
    const problem = lossesOf({ text, rangeOf }, result);
    const { problem: cut } = problem;
    /** What was collected, and the worst that has to be said of it. */
    const resultOf = (collector: DefinitionCollector): PartialFacts => {
      if (cut) collector.cut(cut);
      return { ...problem, ...collector.result() };
    };
    if (!scanned) return problem;
    const root = withoutEncryption(scanned);
    const name = baseNameOf(path).toLowerCase();
    if (name === 'package.json')
      return {
        ...problem,
        ...readPackageManifest(path, root, rangeOf),
        frameworks: frameworksIn(text),
      };

    if (isKubernetesObject(root)) {
      const objects = createCollector({
        path,
        rangeOf,
        carrier: 'kubernetes',
        dialect: 'generic',
        isQuoted: true,
      });
      collectKubernetes(root, objects, () => false);
      return resultOf(objects);
    }
    const isManifest = manifests.has(name);
    const collector = createCollector({
      path,
      rangeOf,
      carrier: isManifest || manifestsWithSettings.has(name) ? 'manifest' : 'config',
      dialect: name === 'vercel.json' || name === 'now.json' ? 'vercel' : 'generic',
      isQuoted: true,
      hasVariableNames: isNodeConfigPath(path),
    });
    if (isVariableNamesPath(path)) collectVariableNames(root, collector);
    else {
      collectKeySets(root, { path, text }, collector);
      if (isCloudFormation(root)) collectParameters(root, collector);
      const block = isVariableFile(name) ? wrap(root) : root;
      // Where Azure's functions are run from a desk, `Values` are their variables.
      const values = name === 'local.settings.json' ? child(root, 'Values') : undefined;
      const options = {
        hasSettings: !isManifest,
        variableNames: isManifest ? 'any' : 'screaming',
        ...(isManifest && { scriptKeys: deploymentScripts }),
      } as const;
      const tree = values ? wrap(values) : block;
      collectTree(tree, collector, options, wranglerEnvironment(name, root));
    }
    const frameworks = isDependencyManifest(path) ? { frameworks: frameworksIn(text) } : {};
    return { ...resultOf(collector), ...frameworks };
  },
};

/** What is missing of a text that is no JSON, or more than is read. */
export function lossesOf(
  { text, rangeOf }: Omit<ScanInput, 'path'>,
  { errorOffset, problem, ...read }: JsonResult,
): Pick<PartialFacts, 'hasSyntaxErrors' | 'problem'> {
  if (errorOffset === undefined || text.trim() === '') return problem ? { problem } : {};
  const broken = brokenAt(rangeOf(errorOffset, errorOffset), read);
  return { hasSyntaxErrors: true, problem: problem ? worseOf(broken, problem) : broken };
}

/** What stands before the place counts; what follows is missing where it speaks of secrets. */
function brokenAt({ line }: Range, { isResumed, isTellingLost }: JsonLoss): Problem {
  const detail = isResumed
    ? `line ${line} is no JSON and was left out`
    : `what follows line ${line} is no JSON and was not read`;
  return { reason: 'parse-error', detail, ...(!isTellingLost && { isPartial: true }) };
}

type JsonLoss = Pick<JsonResult, 'isResumed' | 'isTellingLost'>;

/** `env.json`, `.env.json`, `env.production.json`, `env-vars.yaml`, `.env-cmdrc`: the whole file is a block of variables. */
export function isVariableFile(name: string): boolean {
  if (/^\.env-cmdrc(?:\.json)?$/.test(name)) return true;
  return /^\.?env(?:[._-](?:vars?|local|prod|production|dev|development|staging|test|ci))?\.[a-z0-9]+$/.test(
    name,
  );
}

/** The tree as if it stood below `env:`. */
export function wrap(root: ConfigNode): ConfigNode {
  if (root.kind === 'scalar') return root;
  const { start, end } = root;
  return { kind: 'map', start, end, entries: [{ key: 'env', start, end, node: root }] };
}
