// The script of the audit page: theme, filters, search, opening all, saving the data. Plain text, because it runs
// in the reader's browser and its hash stands in the page's policy. The page is complete without it.

/** No `</script>`, no backslash escapes: the text is hashed and embedded as it is. */
export const script = `
'use strict';
(() => {
  const find = (id) => document.getElementById(id);
  const root = document.documentElement;
  const data = JSON.parse(find('data').textContent);

  const theme = find('theme');
  const isDark = () =>
    root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  const label = () => { theme.textContent = isDark() ? 'Light theme' : 'Dark theme'; };
  const remember = (value) => { try { localStorage.setItem('keylint-theme', value); } catch {} };
  try {
    const stored = localStorage.getItem('keylint-theme');
    if (stored === 'dark' || stored === 'light') root.dataset.theme = stored;
  } catch {}
  theme.hidden = false;
  label();
  theme.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    remember(root.dataset.theme);
    label();
  });

  const form = find('filters');
  if (!form) return;
  form.hidden = false;
  const items = [...find('list').children];
  const rows = data.findings.map((finding) => ({
    rank: finding.level === 'note' ? 'note' : finding.severity,
    rule: finding.rule,
    context: finding.context,
    path: finding.path.toLowerCase(),
    text: [
      finding.rule, finding.path + ':' + finding.line, finding.message, finding.context,
      finding.secret ? [finding.secret.name, finding.secret.environment, finding.secret.purpose, finding.secret.algorithm, finding.secret.reason].join(' ') : '',
      finding.related.map((place) => place.path + ' ' + place.message).join(' '),
    ].join(' ').toLowerCase(),
  }));
  const update = () => {
    const wanted = new FormData(form);
    const ranks = wanted.getAll('rank');
    const words = wanted.get('text').toLowerCase().split(' ').filter(Boolean);
    const path = wanted.get('path').toLowerCase().trim();
    const rule = wanted.get('rule');
    const context = wanted.get('context');
    let shown = 0;
    rows.forEach((row, index) => {
      const fits = ranks.includes(row.rank) && (!rule || row.rule === rule) && (!context || row.context === context) &&
        row.path.includes(path) && words.every((word) => row.text.includes(word));
      items[index].hidden = !fits;
      if (fits) shown++;
    });
    find('matches').textContent = shown === rows.length
      ? rows.length + (rows.length === 1 ? ' finding' : ' findings')
      : shown + ' of ' + rows.length + ' findings';
  };
  form.addEventListener('input', update);
  form.addEventListener('change', update);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(update));

  const open = (value) => { for (const item of items) item.firstElementChild.open = value; };
  const expand = find('expand');
  expand.addEventListener('click', () => {
    const value = expand.getAttribute('aria-pressed') !== 'true';
    expand.setAttribute('aria-pressed', String(value));
    open(value);
  });
  find('save').addEventListener('click', () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }));
    link.download = 'keylint.json';
    link.click();
    URL.revokeObjectURL(link.href);
  });
  document.addEventListener('keydown', (event) => {
    const search = form.elements.namedItem('text');
    const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (event.key === '/' && !isTyping) { event.preventDefault(); search.focus(); }
    if (event.key === 'Escape' && document.activeElement === search) { search.value = ''; update(); }
  });
  addEventListener('beforeprint', () => open(true));
  addEventListener('afterprint', () => open(expand.getAttribute('aria-pressed') === 'true'));
  update();
})();
`;
