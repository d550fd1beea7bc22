// YAML in all its uses: compose, Kubernetes, Helm values, CI workflows, Spring, serverless, PaaS manifests, and any
// other file of settings.
import type { Definition, Leak, Use } from '../../model/facts.ts';
import { maxDefinitions } from '../fullness.ts';
import { collectParameters, isCloudFormation } from './cloudformation.ts';
import { collectConfigs, collectGeneratedFiles, collectSecretFiles } from './compose-configs.ts';
import { type ConfigNode, child, textAt } from './config-tree.ts';
import { collectTree, collectVariables } from './config-walk.ts';
import { isDataPath } from './data-paths.ts';
import { createCollector, type DefinitionCollector } from './definitions.ts';
import { withoutEncryption } from './encryption.ts';
import { withFileNames } from './file-names.ts';
import { assetsOfFlutter } from './flutter.ts';
import type { FormatReader, PartialFacts, ScanInput } from './format.ts';
import { isVariableFile, wrap } from './json.ts';
import { collectKubernetes, type EmbeddedRead } from './kubernetes.ts';
import { isTelling, keepTelling, type Problem, tooLarge, tooMany, worseOf } from './limits.ts';
import { collectVariableNames, isNodeConfigPath, isVariableNamesPath } from './node-config.ts';
import { baseNameOf, environmentOfWord, formatNameOf, isBeanstalkPath } from './paths.ts';
import { rangeWithin } from './stored-text.ts';
import { usesOfSymfony, withParameterNames } from './symfony.ts';
import { isKubernetesObject, isKustomization, type Surface, yamlSurface } from './yaml-surfaces.ts';
import type { YamlResult } from './yaml-tree.ts';
import { unreadPair } from './yaml-unread.ts';

// The parser takes a second and some hundred megabytes for each megabyte; no file of this size is written by hand. Of a
// longer one what speaks of secrets is read.
const maxLength = 1_000_000;

let parser: typeof import('./yaml-tree.ts') | undefined;

/** `embedded` reads the files that a ConfigMap carries as texts. */
export function createYamlReader(embedded: readonly FormatReader[]): FormatReader {
  return {
    id: 'yaml',
    canRead(path) {
      const isYaml = /\.(?:ya?ml|sls)$/.test(formatNameOf(path)) || isBeanstalkPath(path);
      return isYaml && !isDataPath(path);
    },
    read: (input) => read(input, embedded),
    async load() {
      parser ??= await import('./yaml-tree.ts');
      for (const reader of embedded) await reader.load?.();
    },
  };
}

function read(input: ScanInput, embedded: readonly FormatReader[]): PartialFacts {
  const { path, text, rangeOf } = input;
  const parsed = parse(text);
  const { documents, hasSyntaxErrors, comments } = parsed;
  let problem = parsed.problem ?? (hasSyntaxErrors ? unreadIn(input, parsed) : undefined);
  const surface = yamlSurface(path, documents[0]);
  const definitions: Definition[] = [];
  const uses: Use[] = [];
  const leaks: Leak[] = [];
  let telling = 0;
  const readEmbedded: EmbeddedRead = (name, stored) => {
    const reader = embedded.find((candidate) => candidate.canRead(name));
    if (!reader || stored.isOpaque) return false;
    // What is beyond is left out, and said of the file: a thousand files in a map are parsed one by one.
    if (telling > maxDefinitions) return true;
    const inner = reader.read({
      path: `${path}/${name}`,
      text: stored.text,
      rangeOf: rangeWithin(stored, rangeOf),
    });
    problem = worseOf(problem, inner.problem);
    for (const definition of inner.definitions ?? []) {
      telling += Number(isTelling(definition.name));
      definitions.push({
        ...definition,
        carrier: surface.carrier === 'compose' ? 'compose' : 'kubernetes',
      });
    }
    return true;
  };
  for (const document of documents) {
    const root = withoutEncryption(document);
    uses.push(...usesOfSymfony(root, rangeOf));
    leaks.push(...assetsOfFlutter(path, root, rangeOf));
    const isKubernetes = isKubernetesObject(root);
    const collector = createCollector({
      path,
      rangeOf,
      carrier: isKubernetes ? 'kubernetes' : surface.carrier,
      dialect: isKubernetes ? 'generic' : surface.dialect,
      hasVariableNames: isNodeConfigPath(path) && surface.dialect === 'generic',
      ...(surface.defaultEnvironment && !isKubernetes
        ? { defaultEnvironment: surface.defaultEnvironment }
        : {}),
    });
    if (isKubernetes && !isKustomization(path)) collectKubernetes(root, collector, readEmbedded);
    else {
      collectDocument(path, root, surface, collector);
      if (surface.carrier === 'compose') {
        collectConfigs(root, readEmbedded);
        collectSecretFiles(root, collector);
      }
    }
    const collected = collector.result();
    for (const definition of collected.definitions) definitions.push(definition);
    problem = worseOf(problem, collected.problem);
  }
  definitions.sort((a, b) => a.at.start - b.at.start || a.value.at.start - b.value.at.start);
  return {
    definitions: withFileNames(path, withParameterNames(path, definitions)),
    comments,
    ...(uses.length > 0 && { uses }),
    ...(leaks.length > 0 && { leaks }),
    ...(hasSyntaxErrors ? { hasSyntaxErrors } : {}),
    ...(problem && { problem }),
  };
}

/** What names a secret and was not read, because of a mistake before it. */
function unreadIn({ text, rangeOf }: ScanInput, read: YamlResult): Problem | undefined {
  const at = unreadPair(text, read.documents, read.comments);
  if (at === undefined) return undefined;
  const detail = `line ${rangeOf(at, at).line} is no YAML where it stands, and was not read`;
  return { reason: 'parse-error', detail };
}

/** The whole text, or where it is too much for the parser what speaks of secrets in it. */
function parse(text: string): YamlResult & { readonly problem?: Problem } {
  if (!parser) throw new Error('the YAML reader was not loaded');
  const whole = text.length > maxLength ? undefined : parser.readYaml(text);
  if (whole && whole.limit === undefined) return whole;
  const limit = whole?.limit ?? `${Math.round(text.length / 1e5) / 10} MB`;
  const kept = keepTelling(text, maxLength / 4, (line) => line.startsWith('---'));
  const shortened = kept === undefined ? undefined : parser.readYaml(kept);
  if (shortened && shortened.limit === undefined) return { ...shortened, problem: tooMany(limit) };
  const nothing = { documents: [], comments: [], hasSyntaxErrors: true };
  return {
    ...(whole ?? shortened ?? nothing),
    problem:
      limit === parser.unclosedQuote ? { reason: 'parse-error', detail: limit } : tooLarge(limit),
  };
}

function collectDocument(
  path: string,
  root: ConfigNode,
  surface: Surface,
  collector: DefinitionCollector,
): void {
  if (isVariableNamesPath(path)) {
    collectVariableNames(root, collector);
    return;
  }
  if (isKustomization(path)) {
    for (const list of ['secretGenerator', 'configMapGenerator']) {
      const generators = child(root, list);
      for (const generator of generators?.kind === 'list' ? generators.items : []) {
        collectGeneratedFiles(generator, collector);
        const literals = child(generator, 'literals');
        if (literals)
          collectVariables(literals, collector, {
            hasSettings: false,
            variableNames: 'any',
            isQuoteTrimmed: true,
          });
      }
    }
    return;
  }
  if (isCloudFormation(root)) collectParameters(root, collector);
  const isVariables = isVariableFile(baseNameOf(path).toLowerCase());
  collectTree(isVariables ? wrap(root) : root, collector, surface.walk, springProfile(root));
}

/** The profile that a document of a Spring file is for. */
function springProfile(root: ConfigNode): string | undefined {
  const profile =
    textAt(root, 'spring', 'config', 'activate', 'on-profile') ??
    textAt(root, 'spring.config.activate.on-profile') ??
    textAt(root, 'spring', 'profiles') ??
    textAt(root, 'spring.profiles');
  return profile === undefined ? undefined : environmentOfWord(profile.trim());
}
