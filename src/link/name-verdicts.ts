// Whether a name says that what it holds is a signing secret, as the project sees it.
import { isFileSetting, isKeySetName, plainSetting } from '../model/file-setting.ts';
import { isInCapitals } from '../model/variable-names.ts';
import { isIgnoredName, type Linker } from './linker.ts';
import { matchesName } from './name-words.ts';
import { judgeName, mayNameSecret, type NameVerdict } from './secret-names.ts';

/** What the settings of the project say of the name, else what its words do. `path`: where it names a value. */
export function verdictOf(linker: Linker, name: string, path?: string): NameVerdict {
  const { ignoreNames, secretNames } = linker.settings;
  if (ignoreNames.length > 0 && isIgnoredName(linker, name)) {
    const isTold = path !== undefined && linker.isReported(path);
    if (isTold && ownVerdictOf(name) === 'strong') linker.ignoredNames.add(name);
    return 'never';
  }
  if (secretNames.some((pattern) => matchesName(pattern, name))) return 'strong';
  return ownVerdictOf(name);
}

function ownVerdictOf(name: string): NameVerdict {
  if (isKeySet(name)) return 'strong';
  return mayNameSecret(name) ? judgeName(name) : 'none';
}

/** A file of keys for tokens: what is in it and no key pair can be nothing but a secret. */
function isKeySet(name: string): boolean {
  return isFileSetting(name) && isKeySetName(plainSetting(name));
}

/** Whether anything sets a variable of that name: a text that says it refers to the variable. */
export function isVariableOf({ index }: Linker): (name: string) => boolean {
  return (name) => isInCapitals(name) && index.envDefinitions(name).length > 0;
}

/** A node that several names speak for has the surest verdict. */
export function raise(
  linker: Linker,
  id: string,
  packageDirectory: string,
  verdict: NameVerdict,
): void {
  const node = linker.graph.node(id, packageDirectory);
  if (verdict === 'strong' || (verdict === 'generic' && node.nameVerdict === 'none')) {
    node.nameVerdict = verdict;
  }
}
