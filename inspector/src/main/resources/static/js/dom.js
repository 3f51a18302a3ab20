// Builds elements and brings what is on the page in line with them. Text only ever becomes text.
const SVG = 'http://www.w3.org/2000/svg';
const SVG_TAGS = new Set(['svg', 'g', 'path', 'rect', 'line', 'circle', 'text', 'title', 'defs', 'pattern', 'clipPath']);
const PROPERTIES = new Set(['value', 'checked', 'open', 'selected', 'disabled', 'indeterminate']);

export function h(tag, props, ...children) {
  const el = SVG_TAGS.has(tag) && !(tag === 'title' && !props?.svg)
    ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false || name === 'svg') continue;
    if (name.startsWith('on')) listen(el, name.slice(2), value);
    else if (name === 'style') for (const [k, v] of Object.entries(value)) el.style.setProperty(k, v);
    else if (PROPERTIES.has(name) && name in el) { el[name] = value; el._first = true; if (name === 'disabled') el.setAttribute('disabled', ''); }
    else el.setAttribute(name, value === true ? '' : value);
  }
  append(el, children);
  return el;
}

function append(el, children) {
  for (const child of children) {
    if (Array.isArray(child)) append(el, child);
    else if (child instanceof Node) el.append(child);
    else if (child !== null && child !== undefined && child !== false) el.append(String(child));
  }
}

function listen(el, type, handler) {
  el._on ??= {};
  if (!el._on[type]) el.addEventListener(type, (event) => el._on[type]?.(event));
  el._on[type] = handler;
}

/** Makes an element's children what they should be, touching only what differs: focus, selection and scrolling stay. */
export function fill(parent, ...children) {
  const next = document.createDocumentFragment();
  append(next, children);
  morphChildren(parent, next);
}

const keyOf = (node) => node.nodeType === 1 ? node.dataset.key ?? node.id ?? null : null;

function morphChildren(parent, next) {
  const keyed = new Map();
  for (const child of parent.childNodes) { const key = keyOf(child); if (key) keyed.set(key, child); }
  let at = parent.firstChild;
  for (const wanted of [...next.childNodes]) {
    const key = keyOf(wanted);
    let have = key ? keyed.get(key) : at;
    if (have && !key && keyOf(have)) have = null;
    if (have && fits(have, wanted)) {
      if (have !== at) parent.insertBefore(have, at);
      else at = at.nextSibling;
      if (key) keyed.delete(key);
      morph(have, wanted);
    }
    else {
      parent.insertBefore(wanted, at);
      if (at && !key && !keyOf(at)) { const gone = at; at = at.nextSibling; gone.remove(); }
    }
  }
  while (at) { const gone = at; at = at.nextSibling; gone.remove(); }
}

const fits = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && !a._own === !b._own
  && (a.nodeType !== 1 || a.getAttribute('data-key') === b.getAttribute('data-key'));

function morph(have, wanted) {
  if (have.nodeType !== 1) {
    if (have.nodeValue !== wanted.nodeValue) have.nodeValue = wanted.nodeValue;
    return;
  }
  if (have === wanted) return;
  if (have._own) { have._own(wanted._data); return; }
  for (const { name } of [...have.attributes]) {
    if (name !== 'style' && !wanted.hasAttribute(name) && name !== 'open' && name !== 'data-fresh') have.removeAttribute(name);
  }
  for (const { name, value } of wanted.attributes) {
    if (name !== 'open' && name !== 'style' && have.getAttribute(name) !== value) have.setAttribute(name, value);
  }
  // By the object model, as the page's policy wants it.
  if (have.style.cssText !== wanted.style.cssText) have.style.cssText = wanted.style.cssText;
  if ('disabled' in wanted && have.disabled !== wanted.disabled) have.disabled = wanted.disabled;
  for (const [type, handler] of Object.entries(wanted._on || {})) listen(have, type, handler);
  if (have.nodeName === 'TEXTAREA' || have.nodeName === 'INPUT') return;
  const select = have.nodeName === 'SELECT' ? have.value : null;
  morphChildren(have, wanted);
  if (select !== null && have.value !== select && [...have.options].some((o) => o.value === select)) have.value = select;
}

/** An element that draws itself: it is kept, and given its data anew. */
export function own(el, data, draw) {
  el._own = (fresh) => { el._data = fresh; draw(el, fresh); };
  el._data = data;
  queueMicrotask(() => { if (el.isConnected) draw(el, el._data); else requestAnimationFrame(() => el.isConnected && draw(el, el._data)); });
  return el;
}

let saying;
export function say(text) {
  clearTimeout(saying);
  saying = setTimeout(() => { document.getElementById('say').textContent = text; }, 50);
}
