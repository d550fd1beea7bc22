// A fleet on one page: what to mend first, who owns it, which secrets are shared, and every repository. One file for a
// browser, without network; everything from repositories is escaped, and a policy lets nothing run but our own script.
import { createHash } from 'node:crypto';
import { escapeMarkup, toSafeJson } from '../../../report/escape.ts';
import { count } from '../../../report/findings.ts';
import { style as auditStyle } from '../../../report/html/style.ts';
import { addCounts } from '../../merge/summary.ts';
import { type Fleet, isComplete } from '../fleet-json.ts';
import { renderFirst, renderScore, renderTrend } from './head.ts';
import { orderOf, toPageRepository, toPageSecret } from './rows.ts';
import { pageScript } from './script.ts';
import { renderShared } from './shared.ts';
import { pageStyle } from './style.ts';
import {
  renderRepositories,
  renderSecrets,
  renderSilenced,
  renderTeams,
  renderUnaudited,
} from './tables.ts';

export interface PageOptions {
  /** The page of one team, which lies in a directory of its own. */
  readonly team?: string;
}

const style = auditStyle + pageStyle;

/** The pieces of the page: with the rows of tens of thousands of repositories it would not fit twice. */
export function* renderPage(fleet: Fleet, { team }: PageOptions = {}): Generator<string> {
  const up = team === undefined ? '' : '../';
  const secrets = fleet.worst.map((one) => toPageSecret(one, up));
  const repositories = fleet.repositories.toSorted((a, b) => orderOf(a) - orderOf(b));
  const title = team ?? 'All repositories';
  const sections = [
    ...(fleet.teams.length > 1 ? [['teams', 'Teams']] : []),
    ...(fleet.shared.length > 0 ? [['shared', 'Shared']] : []),
    ['secrets', 'Secrets'],
    ['repositories', 'Repositories'],
  ];
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="keylint ${escapeMarkup(fleet.version)}">
<title>${escapeMarkup(`JWT secrets of ${team ?? count(fleet.repositories.length, 'repository', 'repositories')}`)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<header class="bar"><span class="brand">keylint</span><nav aria-label="Sections">${team === undefined ? '' : `<a href="../index.html">All teams</a>`}${sections.map(([id, name]) => `<a href="#${id}">${name}</a>`).join('')}</nav><button type="button" id="theme" hidden>Dark theme</button></header>
<main id="main" tabindex="-1">
<h1>${escapeMarkup(title)}</h1>
<p class="lead">${leadOf(fleet)}</p>
<div class="top">
${renderFirst(fleet, up)}
${renderScore(fleet)}
</div>
${renderTrend(fleet)}
${renderUnaudited(fleet)}${renderSilenced(fleet)}
${renderTeams(fleet)}
${renderShared(fleet, up)}
${renderSecrets(fleet, secrets)}
${renderRepositories(repositories, up)}
</main>
<footer><p class="hint">Made by keylint ${escapeMarkup(fleet.version)}. This file holds no secret, no part of one and no hash of one, and loads nothing.</p></footer>
<script type="application/json" id="data">{"secrets":[`;
  yield* rowsOf(secrets, (one) => one);
  yield '],"repositories":[';
  yield* rowsOf(repositories, (row) => toPageRepository(row, up));
  yield `]}</script>
<script>${pageScript}</script>
</body>
</html>
`;
}

/** As JSON that stands in a script, separated by commas. */
function* rowsOf<T>(rows: readonly T[], show: (row: T) => object): Generator<string> {
  for (const [index, row] of rows.entries()) {
    yield `${index === 0 ? '' : ','}${toSafeJson(show(row), 0).replaceAll('<', '\\u003c')}`;
  }
}

function leadOf(fleet: Fleet): string {
  const { repositories, worstCount, shared } = fleet;
  const affected = repositories.filter(({ findings }) => addCountsOf(findings) > 0).length;
  const open = repositories.filter(({ status }) => status === 'failed' || status === 'incomplete');
  const all = count(repositories.length, 'repository', 'repositories');
  const parts = [
    worstCount === 0
      ? `Nothing wrong found in ${all}`
      : `${count(worstCount, 'secret')} or places to mend in ${affected.toLocaleString('en')} of ${all}`,
    ...(shared.length > 0 ? [`${count(shared.length, 'secret')} in several repositories`] : []),
    ...(isComplete(fleet)
      ? []
      : [
          `<strong>${count(open.length, 'repository', 'repositories')} not audited in full</strong>`,
        ]),
  ];
  return `${parts.join(', ')}.`;
}

function addCountsOf(findings: Fleet['repositories'][number]['findings']): number {
  const { note, ...counted } = addCounts([{ findings }]);
  return Object.values(counted).reduce((sum, one) => sum + one, 0);
}

/** Nothing may load, and nothing may run but what stands in this file. These hashes are of our own two texts. */
const policy = policyOf();

function policyOf(): string {
  const hash = (text: string): string =>
    `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return [
    "default-src 'none'",
    `script-src ${hash(pageScript)}`,
    `style-src ${hash(style)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
