// Pieces that several views are made of.
import { h } from './dom.js';
import { get, named } from './live.js';
import { age, clock, count } from './format.js';

export const brokerColour = (id) => `var(--b${((id - 1) % 9 + 9) % 9 + 1})`;

export function broker(id, extra) {
  if (id === null || id === undefined) return h('span', { class: 'broker none' }, 'none');
  const known = get('cluster')?.brokers.find((b) => b.id === id);
  return h('span', { class: 'broker' + (known && !known.alive ? ' gone' : ''), style: { '--c': brokerColour(id) } }, h('i', { 'aria-hidden': 'true' }), String(id), extra);
}

export const brokers = (ids) => h('span', { class: 'brokers' }, ids.length ? ids.map((id) => broker(id)) : broker(null));

export const head = (title, words, ...actions) => h('div', { class: 'head' },
  h('div', {}, h('h1', {}, title), words), actions.length ? h('div', { class: 'actions' }, actions) : null);

export const panel = (title, words, body, extra) => h('section', { class: 'panel ' + (extra?.class ?? ''), 'data-key': 'panel-' + (extra?.key ?? title) },
  h('div', { class: 'panel-head' }, h('h2', {}, title), extra?.aside), words, body);

export const empty = (text, ...more) => h('div', { class: 'empty' }, h('p', {}, text), more);

export const stat = (label, value, tone, note) => h('div', { class: 'stat ' + (tone || '') }, h('dt', {}, label), h('dd', {}, value, note ? h('small', {}, note) : null));

export const badge = (text, tone) => h('span', { class: 'badge ' + (tone || '') }, text);

/** A field with its label; options are [value, label] pairs or values. */
export function field(label, control, className) {
  return h('label', { class: 'field ' + (className || '') }, h('span', {}, label), control);
}
export const select = (value, options, onchange, extra) => h('select', { ...extra, onchange: (e) => onchange(e.target.value) },
  options.map((o) => { const [v, l] = Array.isArray(o) ? o : [o, o]; return h('option', { value: v, selected: String(v) === String(value) }, l); }));

export function topicNames(internal) {
  return named('topic/').filter(([, t]) => internal || !t.internal).map(([name]) => name)
    .sort((a, b) => a.endsWith('-dlt') - b.endsWith('-dlt') || a.localeCompare(b));
}

export const shortfall = (t) => t.partitions.filter((p) => p.isr.length < p.replicas.length).length;

/** The partitions that their preferred broker does not lead, and could. */
export const electable = (t) => t.partitions.filter((p) => p.leader !== p.replicas[0] && p.isr.includes(p.replicas[0])).length;

/** How a topic's partitions fare: one small mark each, or few for many. */
export function strip(t) {
  const minIsr = get('settings/' + t.name)?.minIsr ?? 1;
  const tone = (p) => p.leader === null ? 'none' : p.isr.length < minIsr ? 'under' : p.isr.length < p.replicas.length ? 'short' : 'full';
  const all = t.partitions;
  if (all.length > 48) {
    const tally = {};
    for (const p of all) tally[tone(p)] = (tally[tone(p)] || 0) + 1;
    return h('span', { class: 'strip wide', role: 'img', 'aria-label': label(t) }, ['full', 'short', 'under', 'none'].filter((x) => tally[x])
      .map((x) => h('i', { class: x, style: { flexGrow: tally[x] } })));
  }
  return h('span', { class: 'strip', role: 'img', 'aria-label': label(t) }, all.map((p) => h('i', { class: tone(p) })));
}

function label(t) {
  const short = shortfall(t);
  const none = t.partitions.filter((p) => p.leader === null).length;
  return short === 0 ? 'all replicas in sync' : `${short} of ${t.partitions.length} partitions with replicas out of sync${none ? `, ${none} without a leader` : ''}`;
}

const STATES = { running: 'runs', died: 'died', killed: 'was killed' };

/** News as lines that people read; partitions that change alike are told together. */
export function stories(news, most = 60) {
  const lines = [];
  for (let i = news.length - 1; i >= 0 && lines.length < most; i--) {
    const one = news[i];
    if (one.kind === 'partition') {
      const what = change(one);
      if (!what) continue;
      const alike = lines.slice(-12).find((line) => line.what?.key === what.key && Math.abs(line.at - one.at) < 2500);
      if (alike) { alike.parts.push(one); continue; }
      lines.push({ at: one.at, tone: what.tone, what, parts: [one], kind: 'partition' });
    }
    else if (one.kind === 'controller') lines.push({ at: one.at, tone: one.to === null ? 'bad' : 'note', text: one.to === null ? `There is no controller; it was broker ${one.from}` : one.from === null ? `Broker ${one.to} is the controller` : `The controller moved from broker ${one.from} to broker ${one.to}` });
    else if (one.kind === 'broker') lines.push({ at: one.at, tone: one.alive ? 'good' : 'bad', text: `Broker ${one.broker} ${one.alive ? 'has joined' : 'is gone'}` });
    else if (one.kind === 'process') lines.push({ at: one.at, tone: one.state === 'running' ? 'good' : one.state === 'paused' ? 'warn' : 'bad', text: `${one.name} ${STATES[one.state] ?? 'is ' + one.state}` });
    else if (one.kind === 'fault' && one.phase !== 'done') lines.push({ at: one.at, tone: one.phase === 'failed' ? 'bad' : 'you', text: one.phase === 'asked' ? `You asked: ${one.action} ${one.node}` : `${one.action} ${one.node} did not go: ${one.text}` });
  }
  return lines;
}

function change(one) {
  const left = one.wasIsr.filter((b) => !one.isr.includes(b));
  const came = one.isr.filter((b) => !one.wasIsr.includes(b));
  const led = one.leader !== one.wasLeader;
  const parts = [];
  if (led) parts.push(one.leader === null ? 'lost their leader' : one.wasLeader === null ? `are led by broker ${one.leader}` : `are led by broker ${one.leader} instead of ${one.wasLeader}`);
  if (left.length) parts.push(`lost broker ${left.join(', ')} from the ISR`);
  if (came.length) parts.push(`have broker ${came.join(', ')} in sync again`);
  if (!parts.length) return null;
  return { key: parts.join() , text: parts.join(' and '), tone: one.leader === null ? 'bad' : left.length ? 'warn' : came.length ? 'good' : 'note' };
}

export function story(line) {
  let text = line.text;
  if (line.kind === 'partition') {
    const topics = new Map();
    for (const p of line.parts) topics.set(p.topic, [...(topics.get(p.topic) || []), p.p]);
    const who = line.parts.length === 1 ? `${line.parts[0].topic}-${line.parts[0].p}`
      : topics.size === 1 ? `${line.parts.length} partitions of ${line.parts[0].topic}` : `${count(line.parts.length)} partitions of ${topics.size} topics`;
    text = who + ' ' + (line.parts.length === 1 ? line.what.text.replace('are led', 'is led').replace('have broker', 'has broker').replace('lost their', 'lost its') : line.what.text);
  }
  return h('li', { class: line.tone }, h('time', { datetime: new Date(line.at).toISOString() }, clock(line.at)), h('span', {}, text));
}

/** What the rows are sorted by, and a column's head that sorts by it: the most first, then the least, then as they come. */
export const sorting = (context) => { const by = context.params.get('sort') ?? ''; return { name: by.replace(/^-/, ''), up: by.startsWith('-') }; };

export function sorter(label, name, context, className) {
  const by = sorting(context);
  const on = by.name === name;
  return h('th', { class: className ?? '', 'aria-sort': !on ? null : by.up ? 'ascending' : 'descending' },
    h('button', { type: 'button', class: 'sorter', onclick: () => context.set({ sort: !on ? name : by.up ? null : '-' + name, page: null }) }, label, on ? h('span', { 'aria-hidden': 'true' }, by.up ? '↑' : '↓') : null));
}

/** Sorts by a number of each row; what has none comes last. */
export function sorted(rows, context, numbers) {
  const { name, up } = sorting(context);
  const of = numbers[name];
  if (!of) return rows;
  const value = (row) => { const n = of(row); return n === null || n === undefined ? -Infinity : up ? -n : n; };
  return [...rows].sort((a, b) => value(b) - value(a));
}

export const since = (out) => (out.seen ? '' : 'at least ') + age(out.at);
