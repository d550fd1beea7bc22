// The thread that searches its share of a word list: an entry of its own in the build.
import { parentPort, workerData } from 'node:worker_threads';
import { type ListSearch, searchList } from '../tokens/search-list.ts';

// The cast: only `list-threads.ts` starts this.
parentPort?.postMessage(searchList(workerData as ListSearch));
