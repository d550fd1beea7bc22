// A repository that tries to run a program wherever git can be made to.
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { git, repository, scratch, write } from './scratch.ts';

export interface HostileRepository {
  readonly cwd: string;
  /** The file that every trap writes to. */
  readonly marker: string;
}

type Files = Readonly<Record<string, string>>;

/** A repository with a change that git has to look into, and every setting that names a program. */
export function hostileRepository(
  more: { readonly committed?: Files; readonly staged?: Files } = {},
): HostileRepository {
  const cwd = repository({
    'a.txt': 'one\n',
    '.env': 'JWT_SECRET=x\n',
    'b.bin': 'b\n',
    ...more.committed,
  });
  const marker = `${scratch()}/ran`;
  const program = `${cwd}/.git/trap`;
  writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> '${marker}'\ncat\nexit 0\n`);
  chmodSync(program, 0o755);
  // The second name is one that `git -c key=value` cannot spell.
  const attributes = '* filter=trap diff=trap\nb.bin filter=t=rap diff=t=rap\n';
  write(cwd, {
    '.gitattributes': attributes,
    '.git/info/attributes': attributes,
    'a.txt': 'two\n',
    'new.txt': 'new\n',
    ...more.staged,
  });
  git(cwd, 'add', 'new.txt', 'a.txt', ...Object.keys(more.staged ?? {}));
  write(cwd, { 'a.txt': 'three\n', 'b.bin': 'c\n' });
  // A time stamp that the index does not know makes git read the file through its filter.
  utimesSync(`${cwd}/.env`, 1, 1);
  mkdirSync(`${cwd}/.git/hooks`, { recursive: true });
  for (const hook of ['post-index-change', 'fsmonitor-watchman', 'reference-transaction']) {
    writeFileSync(`${cwd}/.git/hooks/${hook}`, `#!/bin/sh\necho ${hook} >> '${marker}'\n`);
    chmodSync(`${cwd}/.git/hooks/${hook}`, 0o755);
  }
  const traps = {
    'core.fsmonitor': program,
    'core.hooksPath': `${cwd}/.git/hooks`,
    'core.sshCommand': program,
    'core.pager': program,
    'core.editor': program,
    'core.askPass': program,
    'core.gitProxy': program,
    'core.alternateRefsCommand': program,
    'credential.helper': program,
    'diff.external': program,
    'diff.trap.command': program,
    'diff.trap.textconv': program,
    'filter.trap.clean': program,
    'filter.trap.smudge': program,
    'filter.trap.process': program,
    'filter.trap.required': 'true',
    'diff.t=rap.textconv': program,
    'filter.t=rap.clean': program,
    'filter.t=rap.process': program,
    'pager.diff': program,
    'interactive.diffFilter': program,
    'gpg.program': program,
    'alias.ls-files': `!${program}`,
    'alias.diff': `!${program}`,
    // Without an answer the transport ends at once.
    'remote.origin.url': `ext::${cwd}/.git/hooks/reference-transaction`,
    'remote.origin.uploadpack': program,
    'remote.origin.promisor': 'true',
    'protocol.ext.allow': 'always',
    'protocol.allow': 'always',
    'extensions.partialClone': 'origin',
    'core.repositoryFormatVersion': '1',
  };
  appendFileSync(`${cwd}/.git/config`, Object.entries(traps).map(settingOf).join(''));
  // A process of git for each of them would take as long as all that is tested with them.
  const set = git(cwd, 'config', '--list', '--local').toLowerCase().split('\n');
  for (const [key, value] of Object.entries(traps))
    if (!set.includes(`${key}=${value}`.toLowerCase())) throw new Error(`${key} is not set`);
  return { cwd, marker };
}

/** As `git config` writes it: `diff.trap.command` stands in the section `diff "trap"`. */
function settingOf([key, value]: readonly [key: string, value: string]): string {
  const steps = key.split('.');
  const [section = '', name = ''] = [steps[0], steps.at(-1)];
  const inner = steps.slice(1, -1).join('.');
  return `[${section}${inner === '' ? '' : ` "${inner}"`}]\n\t${name} = "${value}"\n`;
}

/** What the traps wrote: which of them ran. */
export function readMarker(marker: string): string {
  return existsSync(marker) ? readFileSync(marker, 'utf8') : '';
}
