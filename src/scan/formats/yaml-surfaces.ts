// Which kind of YAML a file is, by its name and its top-level keys: whose rules of expansion apply, what its blocks
// of variables look like, and whether its other leaves are settings of the program.
import type { Carrier } from '../../model/facts.ts';
import { type ConfigNode, child } from './config-tree.ts';
import { deploymentScripts, type WalkOptions } from './config-walk.ts';
import { baseNameOf, environmentOfWord, formatNameOf } from './paths.ts';
import type { Dialect } from './references.ts';

export interface Surface {
  readonly carrier: Carrier;
  readonly dialect: Dialect;
  readonly walk: WalkOptions;
  readonly defaultEnvironment?: string;
}

const any = { hasSettings: false, variableNames: 'any' } as const;
const settings = { hasSettings: true, variableNames: 'screaming' } as const;

const compose: Surface = {
  carrier: 'compose',
  dialect: 'compose',
  walk: {
    ...any,
    bakedBlocks: new Set(['args']),
    scriptKeys: new Set(['command', 'entrypoint']),
    environmentOf: profileOf,
  },
};
const workflow: Surface = {
  carrier: 'workflow',
  dialect: 'workflow',
  walk: {
    ...any,
    scriptKeys: new Set(['run', 'script', 'before_script', 'after_script', 'commands', 'command']),
  },
  defaultEnvironment: 'ci',
};
const travis: Surface = {
  ...workflow,
  dialect: 'shell',
  walk: { ...workflow.walk, isShell: true },
};
/** What developers run, in workspaces in the cloud and by task runners. */
const tasks: Surface = {
  carrier: 'workflow',
  dialect: 'shell',
  walk: {
    ...any,
    scriptKeys: new Set(['command', 'before', 'init', 'prebuild', 'cmds', 'cmd', 'preconditions']),
  },
};
const helm: Surface = { carrier: 'helm', dialect: 'generic', walk: settings };
const spring: Surface = { carrier: 'config', dialect: 'spring', walk: settings };
const serverless: Surface = { carrier: 'manifest', dialect: 'serverless', walk: settings };
const manifest: Surface = {
  carrier: 'manifest',
  dialect: 'generic',
  walk: { ...any, scriptKeys: deploymentScripts },
};
const config: Surface = { carrier: 'config', dialect: 'generic', walk: settings };

const ciFile =
  /^(?:\.gitlab-ci.*|azure-pipelines.*|bitbucket-pipelines|\.?drone|\.?woodpecker.*|\.?appveyor|cloudbuild.*|buildspec.*|amplify|\.cirrus|\.semaphore|codemagic|\.buildkite.*)\.ya?ml$/;
const ciDirectory =
  /(?:^|\/)(?:\.github\/(?:workflows|actions)|\.gitea\/workflows|\.forgejo\/workflows|\.circleci|\.woodpecker|\.buildkite|\.gitlab\/ci|\.azure-pipelines)\//;

/** The surface of a YAML file; Kubernetes objects are told apart by document. */
export function yamlSurface(path: string, root: ConfigNode | undefined): Surface {
  const name = formatNameOf(path);
  if (/(?:^|[.\-_])compose(?:[.\-_].*)?\.ya?ml$|^docker-stack.*\.ya?ml$/.test(name)) return compose;
  if (name === '.travis.yml') return travis;
  if (/^(?:\.gitpod|taskfile(?:\..*)?)\.ya?ml$/i.test(name)) return tasks;
  if (ciFile.test(name) || ciDirectory.test(path) || /^action\.ya?ml$/.test(name)) return workflow;
  if (/^serverless(?:[.\-_].*)?\.ya?ml$/.test(name)) return serverless;
  if (/^(?:application|bootstrap)(?:[.\-_].*)?\.ya?ml$/.test(name) || isResource(path))
    return spring;
  if (/(?:^|[.\-_])values(?:[.\-_].*)?\.ya?ml$/.test(name)) return helm;
  if (
    /^(?:render|app|app-.*|template|apprunner|heroku|captain-definition)\.ya?ml$/.test(name) &&
    isManifest(root)
  ) {
    return manifest;
  }
  return isComposeShape(root) ? compose : config;
}

/** `profiles: [production]` of a Compose service; several of them say nothing. */
function profileOf(service: ConfigNode): string | undefined {
  const profiles = child(service, 'profiles');
  const names = (profiles?.kind === 'list' ? profiles.items : []).map(
    (item) => (item.kind === 'scalar' && environmentOfWord(item.stored.text)) || undefined,
  );
  return new Set(names).size === 1 ? names[0] : undefined;
}

function isResource(path: string): boolean {
  return /(?:^|\/)src\/(?:main|test)\/resources\//.test(path);
}

const manifestKeys = [
  'runtime',
  'env_variables',
  'services',
  'Resources',
  'AWSTemplateFormatVersion',
  'databases',
  'envVarGroups',
];

function isManifest(root: ConfigNode | undefined): boolean {
  return manifestKeys.some((key) => child(root, key) !== undefined);
}

/** `services:` whose members have an image or a build: a compose file by another name. */
function isComposeShape(root: ConfigNode | undefined): boolean {
  const services = child(root, 'services');
  if (services?.kind !== 'map') return false;
  return services.entries
    .slice(0, 20)
    .some(({ node }) => child(node, 'image') !== undefined || child(node, 'build') !== undefined);
}

/** Whether one document is a Kubernetes object. */
export function isKubernetesObject(root: ConfigNode): boolean {
  return child(root, 'apiVersion') !== undefined && child(root, 'kind') !== undefined;
}

/** Whether a base name is that of a file which holds nothing but variables, Kustomize aside. */
export function isKustomization(path: string): boolean {
  return /^kustomization\.ya?ml$/.test(baseNameOf(path).toLowerCase());
}
