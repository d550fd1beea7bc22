// Names and messages of a hostile repository in every format: they must stay text.
import { describe, expect, test } from 'vitest';
import { formatNames, loadReporter } from '../../src/report/index.ts';
import { hostileText, makeHostileReport, plainOptions } from './sample.ts';

const options = {
  ...plainOptions,
  sourceUrl: 'https://github.com/o/r/blob/abc/',
  title: hostileText,
  // What somebody named to be audited: hooks are handed names of files.
  command: { scope: `${hostileText} ##vso[x]`, canFix: true },
};

/** Tokens by which a GitHub runner starts a command: `::` first on a line, `##[` anywhere. */
const workflowCommand = /^\s*::|##(?:\[|vso\[|teamcity\[)/im;

describe.each(formatNames)('%s', (format) => {
  test.each([
    [false, 'verbose'],
    [true, 'verbose'],
    [false, 'normal'],
  ] as const)(
    'holds no control, direction or zero-width character (colour %s, %s)',
    async (color, verbosity) => {
      const render = await loadReporter(format);
      const text = render(makeHostileReport(), { ...options, color, verbosity });
      // Colours are the only escape sequences, and only what picocolors makes.
      const plain = format === 'text' && color ? text.replaceAll(/\u001b\[\d{1,2}m/g, '') : text;
      expect(plain).not.toMatch(
        /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\p{DI}\p{Surrogate}]/u,
      );
    },
  );

  test.each(['quiet', 'normal', 'verbose'] as const)(
    'starts no workflow command, %s',
    async (verbosity) => {
      const render = await loadReporter(format);
      const report = makeHostileReport('##[error]x ##vso[task.setvariable]y ##teamcity[z]');
      for (const columns of [40, 60, 80, 100]) {
        const text = render(report, { ...options, columns, verbosity });
        const lines = text.split('\n').filter((line) => workflowCommand.test(line));
        // The format that consists of commands has ours: the run's two, one a finding, and no more.
        const ours =
          format === 'github' ? lines.filter((line) => /^::(?:error|notice) /.test(line)) : [];
        expect(lines).toEqual(ours);
        expect(ours.length).toBe(format === 'github' ? 4 : 0);
      }
    },
  );

  test('says what it was', async () => {
    const render = await loadReporter(format);
    expect(render(makeHostileReport(), { ...options, verbosity: 'verbose' })).toMatch(/alert\(1\)/);
  });
});

describe('markup stays text', () => {
  test.each(['html', 'junit', 'markdown'] as const)(
    '%s has no element of theirs',
    async (format) => {
      const text = (await loadReporter(format))(makeHostileReport(), options);
      expect(text).not.toMatch(/<img|<script>alert/);
      if (format === 'markdown') {
        expect(text).not.toMatch(/\]\(|\*\*bold|@team|https:\/\/evil/);
        const rows = text.split('\n').filter((line) => line.startsWith('| 🔴'));
        expect(rows.map((row) => row.split('|').length)).toEqual([6]);
      }
    },
  );

  test('html has as many scripts as a harmless report', async () => {
    const render = await loadReporter('html');
    const count = (text: string): number => text.split(/<\/?script/i).length;
    expect(count(render(makeHostileReport(), options))).toBe(
      count(render({ ...makeHostileReport(), findings: [] }, { ...options, title: 'x' })),
    );
  });
});
