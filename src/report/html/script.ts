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

  const openAt = () => {
    const target = location.hash.startsWith('#f-') ? find(location.hash.slice(1)) : null;
    const details = target && target.querySelector('details');
    if (!details) return;
    target.hidden = false;
    details.open = true;
    target.scrollIntoView();
  };
  addEventListener('hashchange', openAt);

  const table = find('table');
  if (table) {
    const heads = [...table.tHead.rows[0].cells];
    const body = table.tBodies[0];
    heads.forEach((head, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'sort';
      button.textContent = head.textContent;
      head.textContent = '';
      head.append(button);
      button.addEventListener('click', () => {
        const isUp = head.getAttribute('aria-sort') !== 'ascending';
        for (const other of heads) other.removeAttribute('aria-sort');
        head.setAttribute('aria-sort', isUp ? 'ascending' : 'descending');
        const key = (row) => row.cells[column].dataset.sort;
        const sorted = [...body.rows].sort((a, b) => {
          const [x, y] = [key(a), key(b)];
          const order = x !== '' && y !== '' && !isNaN(x) && !isNaN(y) ? x - y : x.localeCompare(y);
          return isUp ? order : -order;
        });
        body.append(...sorted);
      });
    });
  }

  const form = find('filters');
  if (!form) return;
  form.hidden = false;
  const groups = [...find('list').children];
  const items = [];
  for (const item of find('list').querySelectorAll('[data-i]')) items[item.dataset.i] = item;
  const rows = data.findings.map((finding) => ({
    rank: finding.level === 'note' ? 'note' : finding.severity,
    rule: finding.rule,
    context: finding.context,
    path: finding.path.toLowerCase(),
    secret: finding.secret ? finding.secret.name : null,
    environment: finding.secret ? finding.secret.environment : null,
    fix: finding.fix || 'hand',
    text: [
      finding.rule, finding.path + ':' + finding.line, finding.message, finding.context,
      finding.secret ? [finding.secret.name, finding.secret.environment, finding.secret.purpose, finding.secret.algorithm, finding.secret.reason].join(' ') : '',
      finding.related.map((place) => place.path + ' ' + place.message).join(' '),
    ].join(' ').toLowerCase(),
  }));
  const fields = ['text', 'path', 'rule', 'secret', 'environment', 'fix', 'context'];
  const boxes = [...form.querySelectorAll('[name=rank]')];
  const readAddress = () => {
    if (!location.hash.startsWith('#?')) return;
    const wanted = new URLSearchParams(location.hash.slice(2));
    for (const name of fields) if (wanted.has(name)) form.elements.namedItem(name).value = wanted.get(name);
    if (wanted.has('rank')) {
      const ranks = wanted.get('rank').split(',');
      for (const box of boxes) box.checked = ranks.includes(box.value);
    }
  };
  const writeAddress = (wanted) => {
    const kept = new URLSearchParams();
    for (const name of fields) if (wanted.get(name)) kept.set(name, wanted.get(name));
    const ranks = wanted.getAll('rank');
    if (ranks.length !== boxes.length) kept.set('rank', ranks.join(','));
    const text = kept.toString();
    const isOurs = location.hash === '' || location.hash.startsWith('#?');
    if (text === '' && !isOurs) return;
    try { history.replaceState(null, '', text === '' ? location.pathname + location.search : '#?' + text); } catch {}
  };
  const update = () => {
    const wanted = new FormData(form);
    const ranks = wanted.getAll('rank');
    const words = wanted.get('text').toLowerCase().split(' ').filter(Boolean);
    const path = wanted.get('path').toLowerCase().trim();
    const same = ['rule', 'secret', 'environment', 'fix', 'context'].filter((name) => wanted.get(name));
    let shown = 0;
    rows.forEach((row, index) => {
      const fits = ranks.includes(row.rank) && same.every((name) => row[name] === wanted.get(name)) &&
        row.path.includes(path) && words.every((word) => row.text.includes(word));
      items[index].hidden = !fits;
      if (fits) shown++;
    });
    let open = 0;
    for (const group of groups) {
      group.hidden = !group.querySelector('[data-i]:not([hidden])');
      if (!group.hidden) open++;
    }
    find('none').hidden = shown > 0;
    const inWords = (number) => number + (number === 1 ? ' finding' : ' findings');
    find('matches').textContent = shown === rows.length ? inWords(rows.length) : shown + ' of ' + inWords(rows.length);
    writeAddress(wanted);
  };
  form.addEventListener('input', update);
  form.addEventListener('change', update);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(update));
  addEventListener('hashchange', () => { if (location.hash.startsWith('#?')) { readAddress(); update(); } });

  const open = (value) => { for (const group of groups) group.firstElementChild.open = value; };
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
  addEventListener('beforeprint', () => { open(true); for (const rule of document.querySelectorAll('details.rule')) rule.open = true; });
  addEventListener('afterprint', () => open(expand.getAttribute('aria-pressed') === 'true'));
  readAddress();
  update();
  openAt();
})();
`;
