// A module for `node --import` in which everything that could leave the machine writes a file and throws instead.

/** As long as a command line may be and no file on disk: `node --import <this>`. */
export function networkTrap(marker: string): string {
  const source = `
import { writeFileSync } from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
const require = createRequire(${JSON.stringify(import.meta.url)});
const marker = ${JSON.stringify(marker)};
const trap = (name) => function trapped() {
  writeFileSync(marker, name + '\\n', { flag: 'a' });
  throw new Error('trapped: ' + name);
};
const replace = (object, at, ...names) => {
  for (const name of names) {
    if (typeof object[name] === 'function') object[name] = trap(at + '.' + name);
  }
};
const net = require('node:net');
replace(net.Socket.prototype, 'net.Socket', 'connect');
replace(net.Server.prototype, 'net.Server', 'listen');
replace(net, 'net', 'connect', 'createConnection');
replace(require('node:tls'), 'tls', 'connect');
replace(require('node:http'), 'http', 'request', 'get');
replace(require('node:https'), 'https', 'request', 'get');
replace(require('node:http2'), 'http2', 'connect');
replace(require('node:dgram'), 'dgram', 'createSocket');
const lookups = ['lookup', 'lookupService', 'resolve', 'resolve4', 'resolve6', 'resolveAny', 'resolveTxt', 'reverse'];
const dns = require('node:dns');
replace(dns, 'dns', ...lookups);
replace(dns.promises, 'dns.promises', ...lookups);
replace(dns.Resolver.prototype, 'dns.Resolver', ...lookups);
replace(globalThis, 'global', 'fetch', 'WebSocket', 'EventSource');
const processes = require('node:child_process');
for (const name of ['spawn', 'spawnSync', 'execFile', 'execFileSync', 'exec', 'execSync', 'fork']) {
  const original = processes[name];
  processes[name] = (command, ...rest) => {
    // git is how the work tree is listed; what it may do is held by test/hostile-repository.test.ts.
    const isGit = /(?:^|[\\\\/])git(?:\\.exe)?$/.test(command) && !/^(?:exec|execSync|fork)$/.test(name);
    return isGit ? original(command, ...rest) : trap('child_process.' + name)();
  };
}
syncBuiltinESMExports();
`;
  return `data:text/javascript;base64,${Buffer.from(source).toString('base64')}`;
}
