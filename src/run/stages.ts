// The steps of a run that need the readers of every format and language: one module, so that it is loaded in one go
// while the tree is being opened.
export { isConfiguration, readerFor, warmUp } from '../scan/scan.ts';
export { letStop } from './breath.ts';
export { describeCoverage } from './describe-coverage.ts';
export { linkTree } from './link-tree.ts';
export { scanTree } from './scan-tree.ts';
