// Audits, with the built program, each directory that a line of standard input names, and answers with what it took.
import { createInterface } from 'node:readline';
import { audit } from '../../dist/src/index.js';

const used = () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return { ms: (userCPUTime + systemCPUTime) / 1000, mb: maxRSS / 1024 };
};

for await (const cwd of createInterface({ input: process.stdin })) {
  const before = used().ms;
  const { findings, notices } = await audit({ cwd });
  const isBroken = notices.some(({ kind }) => kind === 'error');
  const { ms, mb } = used();
  process.stdout.write(
    `${JSON.stringify({ ms: ms - before, mb, findings: findings.length, isBroken })}\n`,
  );
}
