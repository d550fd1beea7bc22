// The projects of a GitLab group: listed a page at a time, of each no more than is used. The client is an optional package;
// one in the test answers as it does.
import { expect, test } from 'vitest';
import {
  type GitlabClient,
  listProjects,
  type PageOptions,
  type Project,
} from '../../src/fleet/sources/gitlab.ts';

const all = { isWithoutArchived: false, isWithoutForks: false, topics: [] };

/** A group of `count` projects, each with what a host says of it besides; `asked` are the pages. */
function groupOf(count: number): { readonly client: GitlabClient; readonly asked: PageOptions[] } {
  const asked: PageOptions[] = [];
  const project = (at: number): Project => ({
    path_with_namespace: `acme/p-${at}`,
    http_url_to_repo: `https://gitlab.example/acme/p-${at}.git`,
    visibility: at === 0 ? 'public' : 'private',
    archived: at === 1,
    topics: at === 2 ? ['team-pay'] : [],
    forked_from_project: at === 3 ? { path_with_namespace: 'acme/p-2' } : null,
    ...{ description: 'x'.repeat(1000), namespace: { full_path: 'acme', avatar_url: null } },
  });
  const client: GitlabClient = {
    Groups: {
      async allProjects(_group, options) {
        asked.push(options);
        // As the package does it: without a page, all of them.
        const { page = 1, perPage = 20 }: Partial<PageOptions> = options;
        const last = 'page' in options ? page * perPage : count;
        const first = (page - 1) * perPage;
        const data = Array.from({ length: Math.min(last, count) - first }, (_, n) =>
          project(first + n),
        );
        return { data, paginationInfo: { next: last < count ? page + 1 : null } };
      },
    },
  };
  return { client, asked };
}

test('a group is listed page by page, each project once', async () => {
  const { client, asked } = groupOf(250);
  const found = await listProjects(client, 'acme', all);
  expect(found.map(({ name }) => name)).toEqual(
    Array.from({ length: 250 }, (_, at) => `gitlab.example/acme/p-${at}`),
  );
  expect(asked.map(({ page, perPage }) => [page, perPage])).toEqual([
    [1, 100],
    [2, 100],
    [3, 100],
  ]);
  // What is made while they are listed comes after all others.
  expect(new Set(asked.map(({ orderBy, sort }) => `${orderBy} ${sort}`))).toEqual(
    new Set(['id asc']),
  );
});

test('of a project nothing is kept but what is used', async () => {
  const found = await listProjects(groupOf(150).client, 'acme', all);
  const bytes = JSON.stringify(found).length / found.length;
  expect(bytes).toBeLessThan(300);
  expect(found[0]).toMatchObject({ isPublic: true });
  expect(found[1]).toMatchObject({ isArchived: true });
  expect(found[3]).toMatchObject({ isFork: true, network: 'gitlab acme/p-2' });
  expect(found[2]).toMatchObject({ topics: ['team-pay'], network: 'gitlab acme/p-2' });
});

test('filters leave projects out on every page', async () => {
  const { client } = groupOf(150);
  const found = await listProjects(client, 'acme', { ...all, topics: ['team-pay'] });
  expect(found.map(({ name }) => name)).toEqual(['gitlab.example/acme/p-2']);
});

test('a host that names the same page again is not asked for ever', async () => {
  const { client } = groupOf(10);
  let times = 0;
  const stuck: GitlabClient = {
    Groups: {
      async allProjects(group, options) {
        if (++times > 5) throw new Error('asked again and again');
        const page = await client.Groups.allProjects(group, options);
        return { ...page, paginationInfo: { next: 1 } };
      },
    },
  };
  expect(await listProjects(stuck, 'acme', all)).toHaveLength(10);
});
