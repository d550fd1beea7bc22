// The repositories of an organisation or user on GitHub, with what forks come from, so that forks of one repository are
// fetched into one place.
import { type GithubClient, upTo } from '../../github/client.ts';
import { statusOf } from '../../github/patience.ts';
import { UserError } from '../../model/errors.ts';
import { nameOfAddress } from '../names.ts';
import type { FoundMember } from '../plan.ts';

/** Which of them are audited. */
export interface SourceFilters {
  readonly isWithoutArchived: boolean;
  readonly isWithoutForks: boolean;
  /** One of these topics; empty: any. */
  readonly topics: readonly string[];
}

/** What a listing says of a repository. */
export interface Listed {
  readonly full_name: string;
  readonly clone_url?: string;
  readonly archived?: boolean;
  readonly disabled?: boolean;
  readonly fork: boolean;
  readonly private: boolean;
  readonly topics?: string[];
  readonly size?: number;
}

const pageSize = 100;
/** A hundred thousand repositories. */
const mostPages = 1_000;

/** All repositories of `owner`. Throws a UserError where GitHub knows none of that name. */
export async function findOnGithub(
  client: GithubClient,
  owner: string,
  filters: SourceFilters,
): Promise<FoundMember[]> {
  const listed = await listRepositories(client, owner);
  const wanted = listed.filter((one) => isWanted(one, filters));
  const parents = wanted.some(({ fork }) => fork)
    ? await findParents(client, owner)
    : new Map<string, string>();
  return wanted.flatMap((one) => toMember(one, parents) ?? []);
}

export function isWanted(
  { archived, fork, disabled, topics = [] }: Listed,
  { isWithoutArchived, isWithoutForks, topics: asked }: SourceFilters,
): boolean {
  if (disabled === true || (archived === true && isWithoutArchived) || (fork && isWithoutForks))
    return false;
  return asked.length === 0 || topics.some((topic) => asked.includes(topic));
}

/** An organisation, else a user: both have the same kind of name. */
async function listRepositories(client: GithubClient, owner: string): Promise<readonly Listed[]> {
  try {
    return await client.paginate(
      client.rest.repos.listForOrg,
      { org: owner, type: 'all', per_page: pageSize },
      upTo(mostPages, (data) => data.map(toListed)),
    );
  } catch (error) {
    if (statusOf(error) !== 404) throw refusal(error, owner);
  }
  try {
    return await client.paginate(
      client.rest.repos.listForUser,
      { username: owner, type: 'owner', per_page: pageSize },
      upTo(mostPages, (data) => data.map(toListed)),
    );
  } catch (error) {
    throw refusal(error, owner);
  }
}

/** Of the hundred addresses and numbers that come with each, what is asked for: an organisation has ten thousand. */
function toListed(one: Listed): Listed {
  const { full_name, clone_url, archived, disabled, fork, topics, size } = one;
  return {
    ...{ full_name, fork, private: one.private },
    ...(clone_url !== undefined && { clone_url }),
    ...(archived !== undefined && { archived }),
    ...(disabled !== undefined && { disabled }),
    ...(topics !== undefined && { topics }),
    ...(size !== undefined && { size }),
  };
}

function refusal(error: unknown, owner: string): unknown {
  const status = statusOf(error);
  if (status === undefined)
    return new UserError(`GitHub cannot be reached for the repositories of ${owner}.`);
  const words: Readonly<Record<number, string>> = {
    401: 'does not take the token',
    403: 'refuses the token',
    404: `knows no organisation or user ${owner}, or not for this token`,
    429: 'refuses for the number of requests',
  };
  return new UserError(
    `GitHub ${words[status] ?? `answers ${status} when it is asked for ${owner}`}.`,
    {
      hint: 'The token is read from GITHUB_TOKEN, or from the variable that --token-env names. It needs to read contents and metadata.',
    },
  );
}

/** Parents of forks by the name of the fork; a listing by REST does not tell them. */
export const parentsQuery = `query($owner: String!, $after: String) {
  repositoryOwner(login: $owner) {
    repositories(first: 100, after: $after, isFork: true, ownerAffiliations: OWNER) {
      nodes { nameWithOwner parent { nameWithOwner } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

interface ParentsPage {
  readonly repositoryOwner: {
    readonly repositories: {
      readonly nodes: readonly {
        readonly nameWithOwner: string;
        readonly parent: { readonly nameWithOwner: string } | null;
      }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  } | null;
}

/** Without an answer every fork is fetched on its own: that takes longer and finds the same. */
async function findParents(
  client: GithubClient,
  owner: string,
): Promise<ReadonlyMap<string, string>> {
  const parents = new Map<string, string>();
  try {
    for (let after: string | null = null; ; ) {
      const page: ParentsPage = await client.graphql(parentsQuery, { owner, after });
      const repositories = page.repositoryOwner?.repositories;
      for (const { nameWithOwner, parent } of repositories?.nodes ?? []) {
        if (parent) parents.set(nameWithOwner.toLowerCase(), parent.nameWithOwner.toLowerCase());
      }
      after = repositories?.pageInfo.endCursor ?? null;
      if (!repositories?.pageInfo.hasNextPage || after === null) return parents;
    }
  } catch {
    return parents;
  }
}

function toMember(one: Listed, parents: ReadonlyMap<string, string>): FoundMember | undefined {
  const { clone_url: url, full_name: fullName } = one;
  if (url === undefined) return undefined;
  return {
    name: nameOfAddress(url) ?? `github.com/${fullName}`,
    location: { kind: 'remote', url },
    topics: one.topics ?? [],
    ...(one.archived === true && { isArchived: true as const }),
    ...(one.fork && { isFork: true as const }),
    ...(!one.private && { isPublic: true as const }),
    weight: one.size ?? 0,
    network: rootOf(fullName.toLowerCase(), parents),
  };
}

/** The repository that all forks of a network come from. A circle has no root; its first name will do. */
function rootOf(name: string, parents: ReadonlyMap<string, string>): string {
  const seen = new Set<string>();
  let root = name;
  for (let up = parents.get(root); up !== undefined && !seen.has(up); up = parents.get(root)) {
    seen.add(root);
    root = up;
  }
  return root;
}
