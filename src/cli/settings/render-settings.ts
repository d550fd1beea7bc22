// `--print-config`: the settings that apply, as a settings file would say them. Known secrets are counted, not shown.
import { relative } from 'node:path';
import type { ScanRequest } from '../scan-request.ts';

/** JSON with a final newline. */
export function renderSettings({ settings, settingsFile, options }: ScanRequest): string {
  const file =
    settingsFile === undefined
      ? null
      : relative(options.cwd ?? '', settingsFile).replaceAll('\\', '/');
  const shown = {
    settingsFile: file,
    ...settings,
    baseline: settings.baseline ?? null,
    maxAge: options.maxAge ?? settings.maxAge ?? null,
    knownSecrets: settings.knownSecrets.map(() => '(not shown)'),
    onlyRules: options.onlyRules ?? null,
  };
  return `${JSON.stringify(shown, null, 2)}\n`;
}
