// How long something works. Other programs on the machine do not count, so that a bound on it holds everywhere.

/** Milliseconds of processor time that this process has used so far: the difference of two is the time between. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
