// The documents a stranger reads, and what can be taken out of them to be tried: command lines, settings, links.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

export interface Document {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

function read(path: string): Document {
  return { path, text: readFileSync(join(root, path), 'utf8') };
}

/** README.md first, then docs/ by name. */
export const documents: readonly Document[] = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `docs/${name}`),
].map(read);

/** Those and what is written for people who work on keylint. */
export const linkedDocuments: readonly Document[] = [
  ...documents,
  ...['ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'mirrors/pre-commit/README.md'].map(
    read,
  ),
];

/** Fenced blocks of one language. */
export function fencesOf({ text }: Document, language: string): string[] {
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)]
    .filter((match) => match[1] === language)
    .map((match) => match[2] ?? '');
}

/**
 * Every command line of keylint: in code spans, in shell blocks and in lines that start a job. Placeholders
 * (`<files>`, `...`) are no arguments.
 */
export function commandLinesOf(document: Document): string[] {
  const spans = [...document.text.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');
  const shell = fencesOf(document, 'sh').flatMap((block) => block.split('\n'));
  const jobs = [
    ...document.text.matchAll(/(?:run:|sh ['"]|script:\n *-) *([^'"\n]*keylint[^'"\n]*)/g),
  ];
  const lines = [...spans, ...shell, ...jobs.map((match) => match[1] ?? '')];
  return [
    ...new Set(
      lines.flatMap((line) =>
        line
          .split(/&&|\\?\|/)
          .map((part) =>
            part
              .replace(/(?:^|\s)#.*$/, '')
              .replace(/\s[<>]+\s.*$/, '')
              .trim(),
          )
          .map(
            (part) =>
              /^(?:[A-Z_]+=\S+ )*(?:npx (?:--no-install )?)?(keylint(?: .*)?)$/.exec(part)?.[1],
          )
          .filter((part) => part !== undefined),
      ),
    ),
  ];
}

/** Words as a shell makes them, for what documents hold: quotes, no expansion. */
export function wordsOf(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  );
}

/** Targets of links within the repository, as written. */
export function linksOf({ text }: Document): string[] {
  const prose = text.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map((match) => match[1] ?? '');
}

/** What GitHub makes of the headings. */
export function anchorsOf(text: string): string[] {
  return [...text.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^#{1,6} (.*)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
