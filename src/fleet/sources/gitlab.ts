// The projects of a group on GitLab, those of its subgroups included. The client is an optional package: who has no
// GitLab needs none.
import { UserError } from '../../model/errors.ts';
import { nameOfAddress } from '../names.ts';
import { loadOptional } from '../optional.ts';
import type { FoundMember } from '../plan.ts';
import { isWanted, type SourceFilters } from './github.ts';

/** Of `@gitbeaker/rest`, what is used. */
interface Gitbeaker {
  readonly Gitlab: new (options: { readonly host: string; readonly token: string }) => GitlabClient;
}

export interface GitlabClient {
  readonly Groups: {
    /** One page where `page` is given: https://github.com/jdalrymple/gitbeaker, `getManyMore`. */
    allProjects(group: string, options: PageOptions): Promise<ProjectsPage>;
  };
}

export interface PageOptions {
  readonly includeSubgroups: true;
  readonly withShared: false;
  readonly orderBy: 'id';
  readonly sort: 'asc';
  readonly perPage: number;
  /** From 1. */
  readonly page: number;
  /** Where the next page is stands beside the projects. */
  readonly showExpanded: true;
}

export interface ProjectsPage {
  readonly data: readonly Project[];
  /** `next`: the number of the next page; `null` after the last. */
  readonly paginationInfo: { readonly next: number | null };
}

export interface Project {
  readonly path_with_namespace: string;
  readonly http_url_to_repo: string;
  readonly archived?: boolean;
  readonly visibility?: string;
  readonly topics?: readonly string[];
  readonly forked_from_project?: { readonly path_with_namespace: string } | null;
  readonly statistics?: { readonly repository_size?: number };
}

const pageSize = 100;

export interface GitlabOptions {
  readonly url: string;
  readonly token: string;
}

/** All projects of `group`. Throws a UserError where there is no such group, or no client. */
export async function findOnGitlab(
  group: string,
  { url, token }: GitlabOptions,
  filters: SourceFilters,
): Promise<FoundMember[]> {
  // The cast: the package's own types come with it, and it may not be there.
  const { Gitlab } = (await loadOptional(
    '@gitbeaker/rest',
    'A GitLab group as a source',
  )) as Gitbeaker;
  try {
    return await listProjects(new Gitlab({ host: url, token }), group, filters);
  } catch {
    // What the client says may hold its request, and that the token.
    throw new UserError(`GitLab at ${url} does not list the group ${group}.`, {
      hint: 'The token is read from GITLAB_TOKEN, or from the variable that --gitlab-token-env names; it needs read_api and read_repository.',
    });
  }
}

/**
 * Page by page: a group has ten thousand projects of some kilobytes each, and a line of them is used. In order of their
 * ids, so that a project that is made meanwhile moves no other from one page to the next.
 */
export async function listProjects(
  { Groups }: GitlabClient,
  group: string,
  filters: SourceFilters,
): Promise<FoundMember[]> {
  const found: FoundMember[] = [];
  for (let page: number | null = 1; page !== null; ) {
    const { data, paginationInfo }: ProjectsPage = await Groups.allProjects(group, {
      includeSubgroups: true,
      withShared: false,
      orderBy: 'id',
      sort: 'asc',
      perPage: pageSize,
      page,
      showExpanded: true,
    });
    found.push(...data.flatMap((one) => toMember(one, filters) ?? []));
    // A host that names the page that was just read would be asked for ever.
    page = (paginationInfo.next ?? 0) > page ? paginationInfo.next : null;
  }
  return found;
}

function toMember(one: Project, filters: SourceFilters): FoundMember | undefined {
  const listed = {
    full_name: one.path_with_namespace,
    fork: one.forked_from_project != null,
    private: one.visibility !== 'public',
    archived: one.archived === true,
    topics: [...(one.topics ?? [])],
  };
  if (!isWanted(listed, filters)) return undefined;
  const parent = one.forked_from_project?.path_with_namespace;
  return {
    name: nameOfAddress(one.http_url_to_repo) ?? one.path_with_namespace,
    location: { kind: 'remote', url: one.http_url_to_repo },
    topics: listed.topics,
    ...(listed.archived && { isArchived: true as const }),
    ...(listed.fork && { isFork: true as const }),
    ...(!listed.private && { isPublic: true as const }),
    weight: Math.round((one.statistics?.repository_size ?? 0) / 1024),
    network: `gitlab ${(parent ?? one.path_with_namespace).toLowerCase()}`,
  };
}
