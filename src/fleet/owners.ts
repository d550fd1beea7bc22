// Who owns what: CODEOWNERS of a repository, a file of the company's own, and topics such as `team-payments`.
import { type Git, splitNul } from '../input/git.ts';
import type { AuditedCommit } from '../input/tree.ts';
import { createPathRules } from '../model/path-rules.ts';

/** Where GitHub and GitLab look, in this order; the first that is there counts. */
const places = ['.github/CODEOWNERS', '.gitlab/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];
/** GitHub reads no larger one. */
const maxBytes = 3 << 20;
const maxLines = 20_000;

/** Owners of a path; none where nobody is named. */
export type OwnersOf = (path: string) => readonly string[];

/** By the CODEOWNERS of a commit; most have none, which is known before git is asked. */
export function readCodeOwners(
  git: Git,
  { id: commit, holds }: Pick<AuditedCommit, 'id' | 'holds'>,
): OwnersOf {
  if (!places.some(holds)) return () => [];
  const listed = git.run(['ls-tree', '-l', '-z', '--full-tree', commit, '--', ...places]);
  const files = listed.ok ? splitNul(listed.stdout).flatMap(toFile) : [];
  const [first] = places.flatMap((place) => files.filter(({ path }) => path === place));
  if (!first || first.sizeBytes > maxBytes) return () => [];
  const read = git.run(['cat-file', 'blob', `${commit}:${first.path}`]);
  return read.ok ? parseOwners(read.stdout.toString('utf8')) : () => [];
}

/** Of a line `100644 blob <id>    <size>\t<path>`; nothing of a link or a directory. */
function toFile(line: string): { readonly path: string; readonly sizeBytes: number }[] {
  const [, size, path] = /^100\d{3} blob [0-9a-f]+ +(\d+)\t(.*)$/s.exec(line) ?? [];
  return path === undefined ? [] : [{ path, sizeBytes: Number(size) }];
}

/** Of a text in the syntax of CODEOWNERS: the last line whose pattern fits a path decides. */
export function parseOwners(text: string): OwnersOf {
  const lines = text
    .split(/\r?\n/, maxLines)
    .flatMap((line) => parseLine(line) ?? [])
    .reverse();
  return (path) => lines.find(({ fits }) => fits(path))?.owners ?? [];
}

interface OwnersLine {
  readonly owners: readonly string[];
  fits(path: string): boolean;
}

function parseLine(line: string): OwnersLine | undefined {
  const plain = line.replace(/(?:^|\s)#.*$/, '').trim();
  // `[Section][2] @owner` and `^[Optional]` of GitLab head lines without patterns of their own.
  if (plain === '' || /^\^?\[/.test(plain)) return undefined;
  const [pattern = '', ...owners] = plain.split(/(?<!\\)\s+/);
  const unescaped = pattern.replaceAll('\\ ', ' ');
  if (unescaped.startsWith('!')) return undefined;
  const rules = createPathRules([unescaped]);
  return {
    owners: owners.filter((owner) => /^@?[\w.@/+-]{1,200}$/.test(owner)),
    fits: (path) => rules.ignores(path),
  };
}

/** `team-payments`, `owner-payments`: how companies name teams among the topics of a repository. */
export function teamsOfTopics(topics: readonly string[]): string[] {
  return topics.flatMap((topic) => /^(?:team|owner|squad)-(.+)$/.exec(topic)?.[1] ?? []).sort();
}
