// Which frameworks and token libraries a manifest of dependencies names: `SECRET_KEY` is Django's signing key in a
// project of Django, and anything else elsewhere.
import { baseNameOf } from './paths.ts';

const manifestName =
  /^(?:package\.json|composer\.json|requirements(?:[-_.][\w.-]{1,60})?\.(?:txt|in)|pipfile|pyproject\.toml|gemfile|mix\.exs|go\.mod|cargo\.toml|pom\.xml|build\.gradle(?:\.kts)?|.{1,120}\.(?:cs|fs|vb)proj|directory\.packages\.props)$/;

/** Whether a file lists what the project depends on. */
export function isDependencyManifest(path: string): boolean {
  return manifestName.test(baseNameOf(path).toLowerCase());
}

// What dependencies are called where they are named. Words of a manifest's text, not of its structure: a framework
// that a comment mentions does no harm.
const marks: readonly (readonly [string, RegExp])[] = [
  ['django', /(?:^|["'\s])django(?:rest[\w-]{0,40})?(?=["'\s=<>~![,;]|$)/im],
  ['flask', /(?:^|["'\s])flask(?:-[\w-]{1,40})?(?=["'\s=<>~![,;]|$)/im],
  ['fastapi', /(?:^|["'\s])(?:fastapi|starlette)(?:\[[\w,-]{1,60}\])?(?=["'\s=<>~![,;]|$)/im],
  ['rails', /["'](?:rails|actionpack)["']/],
  ['laravel', /"laravel\/(?:framework|lumen-framework)"/],
  ['symfony', /"symfony\/(?:framework-bundle|symfony)"/],
  ['phoenix', /\{:phoenix,/],
  ['adonis', /"@adonisjs\/(?:core|framework)"/],
  ['strapi', /"@strapi\/strapi"|"strapi"/],
  [
    'tokens',
    /jsonwebtoken|["']jose["']|@nestjs\/jwt|passport-jwt|express-jwt|koa-jwt|fastify-?\/?jwt|hono\/jwt|pyjwt|python-jose|authlib|flask[_-]jwt|fastapi[_-]jwt|simplejwt|firebase\/php-jwt|tymon\/jwt-auth|lcobucci\/jwt|jwt-auth|golang-jwt|gin-jwt|lestrrat-go\/jwx|dgrijalva\/jwt-go|jjwt|java-jwt|nimbus-jose-jwt|IdentityModel\.(?:Tokens\.Jwt|JsonWebTokens)|JwtBearer|JWT\.Net|["'](?:jwt|devise-jwt|knock|json-jwt)["']|:(?:joken|guardian),|jwt-simple|josekit/i,
  ],
];

/** The frameworks that a manifest's text names, in the order of the list. */
export function frameworksIn(text: string): readonly string[] {
  return marks.filter(([, mark]) => mark.test(text)).map(([name]) => name);
}
