// Whether a file runs on a server or in a page, as far as it says so.
import { memoByObject } from '../../../model/memo.ts';
import type { Reading } from './reading.ts';

const serverModules =
  /^(?:express|koa|fastify|hapi|@hapi\/hapi|hono|restify|polka|h3|nitropack|http|https|ws|socket\.io|next\/(?:server|headers)|@nestjs\/(?!.*client)[\w-]+|@trpc\/server.*|@apollo\/server.*|apollo-server.*|graphql-yoga|@sveltejs\/kit|@remix-run\/(?:node|server-runtime)|@adonisjs\/.*|@feathersjs\/.*|elysia|aws-lambda|@loopback\/.*|mongoose|typeorm|@prisma\/client|sequelize|knex|pg|mysql2?|redis|ioredis)$/;

const clientModules =
  /^(?:react|react-dom|react-native|react-router-dom|vue|vue-router|pinia|svelte|@angular\/[\w-]+|solid-js|preact|@reduxjs\/toolkit|redux|zustand|js-cookie|universal-cookie)(?:\/|$)/;

/** A server's framework, or what only a server talks to, is imported; or the path says so. */
export const isServerCode = memoByObject((reading: Reading): boolean => {
  if (
    /(?:^|\/)(?:server|backend)\/|(?:^|\/)(?:pages|app)\/api\/|(?:^|\/)middleware\.[cm]?[jt]s$/.test(
      reading.path,
    )
  ) {
    return true;
  }
  return modulesOf(reading).some((module) => serverModules.test(module));
});

/** A page's framework is imported, or what only a page has is used. */
export const isClientCode = memoByObject((reading: Reading): boolean => {
  if (/\.(?:jsx|tsx|vue|svelte)$/.test(reading.path)) return !isServerCode(reading);
  if (/^\s*['"]use client['"]/.test(reading.text)) return true;
  if (
    /\b(?:localStorage|sessionStorage|document\.(?:cookie|getElement|querySelector))\b/.test(
      reading.text,
    )
  ) {
    return !isServerCode(reading);
  }
  return modulesOf(reading).some((module) => clientModules.test(module)) && !isServerCode(reading);
});

function modulesOf(reading: Reading): readonly string[] {
  return reading.scopes.all.flatMap((binding) => {
    if (binding.import) return [binding.import.from.replace(/^node:/, '')];
    const required =
      binding.value &&
      /^require\(\s*['"](?:node:)?([^'"\n]{1,120})['"]\s*\)/.exec(
        reading.text.slice(binding.value.start, binding.value.end),
      )?.[1];
    return required === undefined ? [] : [required];
  });
}
