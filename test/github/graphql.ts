// GitHub's published GraphQL schema, as a judge: a query is held against it, and an answer is what the schema makes of
// the test server's data, so that neither can hold what GitHub does not know.
import { schema as published } from '@octokit/graphql-schema';
import { buildSchema, type GraphQLSchema, graphqlSync } from 'graphql';

let schema: GraphQLSchema | undefined;

export interface GraphqlAnswer {
  readonly data: unknown;
  /** Why the schema rejects the query, its variables or the data. */
  readonly problems: readonly string[];
}

/** Answers `query` from `root`, whose objects name their types where the schema leaves a choice. */
export function answerGraphql(
  query: string,
  variables: Readonly<Record<string, unknown>> | undefined,
  root: object,
): GraphqlAnswer {
  // 1.5 MB: built once, and only where something asks.
  schema ??= buildSchema(published.idl, { assumeValid: true });
  const { data, errors = [] } = graphqlSync({
    schema,
    source: query,
    rootValue: root,
    ...(variables && { variableValues: variables }),
  });
  return { data: data ?? null, problems: errors.map(({ message }) => message) };
}
