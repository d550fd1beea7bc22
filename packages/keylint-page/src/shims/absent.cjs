// Parts of node that nothing on the page gets to: files, processes, threads. What is asked while keylint loads has an
// answer, all else throws.
const answers = { platform: () => 'browser', homedir: () => '/', availableParallelism: () => 1 };

module.exports = new Proxy(answers, {
  get: (known, name) =>
    known[name] ??
    (() => {
      throw new Error(`not on this page: ${String(name)}`);
    }),
});
