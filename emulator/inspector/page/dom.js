/** An element with properties and children; `class` and `data-*` are attributes, what begins with `on` a listener. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (key in node && !key.includes('-') && key !== 'list') node[key] = value;
    else node.setAttribute(key, value === true ? '' : value);
  }
  node.append(
    ...children
      .flat(Number.POSITIVE_INFINITY)
      .filter(child => child !== undefined && child !== null && child !== false),
  );
  return node;
}

/** What is shown where there is nothing: what that means, and what would change it. */
export function empty(title, hint) {
  return h('div', { class: 'empty' }, h('strong', {}, title), hint);
}

/**
 * A table. A head is a text, or `{text, class, node}`; a row is `{cells, href}`, whose first cell is its link.
 * On a narrow screen each row becomes a block with the heads inside.
 */
export function table(heads, rows) {
  const texts = heads.map(head => (typeof head === 'string' ? { text: head } : head));
  const head = h(
    'tr',
    {},
    texts.map(({ text, node, class: name }) => h('th', { class: name, scope: 'col' }, node ?? text)),
  );
  const body = rows.map(({ cells, href }) => {
    const row = h('tr', { class: href && 'open' });
    cells.forEach((cell, n) => {
      const link = n === 0 && href ? h('a', { href, 'data-row': '' }, cell) : cell;
      const heading = n > 0 && texts[n].text ? { 'data-head': texts[n].text } : {};
      row.append(h('td', { class: texts[n].class, ...heading }, link ?? ''));
    });
    if (href) {
      row.addEventListener('click', event => {
        if (!event.target.closest('a, button, input') && getSelection().isCollapsed) location.hash = href;
      });
    }
    return row;
  });
  return h(
    'div',
    { class: 'sheet scroll' },
    h('table', { class: 'stack' }, h('thead', {}, head), h('tbody', {}, body)),
  );
}

/** JSON, coloured: keys, texts and other values apart. */
export function json(value) {
  const pre = h('pre', { class: 'json', tabindex: '0' });
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  const token = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
  let end = 0;
  for (const match of text.matchAll(token)) {
    pre.append(text.slice(end, match.index));
    const kind = match[2] ? 'k' : match[1] ? 's' : 'v';
    pre.append(h('span', { class: kind }, match[1] ?? match[0]), match[2] ?? '');
    end = match.index + match[0].length;
  }
  pre.append(text.slice(end));
  return pre;
}

/** JSON text that may have been cut, laid out where it can be. */
export function jsonText(text) {
  try {
    return json(JSON.parse(text));
  } catch {
    return h('pre', {}, text);
  }
}

/** A button that asks once more in its own place before it acts. */
export function careful(text, sure, act) {
  let asked;
  const button = h(
    'button',
    {
      type: 'button',
      class: 'danger',
      async onclick() {
        if (asked) return act();
        button.textContent = sure;
        button.className = 'sure';
        asked = setTimeout(back, 4000);
      },
    },
    text,
  );
  const back = () => {
    clearTimeout(asked);
    asked = undefined;
    button.textContent = text;
    button.className = 'danger';
  };
  button.addEventListener('blur', back);
  return button;
}

/** A time of the cloud's, without what is the same everywhere. */
export const dateTime = iso => iso.replace('T', ' ').replace(/\.\d+/, '').replace('+08:00', '');
export const timeOfDay = iso => dateTime(iso).slice(11);

export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

let hiding;
/** Says briefly that something has been done. */
export function toast(text) {
  const node = document.querySelector('#toast');
  node.textContent = text;
  node.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => {
    node.hidden = true;
  }, 2500);
}
