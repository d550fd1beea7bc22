// What the server asks of keylint. `keylint lsp` hands it in, so that this package brings no engine of its own.
export type { Engine, ServeOptions } from '../../../src/cli/editor/language-server.ts';
export type { PlacedAction, PlacedEdit, Workspace } from '../../../src/cli/editor/workspace.ts';
export type { Finding } from '../../../src/model/finding.ts';
export type { Place } from '../../../src/model/place.ts';
