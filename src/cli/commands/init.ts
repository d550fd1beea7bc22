// `keylint init`: a first settings file that says what can be set. An existing one is left alone.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../model/errors.ts';
import { leaveAsIs } from '../../write/write-file.ts';
import { type Command, noOperands } from '../command.ts';
import { toTarget, writeText } from '../files.ts';
import { settingsFileName } from '../settings/shape.ts';

export const command: Command = {
  options: {},
  operands: noOperands,
  async run(_args, io) {
    const target = toTarget(io, settingsFileName);
    if (target.stats) {
      leaveAsIs(target);
      throw new UserError(`${settingsFileName} is there already.`);
    }
    const text = firstSettings(existsSync(join(io.cwd, 'node_modules/keylint')));
    writeText(io, target, text, { before: null });
    io.stderr.write(`Wrote ${settingsFileName}.\n`);
    return 0;
  },
};

/** The file's text. `isInstalled`: keylint is a dependency of the project, so the schema is near. */
export function firstSettings(isInstalled: boolean): string {
  const schema = isInstalled
    ? './node_modules/keylint/keylint.schema.json'
    : 'https://unpkg.com/keylint/keylint.schema.json';
  return `{
  "$schema": "${schema}",

  // "off", "on", or the severity to report a rule with: "critical", "high", "medium", "low".
  "rules": {},

  // Rules for some files alone; later entries win.
  "overrides": [],

  // More names that hold signing secrets, and names that hold none; * stands for anything.
  "secretNames": [],
  "ignoreNames": [],

  // Names of the project, the company and its hosts: no secret may be built on them.
  "projectNames": [],

  // The algorithm of a secret where the code does not tell, as in { "PARTNER_*": "HS512" }.
  "algorithms": {},

  // Report secrets that have not changed for longer: "90d", "12w", "6m", "1y".
  // "maxAge": "1y",

  // Paths that are not audited at all.
  "ignore": []
}
`;
}
