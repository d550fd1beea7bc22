// Opens what an audit is asked to look at: disk, index, changes, a commit, one text. What reads and links is loaded while
// git answers.
import { printableName } from '../input/paths.ts';
import type { Tree, TreeOptions } from '../input/tree.ts';
import { UserError } from '../model/errors.ts';
import { configurationSearch, usesSearch } from '../scan/searches.ts';
import { type AuditOptions, type AuditParts, unnamedStdin } from './audit-options.ts';

/** The steps that read and link; the parser gets ready while git answers. */
export async function loadStages({ scope }: AuditOptions): Promise<Stages> {
  const stages = await import('./stages.ts');
  if (scope?.kind === 'staged') stages.warmUp();
  return stages;
}

export type Stages = typeof import('./stages.ts');

/** Opens what is to be audited; the caller closes it. */
export async function openTree(options: AuditOptions, parts: AuditParts): Promise<Tree> {
  return (await startOpening(options, parts, loadStages(options))).tree;
}

/** Text that nobody can read must not pass for text in which nothing was found. */
function unknownFormat(path: string): UserError {
  const name = printableName(path);
  return new UserError(
    path === unnamedStdin
      ? 'Standard input has no name, so its format is not known.'
      : `keylint cannot read files with names like ${name}.`,
    { hint: 'Name the file that it is the text of: --stdin-file-path src/auth.ts' },
  );
}

/** Begins to open what the scope asks for; the tree is there when git or the disk has answered. */
export async function startOpening(
  options: AuditOptions,
  parts: AuditParts,
  loading: Promise<Stages>,
): Promise<{ readonly tree: Promise<Tree> }> {
  if (parts.openTree) return { tree: parts.openTree(options) };
  const scope = options.scope ?? { kind: 'worktree' };
  const treeOptions: TreeOptions = {
    cwd: options.cwd ?? '.',
    paths: options.paths ?? [],
    exclude: options.exclude ?? [],
    respectGitignore: options.respectGitignore ?? true,
    isConfiguration: loading.then(({ isConfiguration }) => isConfiguration),
    ...(options.ignorePath === undefined ? {} : { ignorePath: options.ignorePath }),
    allowUnmatched: options.allowUnmatched === true,
  };
  switch (scope.kind) {
    case 'staged': {
      const { openIndexTree } = await import('../input/index-tree.ts');
      const { cacheDirectory: directory } = options;
      const memory = directory !== undefined &&
        parts.buildId !== undefined && { directory, buildId: parts.buildId };
      const likely = [usesSearch, configurationSearch];
      const wholeFiles = scope.wholeFiles === true;
      return {
        tree: openIndexTree({ ...treeOptions, likely, wholeFiles, ...(memory && { memory }) }),
      };
    }
    case 'since': {
      const { openSinceTree } = await import('../input/since-tree.ts');
      return { tree: openSinceTree(treeOptions, scope.ref) };
    }
    case 'commit': {
      const { openCommitTree } = await import('../input/commit-tree.ts');
      return { tree: openCommitTree({ ...treeOptions, rev: scope.rev }) };
    }
    case 'stdin': {
      const { openStdinTree } = await import('../input/stdin-tree.ts');
      const { readerFor } = await loading;
      if (!readerFor(scope.path)) throw unknownFormat(scope.path);
      const { cwd } = treeOptions;
      return {
        tree: Promise.resolve(openStdinTree({ cwd, path: scope.path, bytes: scope.bytes })),
      };
    }
    case 'worktree': {
      const { openWorkTree } = await import('../input/work-tree.ts');
      return { tree: openWorkTree(treeOptions) };
    }
  }
}
