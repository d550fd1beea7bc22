// The script of the page: theme, filters, sorting, and pages of the two long tables. Plain text, because it runs in the
// reader's browser and its hash stands in the page's policy. Without it the first page of each table is there.
import { ranks } from '../../../report/findings.ts';
import { rowsOfPage } from './rows.ts';

/** No `</script>`, no backslash escapes: the text is hashed and embedded as it is. */
export const pageScript = `
'use strict';
(() => {
  const root = document.documentElement;
  const find = (id) => document.getElementById(id);
  const data = JSON.parse(find('data').textContent);
  const ranks = ${JSON.stringify(ranks)};
  const rowsOfPage = ${rowsOfPage};

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

  const make = (name, text, className) => {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    if (className) element.className = className;
    return element;
  };
  const linkTo = (address, content) => {
    const link = make('a');
    link.href = address;
    link.append(content);
    return link;
  };
  const cell = (label, ...content) => {
    const element = make('td');
    element.dataset.label = label;
    element.append(...content);
    return element;
  };
  const inWords = (number) => number.toLocaleString('en');
  const groups = (text) => text.split(', ').filter(Boolean).flatMap((number, at) => [...(at ? [' '] : []), linkTo('#' + number, number)]);
  const badge = (rank) => make('span', rank, 'badge rank-' + rank);
  const last = '\\uffff';

  const views = {
    secrets: {
      rows: data.secrets,
      words: (one) => [one.title, one.reason, one.rule, one.repository, one.teams, one.place, one.shared].join(' '),
      fits: (one, wanted) =>
        (!wanted.get('rank') || one.rank === wanted.get('rank')) &&
        (!wanted.get('team') || one.teams.split(', ').includes(wanted.get('team'))) &&
        (!wanted.get('rule') || one.rule === wanted.get('rule')) &&
        (!wanted.get('shared') || one.shared !== ''),
      keys: [
        (one) => ranks.indexOf(one.rank), (one) => one.title, (one) => one.repository, (one) => one.teams || last,
        (one) => one.place, (one) => one.bits === null ? 1e9 : one.bits, (one) => one.shared || last,
      ],
      row: (one) => {
        const place = make('code', one.place);
        const name = cell('Secret', make('strong', one.title), ' ', make('span', one.reason));
        const row = make('tr');
        row.append(cell('Severity', badge(one.rank)), name, cell('Repository', linkTo(one.report, one.repository)),
          cell('Owner', one.teams), cell('Place', one.link ? linkTo(one.link, place) : place),
          cell('Bits', one.bits === null ? '' : inWords(one.bits)), cell('Shared', ...groups(one.shared)));
        return row;
      },
      noun: ['secret', 'secrets'],
    },
    repositories: {
      rows: data.repositories,
      words: (one) => [one.name, one.teams, one.marks, one.shared].join(' '),
      fits: (one, wanted) => {
        const state = wanted.get('state');
        const counted = one.counts.slice(0, 4).some((number) => number > 0);
        const isOpen = one.status === 'failed' || one.status === 'incomplete';
        return (!wanted.get('team') || one.teams.split(', ').includes(wanted.get('team'))) &&
          (!state || (state === 'bad' && counted) || (state === 'clear' && !counted && !isOpen) || (state === 'open' && isOpen) || (state === 'shared' && one.shared !== ''));
      },
      keys: [
        (one) => one.name, (one) => one.teams || last, (one) => one.order,
        ...ranks.map((_, at) => (one) => -one.counts[at]),
        (one) => -one.secrets, (one) => one.shared || last, (one) => one.date || last,
      ],
      row: (one) => {
        const head = make('th');
        head.scope = 'row';
        head.append(one.report ? linkTo(one.report, one.name) : one.name);
        if (one.marks) head.append(' ', make('span', one.marks, 'hint'));
        if (one.status !== 'audited') head.append(' ', make('span', one.status, 'badge rank-' + (one.status === 'empty' ? 'note' : 'high')));
        const score = one.points < 0 ? [''] : [make('span', one.grade, 'grade-mark grade-' + one.grade), ' ' + one.points];
        const row = make('tr');
        row.append(head, cell('Owner', one.teams), cell('Score', ...score),
          ...ranks.map((rank, at) => cell(rank, one.counts[at] ? make('span', inWords(one.counts[at]), 'count rank-' + rank) : '')),
          cell('Secrets', inWords(one.secrets)), cell('Shared', ...groups(one.shared)), cell('Last commit', one.date));
        return row;
      },
      noun: ['repository', 'repositories'],
    },
  };

  for (const form of document.querySelectorAll('form[data-table]')) {
    const view = views[form.dataset.table];
    const table = find(form.dataset.table + '-table');
    const body = table.tBodies[0];
    const said = form.querySelector('output');
    const [back, on] = [form.elements.namedItem('back'), form.elements.namedItem('on')];
    const texts = view.rows.map((one) => view.words(one).toLowerCase());
    let page = 0;
    let order = view.rows.map((_, at) => at);
    let shown = order;
    const paint = () => {
      const pages = Math.max(1, Math.ceil(shown.length / rowsOfPage));
      page = Math.min(page, pages - 1);
      body.replaceChildren(...shown.slice(page * rowsOfPage, (page + 1) * rowsOfPage).map((at) => view.row(view.rows[at])));
      const noun = view.noun[view.rows.length === 1 ? 0 : 1];
      said.textContent = (shown.length === view.rows.length ? inWords(shown.length) : inWords(shown.length) + ' of ' + inWords(view.rows.length)) +
        ' ' + noun + (pages > 1 ? ', page ' + (page + 1) + ' of ' + pages : '');
      back.disabled = page === 0;
      on.disabled = page === pages - 1;
    };
    const update = () => {
      const wanted = new FormData(form);
      const words = String(wanted.get('text') || '').toLowerCase().split(' ').filter(Boolean);
      shown = order.filter((at) => words.every((word) => texts[at].includes(word)) && view.fits(view.rows[at], wanted));
      page = 0;
      paint();
    };
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = make('button', head.textContent, 'sort');
      button.type = 'button';
      head.replaceChildren(button);
      button.addEventListener('click', () => {
        const isUp = head.getAttribute('aria-sort') !== 'ascending';
        for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
        head.setAttribute('aria-sort', isUp ? 'ascending' : 'descending');
        const keys = view.rows.map(view.keys[column]);
        const compare = (a, b) => keys[a] < keys[b] ? -1 : keys[a] > keys[b] ? 1 : a - b;
        order = view.rows.map((_, at) => at).sort(isUp ? compare : (a, b) => compare(b, a));
        update();
      });
    });
    back.addEventListener('click', () => { page--; paint(); });
    on.addEventListener('click', () => { page++; paint(); });
    form.addEventListener('input', update);
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('reset', () => setTimeout(update));
    form.hidden = false;
    paint();
  }
  document.addEventListener('keydown', (event) => {
    const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    const search = document.querySelector('form[data-table=secrets] [name=text]');
    if (event.key === '/' && !isTyping && search) { event.preventDefault(); search.focus(); }
  });
})();
`;
