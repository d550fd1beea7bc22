// The audit report as one file for a browser: no network, no third party, a strict policy that allows our one
// script and our one style by their hashes, and everything from the repository escaped.
import { createHash } from 'node:crypto';
import type { Report } from '../model/report.ts';
import { statementsOf } from './coverage.ts';
import { escapeMarkup, toSafeJson } from './escape.ts';
import { loudestFirst, shownFindings } from './findings.ts';
import { renderComparison } from './html/compare.ts';
import { renderCoverage, renderRules } from './html/coverage.ts';
import { renderFindings } from './html/findings.ts';
import { renderFirst, renderTitle } from './html/head.ts';
import { renderHistory } from './html/history.ts';
import { viewSecrets } from './html/model.ts';
import { renderOverview } from './html/overview.ts';
import { script } from './html/script.ts';
import { renderMap, renderSecrets } from './html/secrets.ts';
import { style } from './html/style.ts';
import { toContract } from './json.ts';
import type { ReporterOptions } from './reporter.ts';

/** A browser still scrolls and filters these at once; the loudest stay. */
const maxFindings = 3_000;
/** Secrets in the table and the map. */
const maxSecrets = 1_000;

/** The page. */
export function renderHtml(report: Report, options: ReporterOptions): string {
  const all = loudestFirst(shownFindings(report, options));
  const findings = all.slice(0, maxFindings);
  const secrets = viewSecrets(report, options);
  const listed = secrets.slice(0, maxSecrets);
  const title = options.title === undefined ? '' : ` of ${options.title}`;
  // The findings in the order of the list: the script finds them by position.
  const contract = toContract({ ...report, findings }, options, statementsOf(report));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="keylint ${escapeMarkup(report.tool.version)}">
<title>${escapeMarkup(`JWT secret audit${title}`)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<header class="bar"><span class="brand">keylint</span><nav aria-label="Sections">${navigation(listed.length > 0, report.history !== undefined)}</nav><button type="button" id="theme" hidden>Dark theme</button></header>
<main id="main" tabindex="-1">
${renderTitle(report, options)}
${renderOverview(report, options, secrets)}
${renderFirst(report, options)}
${renderComparison(all, options)}
${renderSecrets(listed)}
${renderMap(listed, options)}
${renderHistory(report, options)}
${renderFindings({ findings, leftOut: all.length - findings.length }, report, options)}
${renderCoverage(report)}
${renderRules(report, new Set(all.map((finding) => finding.rule)))}
</main>
<footer><p class="hint">Made by keylint ${escapeMarkup(report.tool.version)}. This file holds no secret, no part of one and no hash of one, and loads nothing.</p></footer>
<script type="application/json" id="data">${toSafeJson(contract, 0).replaceAll('<', '\\u003c')}</script>
<script>${script}</script>
</body>
</html>
`;
}

function navigation(hasSecrets: boolean, hasHistory: boolean): string {
  const sections = [
    ['overview', 'Overview'],
    ...(hasSecrets
      ? [
          ['secrets', 'Secrets'],
          ['map', 'Map'],
        ]
      : []),
    ...(hasHistory ? [['history', 'History']] : []),
    ['findings', 'Findings'],
    ['coverage', 'Coverage'],
  ];
  return sections.map(([id, name]) => `<a href="#${id}">${name}</a>`).join('');
}

/** Nothing may load, and nothing may run but what stands in this file. These hashes are of our own two texts. */
const policy = policyOf();

function policyOf(): string {
  const hash = (text: string): string =>
    `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
