import { fill, h, say } from './dom.js';
import { connect, get, isConnected, listen, named } from './live.js';
import { count } from './format.js';
import cluster from './views/cluster.js';
import topics from './views/topics.js';
import topic from './views/topic.js';
import messages from './views/messages.js';
import groups from './views/groups.js';
import dead from './views/dead.js';
import publish from './views/publish.js';
import faults from './views/faults.js';

const VIEWS = { cluster, topics, messages, groups, dead, publish, faults };
const main = document.getElementById('main');
let view = null;
let route = null;
let due = false;
let entered = false;

function parse() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const parts = path.split('/').filter(Boolean).map(decodeURIComponent);
  return { name: VIEWS[parts[0]] ? parts[0] : 'cluster', parts: parts.slice(1), params: new URLSearchParams(query) };
}

/** Where a view with these parameters is. */
export function link(parts, params) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params || {})) if (value !== null && value !== undefined && value !== '' && value !== false) search.set(name, value);
  const text = search.toString();
  return '#/' + parts.map(encodeURIComponent).join('/') + (text ? '?' + text : '');
}

const context = {
  get route() { return route; },
  get params() { return route.params; },
  link,
  /** Changes some parameters of the address; what is empty is taken out. */
  set(changes, replace = true) {
    const params = Object.fromEntries(route.params);
    for (const [name, value] of Object.entries(changes)) params[name] = value;
    const target = link([route.name, ...route.parts], params);
    if (target === location.hash) return;
    if (replace) { history.replaceState(null, '', target); enter(); }
    else location.hash = target;
  },
  go(parts, params) { location.hash = link(parts, params); },
  redraw,
};

function enter() {
  route = parse();
  const wanted = route.name === 'topics' && route.parts.length ? topic : VIEWS[route.name];
  const same = wanted === view && (main.dataset.of === route.parts.join('/'));
  if (!same) {
    view?.leave?.();
    view = wanted;
    main.dataset.of = route.parts.join('/');
    main.replaceChildren();
    view.enter?.(context);
    scrollTo(0, 0);
  }
  view.moved?.(context);
  draw();
  if (!same) {
    if (entered) main.focus({ preventScroll: true });
    entered = true;
    // On a narrow screen the row of views goes beyond it.
    document.querySelector('#nav [aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }
}

function redraw() {
  if (!due) {
    due = true;
    const later = document.hidden ? (f) => setTimeout(f, 500) : requestAnimationFrame;
    later(() => { due = false; draw(); });
  }
}

function draw() {
  drawNav();
  const cluster = get('cluster');
  const reachable = get('reachable');
  const notices = [];
  if (!isConnected() && cluster) notices.push(h('div', { class: 'notice bad', 'data-key': 'n-lost' }, 'The inspector does not answer; what stands here is as it was. Trying again …'));
  else if (reachable && !reachable.reachable) notices.push(h('div', { class: 'notice bad', 'data-key': 'n-away' }, h('strong', {}, 'No broker answers. '), cluster ? 'What stands here is as it was. ' : 'Trying again … ', h('small', {}, reachable.why)));
  fill(main, notices, !cluster && view.needsCluster !== false
    ? h('div', { class: 'wait', 'data-key': 'wait' }, h('h1', {}, view.title ?? 'Cluster'), h('p', {}, reachable && !reachable.reachable ? 'Waiting for the cluster …' : 'Looking …'))
    : view.draw(context));
  const title = (main.querySelector('h1')?.textContent ?? 'Ackline') + ' · Ackline inspector';
  if (document.title !== title) document.title = title;
}

// Each view with what it is called, and the key that leads there after a g.
const LINKS = [['cluster', 'Cluster', 'c'], ['topics', 'Topics', 't'], ['messages', 'Messages', 'm'], ['groups', 'Groups', 'o'], ['dead', 'Dead letters', 'd'], ['publish', 'Publish', 'p'], ['faults', 'Faults', 'f']];

function drawNav() {
  const about = get('about');
  const troubled = named('topic/').some(([, t]) => t.partitions.some((p) => p.isr.length < p.replicas.length || p.leader === null));
  fill(document.getElementById('nav'), LINKS
    .filter(([name]) => (name !== 'faults' || !about || about.faults) && (name !== 'dead' || !about || about.consumers.length) && (name !== 'publish' || !about || about.producers.length))
    .map(([name, label, key]) => h('a', { href: '#/' + name, 'data-key': name, title: `Keys: g, then ${key}`, 'aria-current': route.name === name ? 'page' : null }, label,
      name === 'topics' && troubled ? h('i', { class: 'dot bad', title: 'Some replicas are out of sync' }, h('span', { class: 'sr' }, ', some replicas are out of sync')) : null)));
  const pulse = document.getElementById('pulse');
  pulse.className = 'pulse ' + (isConnected() ? 'on' : 'off');
  pulse.lastElementChild.textContent = isConnected() ? 'live' : 'lost';
}

document.getElementById('theme').addEventListener('click', () => {
  const dark = document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = dark ? 'light' : 'dark';
  try { localStorage.setItem('theme', document.documentElement.dataset.theme); } catch { /* it lasts as long as the page */ }
  dispatchEvent(new Event('theme'));
  redraw();
});

listen((keys, fresh) => {
  view?.heard?.(keys, fresh, context);
  if (!view?.uses || keys.some((key) => key === 'connection' || key === 'reachable' || key === 'about' || view.uses(key, context))) redraw();
  for (const one of fresh) {
    if (one.kind === 'controller') say(one.to === null ? 'There is no controller' : `Broker ${one.to} is the controller`);
    if (one.kind === 'broker') say(`Broker ${one.broker} ${one.alive ? 'is back' : 'is gone'}`);
  }
});

// The address's hash says what is looked at, so that this one must not change it.
document.querySelector('.skip').addEventListener('click', (event) => { event.preventDefault(); main.focus(); });

// Keys: g and a letter, as many pages have it.
let prefix = 0;
addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.nodeName)) return;
  if (event.key === 'g') { prefix = Date.now(); return; }
  const target = LINKS.find(([, , key]) => key === event.key)?.[0];
  if (target && Date.now() - prefix < 1200) { location.hash = '#/' + target; event.preventDefault(); }
  if (event.key === '/') { const search = main.querySelector('input[type=search]'); if (search) { search.focus(); event.preventDefault(); } }
  prefix = 0;
});

addEventListener('hashchange', enter);
setInterval(() => { if (!document.hidden) redraw(); }, 1000);
enter();
connect();
