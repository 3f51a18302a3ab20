import { fill, h, own, say } from '../dom.js';
import { ask, get } from '../live.js';
import { bytes, count, exact, moment, plural, prettyJson } from '../format.js';
import { word } from '../words.js';
import { badge, empty, field, head, select, topicNames } from '../parts.js';

const LIMIT = 50;
const MOST = 500;
const s = { page: null, messages: [], error: null, loading: false, chosen: null, whole: null, receipt: null, signature: '', next: null, skipped: 0, follow: null, abort: null };

let timer = null;
let asking = false;

const given = (context) => Object.fromEntries(['topic', 'partition', 'from', 'offset', 'time', 'key', 'id'].map((n) => [n, context.params.get(n) ?? '']));

export default {
  title: 'Messages',
  uses: (key) => key.startsWith('topic/') || key === 'about',
  enter(context) {
    s.signature = '';
    s.messages = [];
    s.page = null;
    timer = setInterval(() => { if (!document.hidden && !asking && s.chosen && !s.receipt?.final) askReceipt(s.chosen, context); }, 1000);
  },
  leave() { stop(); clearInterval(timer); },
  moved(context) {
    if (!context.params.get('topic')) return;
    const signature = JSON.stringify(given(context));
    if (signature !== s.signature) { s.signature = signature; load(context); }
    const at = context.params.get('at');
    if (at && (!s.chosen || s.chosen !== at)) show(at, context);
    if (!at) { s.chosen = null; s.whole = null; s.receipt = null; }
  },
  heard(keys, fresh, context) { if (!s.signature && keys.includes('topic/' + context.params.get('topic'))) this.moved(context); },
  draw(context) {
    const names = topicNames(true);
    const g = given(context);
    if (!g.topic && names.length) { queueMicrotask(() => context.set({ topic: names.find((n) => n === 'payments') ?? names[0] })); }
    const from = g.from || 'end';
    return [
      head('Messages', word('record')),
      h('form', { class: 'tools wrap', 'data-key': 'tools', onsubmit: (e) => { e.preventDefault(); apply(context, e.currentTarget); } },
        field('Topic', select(g.topic, names, (v) => context.set({ topic: v, partition: null, at: null, offset: null }), { name: 'topic' })),
        field('Partition', select(g.partition, [['', 'all'], ...Array.from({ length: Math.min(1000, get('topic/' + g.topic)?.partitions.length ?? 0) }, (_, i) => [i, i])], (v) => context.set({ partition: v, at: null }), { name: 'partition' })),
        field('From', select(from, [['end', 'newest first'], ['start', 'oldest first'], ['offset', 'an offset'], ['time', 'a time'], ['follow', 'follow live']], (v) => context.set({ from: v, at: null }), { name: 'from' })),
        from === 'offset' ? field('Offset', h('input', { name: 'offset', inputmode: 'numeric', size: 9, value: g.offset || '0', onchange: (e) => context.set({ offset: e.target.value.replace(/\D/g, '') }) })) : null,
        from === 'time' ? field('Time', h('input', { name: 'time', type: 'datetime-local', step: 1, value: local(g.time), onchange: (e) => context.set({ time: e.target.value ? new Date(e.target.value).toISOString() : null }) })) : null,
        field('Key', h('input', { name: 'key', value: g.key, placeholder: 'any', size: 14, 'data-key': 'key', onchange: (e) => context.set({ key: e.target.value }) })),
        field('Event id', h('input', { name: 'id', value: g.id, placeholder: 'any', size: 18, 'data-key': 'id', onchange: (e) => context.set({ id: e.target.value }) })),
        h('button', { type: 'submit', class: 'button' }, from === 'follow' ? 'Follow' : 'Read')),
      h('div', { class: 'split' + (s.chosen ? ' has-detail' : ''), 'data-key': 'split' }, list(context, from), s.chosen ? detail(context) : null),
    ];
  },
};

const local = (iso) => { if (!iso) return ''; const d = new Date(iso); return new Date(d - d.getTimezoneOffset() * 60000).toISOString().slice(0, 19); };

function apply(context, form) {
  const data = new FormData(form);
  const changes = { key: data.get('key'), id: data.get('id') };
  if (data.has('offset')) changes.offset = data.get('offset').replace(/\D/g, '');
  if (data.get('time')) changes.time = new Date(data.get('time')).toISOString();
  const before = s.signature;
  context.set(changes);
  if (before === s.signature) load(context);
}

function stop() {
  s.abort?.abort();
  s.follow?.close();
  s.follow = s.abort = null;
}

async function load(context, more) {
  stop();
  const g = given(context);
  const from = g.from || 'end';
  if (!more) { s.messages = []; s.page = null; s.skipped = 0; }
  s.error = null;
  if (from === 'follow') { follow(context, g); return; }
  s.loading = true;
  context.redraw();
  const partitions = get('topic/' + g.topic)?.partitions.length;
  // An address that was just opened, and of whose topic nothing is known yet: it is read once there is.
  if (from === 'offset' && g.partition === '' && !partitions) { s.signature = ''; return; }
  let at = more ? Object.entries(s.page.next).map(([p, o]) => `${p}:${o}`).join(',') : null;
  if (!more && from === 'offset') {
    const wanted = g.partition !== '' ? [g.partition] : Array.from({ length: partitions }, (_, i) => i);
    at = wanted.map((p) => `${p}:${g.offset || 0}`).join(',');
  }
  s.abort = new AbortController();
  try {
    const page = await ask(`topics/${encodeURIComponent(g.topic)}/messages`, { partition: g.partition, at, time: from === 'time' ? g.time : null, backwards: from === 'end', limit: LIMIT, key: g.key, id: g.id }, { signal: s.abort.signal });
    s.page = page;
    s.messages = more ? [...s.messages, ...page.messages].slice(-MOST) : page.messages;
  }
  catch (error) {
    if (error.name === 'AbortError') return;
    s.error = error.message;
  }
  s.loading = false;
  context.redraw();
}

function follow(context, g) {
  const query = new URLSearchParams();
  for (const name of ['partition', 'key', 'id']) if (g[name] !== '') query.set(name, g[name]);
  s.following = false;
  s.follow = new EventSource(`api/topics/${encodeURIComponent(g.topic)}/follow?${query}`);
  s.follow.onmessage = (event) => {
    const batch = JSON.parse(event.data);
    if (batch.following) { s.following = true; context.redraw(); return; }
    s.skipped += batch.skipped;
    s.messages = [...batch.messages.reverse().map((m) => ({ ...m, fresh: Date.now() })), ...s.messages].slice(0, MOST);
    context.redraw();
  };
  s.follow.onerror = () => { s.following = false; context.redraw(); };
  context.redraw();
}

function list(context, from) {
  const body = s.error ? h('div', { class: 'notice bad' }, s.error)
    : s.messages.length ? h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Records' }, h('table', { class: 'rows messages' },
      h('thead', {}, h('tr', {}, h('th', {}, 'Time'), h('th', { class: 'n' }, 'Place'), h('th', {}, 'Key'), h('th', {}, 'Type'), h('th', {}, 'Value'))),
      h('tbody', {}, s.messages.map((m) => row(m, context)))))
      : s.loading ? empty('Reading …') : from === 'follow' ? empty('Waiting for the next record. Publish one, here or with curl, and it stands here at once.') : s.page ? empty(s.page.more ? 'Nothing found so far.' : 'There is no such record.') : empty('Choose a topic.');
  return h('div', { class: 'list', 'data-key': 'list' }, h('p', { class: 'quiet tally', 'data-key': 'tally' }, from === 'follow' ? [h('span', { class: s.following ? 'pulse on' : 'pulse off' }, h('i', {}), s.following ? 'following' : s.follow?.readyState === EventSource.CLOSED ? 'this topic cannot be followed now' : 'connecting …'), s.skipped ? `, ${count(s.skipped)} came too fast to show` : '']
    : s.page ? `${plural(s.messages.length, 'record')} of ${count(s.page.scanned)} read${s.page.hurried ? ' in four seconds' : ''}${s.page.silent.length ? `; without ${s.page.silent.length > 1 ? 'partitions' : 'partition'} ${s.page.silent.join(', ')}, which did not answer` : ''}` : ''), body,
  from !== 'follow' && s.page?.more && !s.error ? h('button', { type: 'button', class: 'button wide', disabled: s.loading, onclick: () => load(context, true) }, s.loading ? 'Reading …' : s.page.hurried && !s.page.messages.length ? 'Look further' : from === 'end' ? 'Older' : 'Later') : null);
}

const preview = (value) => value === null ? h('em', { class: 'quiet' }, 'no value (a tombstone)')
  : value.text !== undefined ? h('code', {}, value.text.slice(0, 160) + (value.text.length > 160 || value.cut ? '…' : '')) : h('em', { class: 'quiet' }, `${bytes(value.size)} of binary data`);

function row(m, context) {
  const place = `${m.p}:${m.offset}`;
  const chosen = s.chosen === place;
  return h('tr', { 'data-key': 'm' + place, class: (chosen ? 'chosen' : '') + (m.fresh && Date.now() - m.fresh < 1500 ? ' fresh' : ''), onclick: (e) => { if (!getSelection().toString() && e.target.nodeName !== 'A') context.set({ at: chosen ? null : place }); } },
    h('td', { class: 'quiet nowrap', title: exact(m.timestamp) }, moment(m.timestamp)),
    h('td', { class: 'n mono' }, h('a', { href: context.link(['messages'], { ...given(context), at: place }), 'aria-label': `Partition ${m.p}, offset ${m.offset}` }, `${m.p}:${m.offset}`)),
    h('td', { class: 'nowrap' }, m.key ? h('code', {}, (m.key.text ?? 'binary').slice(0, 40)) : h('em', { class: 'quiet' }, 'none')), h('td', { class: 'nowrap' }, m.attributes.type ? h('code', {}, m.attributes.type) : h('span', { class: 'quiet' }, '–')),
    h('td', { class: 'value' }, preview(m.value)));
}

async function show(place, context) {
  s.chosen = place;
  s.whole = s.receipt = null;
  const [p, offset] = place.split(':');
  const topic = context.params.get('topic');
  const here = s.messages.find((m) => `${m.p}:${m.offset}` === place);
  if (here) s.whole = here;
  context.redraw();
  try {
    const whole = await ask(`topics/${encodeURIComponent(topic)}/messages/${p}/${offset}`);
    if (s.chosen === place) s.whole = whole;
  }
  catch (error) { if (s.chosen === place) s.whole = { error: error.message }; }
  context.redraw();
  await askReceipt(place, context);
}

/** Asks until nothing more is to be expected: what is dead can be retried. */
async function askReceipt(place, context) {
  if (!get('about')?.consumers.length) return;
  const [partition, offset] = place.split(':');
  let receipt;
  asking = true;
  try {
    const { receipts } = await ask('receipts', { topic: context.params.get('topic'), partition, offset });
    receipt = receipts[0] ? { ...receipts[0], final: receipts[0].state === 'processed' } : { none: 'The consumer does not know this record; it may not read this topic.', final: true };
  }
  catch (error) { receipt = { none: error.message }; }
  finally { asking = false; }
  if (s.chosen !== place) return;
  if (s.receipt?.state && receipt.state && s.receipt.state !== receipt.state) say(`Its receipt says ${receipt.state}`);
  s.receipt = receipt;
  context.redraw();
}

export function pretty(value) {
  if (value === null) return h('p', { class: 'quiet' }, 'No value: a tombstone.');
  if (value.base64 !== undefined) return h('div', {}, h('p', { class: 'quiet' }, `${bytes(value.size)} of binary data${value.cut ? ', of which the first are' : ''}, in hexadecimal:`), h('pre', { class: 'code', tabindex: 0, 'aria-label': 'Value' }, hex(value.base64)));
  return h('div', {}, value.cut ? h('p', { class: 'quiet' }, `The first ${bytes(value.text.length)} of ${bytes(value.size)}.`) : null,
    own(h('pre', { class: 'code', tabindex: 0, 'aria-label': 'Value' }), value.text, write));
}

/** A large text is only ever gone through once, however often the page is drawn. */
function write(pre, text) {
  if (pre._text === text) return;
  pre._text = text;
  const pieces = text.length < 200000 ? prettyJson(text) : null;
  fill(pre, pieces && pieces.length < 20000 ? pieces.map(([kind, piece]) => kind ? h('span', { class: kind }, piece) : piece) : text);
}

function hex(base64) {
  const data = atob(base64);
  const lines = [];
  for (let at = 0; at < Math.min(data.length, 512); at += 16) {
    const part = data.slice(at, at + 16);
    lines.push(at.toString(16).padStart(4, '0') + '  ' + [...part].map((c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join(' ').padEnd(48) + ' ' + part.replace(/[^\x20-\x7e]/g, '·'));
  }
  return lines.join('\n') + (data.length > 512 ? '\n…' : '');
}

export function receiptCard(receipt) {
  const tone = { processed: 'good', dead: 'bad', held: 'bad', retrying: 'warn', pending: 'note' }[receipt.state];
  const rows = [['attempts', receipt.attempts], ['written', receipt.writtenAt && moment(receipt.writtenAt)], ['first seen', receipt.firstSeen && moment(receipt.firstSeen)], ['processed', receipt.processedAt && moment(receipt.processedAt)], ['took', receipt.latencyMs !== null && receipt.latencyMs !== undefined ? receipt.latencyMs + ' ms' : null], ['next attempt', receipt.nextAttempt && moment(receipt.nextAttempt)], ['error', receipt.error]];
  return h('div', { class: 'receipt ' + tone }, h('p', {}, badge(receipt.state, tone)), h('dl', { class: 'pairs' }, rows.filter(([, v]) => v !== null && v !== undefined).map(([k, v]) => h('div', {}, h('dt', {}, k), h('dd', {}, String(v))))));
}

/** The records before and after one in its partition, whatever the list is chosen by. */
const beside = (context, m, step, text) => h('a', { href: context.link(['messages'], { ...given(context), at: `${m.p}:${m.offset + step}` }) }, text);

async function copy(value) {
  try { await navigator.clipboard.writeText(value.text); say(value.cut ? 'What is shown of the value is copied' : 'The value is copied'); } catch { say('The browser does not let the page copy'); }
}

function detail(context) {
  const m = s.whole;
  const close = h('button', { type: 'button', class: 'icon', 'aria-label': 'Close the record', onclick: () => context.set({ at: null }) }, '✕');
  if (!m) return h('aside', { class: 'detail', 'data-key': 'detail', 'aria-label': 'Record' }, h('div', { class: 'panel-head' }, h('h2', {}, s.chosen), close), empty('Reading …'));
  if (m.error) return h('aside', { class: 'detail', 'data-key': 'detail', 'aria-label': 'Record' }, h('div', { class: 'panel-head' }, h('h2', {}, s.chosen), close), h('div', { class: 'notice bad' }, m.error), h('p', { class: 'beside' }, h('button', { type: 'button', onclick: () => show(s.chosen, context) }, 'Look again')));
  const pairs = (list) => h('dl', { class: 'pairs' }, list.map(([k, v]) => h('div', {}, h('dt', {}, k), h('dd', {}, v))));
  return h('aside', { class: 'detail', 'data-key': 'detail', 'aria-label': 'Record' },
    h('div', { class: 'panel-head' }, h('h2', {}, `Partition ${m.p}, offset ${count(m.offset)}`), close),
    h('p', { class: 'beside' }, m.offset > 0 ? beside(context, m, -1, '← the one before') : null, beside(context, m, 1, 'the one after →')),
    pairs([['time', `${exact(m.timestamp)} (${m.timestampType === 'CreateTime' ? 'of the producer' : 'of the broker'})`], ['key', m.key ? h('code', {}, m.key.text ?? hex(m.key.base64)) : h('em', { class: 'quiet' }, 'none')], ['size', bytes(m.value?.size ?? 0)]]),
    Object.keys(m.attributes).length ? [h('h3', {}, 'Event'), pairs(Object.entries(m.attributes).map(([k, v]) => [k, h('code', {}, v)]))] : null,
    h('h3', {}, 'Value'), m.value?.text ? h('button', { type: 'button', class: 'copy', onclick: () => copy(m.value) }, 'Copy') : null, pretty(m.value),
    m.headers.length ? [h('h3', {}, 'Headers'), pairs(m.headers.map((x) => [x.name, x.value === null ? h('em', {}, 'null') : h('code', {}, x.value.text ?? hex(x.value.base64))]))] : null,
    get('about')?.consumers.length ? [h('h3', {}, 'Receipt'), word('receipt'), !s.receipt ? empty('Asking the consumer …') : s.receipt.none ? empty(s.receipt.none) : receiptCard(s.receipt)] : null);
}
