// The formats by name. Each is loaded only when asked for, so that a commit hook never pays for HTML.
import type { Reporter } from './reporter.ts';

export const formatNames = [
  'text',
  'json',
  'sarif',
  'github',
  'gitlab',
  'gitlab-secrets',
  'junit',
  'markdown',
  'html',
] as const;
export type FormatName = (typeof formatNames)[number];

const loaders: Readonly<Record<FormatName, () => Promise<Reporter>>> = {
  text: async () => (await import('./text.ts')).renderText,
  json: async () => (await import('./json.ts')).renderJson,
  sarif: async () => (await import('./sarif.ts')).renderSarif,
  github: async () => (await import('./github.ts')).renderGithub,
  gitlab: async () => (await import('./gitlab.ts')).renderGitlab,
  'gitlab-secrets': async () => (await import('./gitlab-secrets.ts')).renderGitlabSecrets,
  junit: async () => (await import('./junit.ts')).renderJunit,
  markdown: async () => (await import('./markdown.ts')).renderMarkdown,
  html: async () => (await import('./html.ts')).renderHtml,
};

/** The reporter of one format. */
export function loadReporter(name: FormatName): Promise<Reporter> {
  return loaders[name]();
}
