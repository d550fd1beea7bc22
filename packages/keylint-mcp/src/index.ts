// keylint-mcp: `keylint mcp` loads this and hands itself in.
export { serve } from './server.ts';
