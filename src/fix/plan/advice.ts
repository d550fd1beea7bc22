// What to do about a secret in a file that git tracks and whose format cannot refer to anything, in the words of its
// platform.
import type { SecretValue } from '../../model/secret.ts';

interface Advice {
  isFor(value: SecretValue): boolean;
  say(name: string, value: SecretValue): string;
}

const path =
  (pattern: RegExp) =>
  ({ at }: SecretValue): boolean =>
    pattern.test(at.path);

const advices: readonly Advice[] = [
  {
    isFor: ({ carrier }) => carrier === 'dotenv',
    say: (_, { at }) =>
      `let git ignore it first (\`git rm --cached ${at.path}\`, or --fix=unsafe with tracked-env-file)`,
  },
  {
    isFor: ({ carrier }) => carrier === 'kubernetes',
    say: () =>
      'make the Secret outside of git (External Secrets, Sealed Secrets, SOPS, kubectl create secret) and refer to it by secretKeyRef',
  },
  {
    isFor: ({ carrier }) => carrier === 'dockerfile',
    say: () =>
      'pass it when the container starts (--env-file, secrets), then delete the instruction',
  },
  {
    isFor: path(/(?:^|\/)package\.json$/),
    say: (name) => `set ${name} in an ignored .env and start with \`node --env-file=.env\``,
  },
  {
    isFor: path(/(?:^|\/)wrangler\.(?:toml|jsonc?)$/),
    say: (name) => `\`wrangler secret put ${name}\`, and take the entry out`,
  },
  {
    isFor: path(/(?:^|\/)fly\.toml$/),
    say: (name) => `\`fly secrets set ${name}=...\`, and take the entry out`,
  },
  {
    isFor: path(/(?:^|\/)(?:vercel|now)\.json$/),
    say: (name) => `\`vercel env add ${name}\`, and take the entry out`,
  },
  {
    isFor: path(/(?:^|\/)\.?gitlab-ci[^/]*\.ya?ml$|(?:^|\/)\.gitlab\/ci\//),
    say: (name) => `make ${name} a masked variable of the project, and take the entry out`,
  },
  {
    isFor: ({ carrier }) => carrier === 'workflow',
    say: (name) => `make ${name} a secret variable of the CI system, and take the entry out`,
  },
  {
    isFor: path(/\.tfvars(?:\.json)?$/),
    say: (name) =>
      `set TF_VAR_${name.toLowerCase()}, or move the entry to a file of its own that git ignores`,
  },
  {
    isFor: path(/\.tf(?:\.json)?$/),
    say: (name) => `make it a variable without a default (var.${name.toLowerCase()})`,
  },
  {
    isFor: path(/(?:^|\/)(?:group_vars|host_vars|playbooks?|roles)\//),
    say: () => 'encrypt it with ansible-vault, or look it up from a secret store',
  },
  {
    isFor: path(/\.service$/),
    say: () => 'move it to a file of its own (EnvironmentFile=, LoadCredential=)',
  },
  {
    isFor: path(/(?:^|\/)config\/[^/]+\.(?:json5?|ya?ml|toml)$/),
    say: (name) =>
      `let the program read ${name} from the environment (node-config: custom-environment-variables), and take the entry out`,
  },
];

/** One sentence without its end: why no new value is written, and what to do instead. */
export function adviceFor(name: string, value: SecretValue): string {
  const { say } = advices.find(({ isFor }) => isFor(value)) ?? {
    say: () =>
      `let the program read ${name} from the environment or a secret store, and take the entry out`,
  };
  return `${heldBy(value)}: ${say(name, value)}`;
}

function heldBy({ file: { tracked, path } }: SecretValue): string {
  switch (tracked) {
    case 'tracked':
      return `git tracks ${path}, so a new value there would be published`;
    case 'untracked':
      return `the next commit would hold ${path}, so a new value there would be published`;
    default:
      return `${path} has no way to refer to a variable`;
  }
}
