// keylint-lsp: `keylint lsp` loads this and hands itself in.
export { serve } from './server.ts';
