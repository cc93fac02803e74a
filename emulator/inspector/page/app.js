import { get, getPeople } from './api.js';
import { calls } from './calls.js';
import { clock } from './clock.js';
import { data } from './data.js';
import { dateTime, h } from './dom.js';
import { files } from './files.js';
import { logs } from './logs.js';
import { messages } from './messages.js';
import { people } from './people.js';

/**
 * A view has a name, `load(place)`, what it shows as plain data, and `draw(loaded, place)`, its nodes. It is drawn again
 * only where what it loads has changed, so that nobody who reads or types loses the place.
 */
const views = { data, calls, logs, messages, clock, people, files };
const view = document.querySelector('#view');
const now = document.querySelector('#now');
const offline = document.querySelector('#offline');

/** Where the address says we are: `#/data/notes/ID?q=…`. */
function placeNow() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [name, ...rest] = path.split('/').map(decodeURIComponent);
  return { name: views[name] ? name : 'data', path: rest, params: new URLSearchParams(query), refresh };
}

const links = Object.entries(views).map(([name, { title }], n) =>
  h('a', { href: `#/${name}`, title: `按 ${n + 1}`, 'data-view': name }, title),
);
document.querySelector('#tabs').append(...links);

let shown = '';
let turn = 0;

/** Loads the view of the address and draws it if there is something new; `anew` draws it in any case. */
async function refresh(anew = false) {
  const mine = ++turn;
  const place = placeNow();
  const { load, draw } = views[place.name];
  let loaded;
  let nodes;
  try {
    loaded = await load(place);
    const key = `${location.hash}\n${JSON.stringify(loaded)}`;
    if (mine !== turn || (key === shown && !anew)) return;
    nodes = draw(loaded, place);
    shown = key;
  } catch (error) {
    if (mine !== turn) return;
    nodes = [h('p', { class: 'problem', role: 'alert' }, error.message)];
    shown = '';
  }
  keepingPlace(() => view.replaceChildren(...nodes.flat(Number.POSITIVE_INFINITY).filter(Boolean)));
}

/** Redraws without moving what scrolls, nor the focus of whoever uses the keyboard. */
function keepingPlace(redraw) {
  const list = view.querySelector('.side-list');
  const top = list?.scrollTop;
  const at = document.activeElement;
  const id = view.contains(at) ? at.id || at.getAttribute('href') : null;
  const selection = at instanceof HTMLInputElement && at.type === 'search' ? at.selectionStart : null;
  redraw();
  const again = view.querySelector('.side-list');
  if (again && top) again.scrollTop = top;
  if (!id) return;
  const same = view.querySelector(`[id="${CSS.escape(id)}"], a[href="${CSS.escape(id)}"]`);
  same?.focus({ preventScroll: true });
  if (selection !== null) same?.setSelectionRange?.(selection, selection);
}

function mark() {
  const { name } = placeNow();
  for (const link of links) {
    if (link.dataset.view === name) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  document.title = `${views[name].title} · 本地云`;
  links.find(link => link.dataset.view === name)?.scrollIntoView({ block: 'nearest', inline: 'center' });
}

/** Whether somebody is at work in the page, whom a redraw would disturb. */
function isBusy() {
  const at = document.activeElement;
  const typing = view.contains(at) && at.matches('textarea, input:not([type=search]), select, button.sure');
  return typing || view.querySelector('[data-busy]') !== null || (getSelection()?.toString() ?? '') !== '';
}

let revision = -1;
async function pulse() {
  if (document.hidden) return;
  try {
    const beat = await get('pulse');
    offline.hidden = true;
    const moved = Math.abs(beat.offset) >= 1000;
    now.textContent = `${dateTime(beat.now)}${moved ? ' · 已拨动' : ''}`;
    now.classList.toggle('moved', moved);
    if (beat.revision === revision || isBusy()) return;
    revision = beat.revision;
    await refresh();
  } catch {
    offline.hidden = false;
    revision = -1;
  }
}

addEventListener('hashchange', () => {
  mark();
  scrollTo(0, 0);
  refresh();
});

addEventListener('keydown', event => {
  const typing = event.target.matches('input, textarea, select');
  if (event.key === 'Escape') {
    if (typing) event.target.blur();
    else view.querySelector('[data-back]')?.click();
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const tab = links[Number(event.key) - 1];
  if (tab) location.hash = tab.getAttribute('href');
  else if (event.key === '/') {
    event.preventDefault();
    view.querySelector('input[type=search]')?.focus();
  } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') step(event);
});

/** The arrow keys walk through the rows. */
function step(event) {
  const rows = [...view.querySelectorAll('[data-row]')];
  const at = rows.indexOf(document.activeElement);
  if (rows.length === 0 || (at < 0 && document.activeElement !== document.body)) return;
  event.preventDefault();
  rows[Math.min(Math.max(at + (event.key === 'ArrowDown' ? 1 : -1), 0), rows.length - 1)].focus();
}

await getPeople().catch(() => []);
mark();
await refresh();
await pulse();
setInterval(pulse, 1000);
