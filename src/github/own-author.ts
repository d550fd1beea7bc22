// Who a token acts as. Anybody can write our hidden marks into a comment or an issue: only what that one has written counts.
import type { GithubClient } from './client.ts';
import { statusOf } from './patience.ts';

type Author = { readonly login: string; readonly type?: string } | null | undefined;

export interface OwnAuthor {
  /** As listings of issues take it. */
  readonly login: string;
  isOwn(author: Author): boolean;
}

/** Who the token belongs to. */
export async function ownAuthor(client: GithubClient): Promise<OwnAuthor> {
  try {
    const { data } = await client.rest.users.getAuthenticated();
    return { login: data.login, isOwn: (author) => author?.login === data.login };
  } catch (error) {
    const status = statusOf(error);
    if (status !== 401 && status !== 403 && status !== 404) throw error;
    // A token of an app has no user of its own, and other bots repeat what people write.
    const own = nameOfBot(await viewerOf(client));
    return {
      login: `${own}[bot]`,
      isOwn: (author) => author?.type === 'Bot' && nameOfBot(author.login) === own,
    };
  }
}

/** Who a token of an app acts as: the one question that REST does not answer it. */
async function viewerOf(client: GithubClient): Promise<string> {
  try {
    const answer = await client.graphql<{ viewer: { login: string } }>(
      'query { viewer { login } }',
    );
    return answer.viewer.login;
  } catch {
    // The token that a workflow is given.
    return 'github-actions';
  }
}

/** GraphQL and REST name one bot with and without an ending. */
function nameOfBot(login: string): string {
  return login.replace(/\[bot\]$/, '');
}
