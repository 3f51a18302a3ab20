import { h, say } from '../dom.js';
import { ask, get, post } from '../live.js';
import { age, count, moment, plural } from '../format.js';
import { word } from '../words.js';
import { badge, empty, field, head, panel, select, topicNames } from '../parts.js';
import { trouble } from '../services.js';
import { forget, isFinal, rounds } from '../rounds.js';
import { pretty } from './messages.js';

const s = { letters: null, next: null, scheduled: [], parked: null, error: null, open: null, whole: null, asking: null, told: new Map(), busy: new Set(), decided: new Map() };
let timer = null;
let asking = null;

const MOST_DECIDED = 20;

const filter = (context) => Object.fromEntries(['topic', 'reason', 'error'].map((name) => [name, context.params.get(name) ?? '']));

async function load(context) {
  if (get('about') && !get('about').consumers.length) return;
  const asked = filter(context);
  const state = context.params.get('state') ?? 'dead';
  const signature = JSON.stringify([asked, state]);
  // One that hangs is not asked again and again.
  if (asking === signature) return;
  asking = signature;
  try {
    const [letters, scheduled, retrying, held] = await Promise.all([ask('dead-letters', { ...asked, state: state === 'any' ? null : state, limit: 200 }), ask('dead-letters', { ...asked, state: 'scheduled', limit: 200 }), ask('receipts', { state: 'retrying', topic: asked.topic, limit: 500 }), ask('receipts', { state: 'held', topic: asked.topic, limit: 200 })]);
    await Promise.all([...s.decided.keys()].map(follow));
    if (asking !== signature) return;
    s.letters = [...letters.deadLetters, ...[...s.decided.values()].filter((l) => !letters.deadLetters.some((other) => other.number === l.number))].sort((a, b) => a.number - b.number);
    s.next = letters.next;
    s.scheduled = scheduled.deadLetters;
    s.parked = [...retrying.receipts, ...held.receipts];
    s.error = null;
  }
  catch (error) { s.error = error.message; }
  if (asking === signature) asking = null;
  context.redraw();
}

/** What was decided here stays to be seen, with what has become of it, until one goes elsewhere. */
async function follow(number) {
  const letter = await ask('dead-letters/' + number);
  s.decided.set(number, letter);
  if (letter.state !== 'retried') return;
  const { receipts } = await ask('receipts', { topic: letter.topic, partition: letter.partition, offset: letter.offset });
  const told = { processed: 'It was tried again, and is processed.', dead: 'It was tried again, and died again: that is another letter.', retrying: 'It is tried again; it has failed, and is parked with its key.' }[receipts[0]?.state];
  if (told && s.told.get(number) !== told) { s.told.set(number, told); say(told); }
}

export default {
  title: 'Dead letters',
  uses: (key) => key === 'about' || key === 'services',
  enter(context) { s.letters = s.parked = s.open = s.whole = s.asking = null; asking = null; s.told.clear(); s.decided.clear(); s.scheduled = []; forget(); timer = setInterval(() => { if (!document.hidden) load(context); }, 1500); },
  leave() { clearInterval(timer); },
  moved(context) { load(context); const open = context.params.get('letter'); if (open !== s.open) { s.open = open; s.whole = null; if (open) whole(open, context); } },
  draw(context) {
    if (get('about') && !get('about').consumers.length) return [head('Dead letters', word('dead')), empty('This inspector was not told of a consumer; ./ackline inspect takes --consumer.')];
    const write = get('about')?.write;
    return [
      head('Dead letters', word('dead')),
      h('div', { class: 'tools wrap', 'data-key': 'tools' },
        field('Topic', select(context.params.get('topic') ?? '', [['', 'all'], ...topicNames(false).filter((n) => !n.endsWith('-dlt'))], (v) => context.set({ topic: v }))),
        field('Reason', select(context.params.get('reason') ?? '', [['', 'any'], ['exhausted', 'exhausted: failed too often'], ['unprocessable', 'unprocessable: refused for good'], ['undecodable', 'undecodable: no event'], ['id-conflict', 'id-conflict: another event’s id']], (v) => context.set({ reason: v }))),
        field('State', select(context.params.get('state') ?? 'dead', [['dead', 'to be decided'], ['scheduled', 'scheduled'], ['retried', 'retried'], ['discarded', 'discarded'], ['any', 'any']], (v) => context.set({ state: v === 'dead' ? null : v }))),
        field('Error contains', h('input', { type: 'search', value: context.params.get('error') ?? '', onchange: (e) => context.set({ error: e.target.value }) }))),
      trouble('consumer', 'What stands here is as it was.') ?? (s.error ? h('div', { class: 'notice bad', 'data-key': 'err' }, s.error) : null),
      write && s.letters ? rounds(filter(context), s.letters, s.next !== null, s.scheduled, context) : null,
      h('div', { 'data-key': 'letters' }, s.letters === null ? (s.error ? null : empty('Asking the consumer …'))
        : s.letters.length ? h('ul', { class: 'letters' }, s.letters.map((l) => letter(l, context, write)))
          : empty((context.params.get('state') ?? 'dead') === 'dead' ? 'No event waits for a decision. One that can never succeed, or has failed too often, stands here.' : 'There is none.'), s.next ? h('p', { class: 'quiet' }, 'There are more; narrow the choice to see them.') : null),
      panel('Parked keys', word('parked'), parked(context), { key: 'parked' }),
    ];
  },
};

async function whole(number, context) {
  try { const letter = await ask('dead-letters/' + number); if (s.open === number) s.whole = letter; } catch (error) { s.told.set(+number, error.message); }
  context.redraw();
}

async function act(letter, what, context, body) {
  s.busy.add(letter.number);
  context.redraw();
  try {
    const after = await post(`dead-letters/${letter.number}/${what}`, {}, body);
    s.told.set(letter.number, what === 'retry' ? 'It is tried again; its receipt will tell.' : 'Discarded.');
    say(`Letter ${letter.number} ${what === 'retry' ? 'is tried again' : 'is discarded'}`);
    if (s.decided.size < MOST_DECIDED) s.decided.set(letter.number, after);
    const at = s.letters.findIndex((l) => l.number === letter.number);
    if (at >= 0) s.letters[at] = after;
  }
  catch (error) { s.told.set(letter.number, error.message); }
  s.busy.delete(letter.number);
  s.asking = null;
  context.redraw();
}

function letter(l, context, write) {
  const open = s.open === String(l.number);
  const undecided = l.state === 'dead' || l.state === 'scheduled';
  const final = isFinal(l);
  return h('li', { 'data-key': 'l' + l.number, class: 'letter' + (undecided ? '' : ' settled') },
    h('div', { class: 'letter-top' }, h('h2', {}, h('a', { href: context.link(['dead'], { ...Object.fromEntries(context.params), letter: open ? null : l.number }), 'aria-expanded': String(open) }, `№ ${l.number}`), ' ', badge(l.reason, 'bad'), l.state === 'dead' ? null : badge(l.state)), h('small', { class: 'quiet', title: l.diedAt }, `died ${age(l.diedAt)} ago, after ${plural(l.attempts, 'attempt')}`)),
    h('p', { class: 'error' }, l.error),
    h('p', { class: 'quiet' }, h('a', { href: context.link(['messages'], { topic: l.topic, partition: l.partition, from: 'offset', offset: l.offset, at: `${l.partition}:${l.offset}` }) }, `${l.topic}-${l.partition} at ${count(l.offset)}`), l.key !== null ? [' · key ', h('code', {}, l.key)] : '', l.type ? [' · ', h('code', {}, l.type)] : '', l.id ? [' · id ', h('code', {}, l.id)] : ''),
    open ? h('div', { class: 'letter-more' }, s.whole ? [pretty(s.whole.data?.json !== undefined ? { text: JSON.stringify(s.whole.data.json), size: s.whole.data.size, cut: false } : s.whole.data ?? null), s.whole.exception ? h('p', {}, h('code', {}, s.whole.exception)) : null,
      s.whole.decision ? h('p', {}, `${s.whole.state} ${moment(s.whole.decision.at)} by ${s.whole.decision.by}${s.whole.decision.reason ? ': ' + s.whole.decision.reason : ''}`) : null] : empty('Asking …')) : null,
    s.told.has(l.number) ? h('p', { class: 'told' }, s.told.get(l.number)) : null,
    undecided && write ? s.asking === l.number
      ? h('form', { class: 'tools', onsubmit: (e) => { e.preventDefault(); act(l, 'discard', context, JSON.stringify({ reason: new FormData(e.currentTarget).get('reason') })); } }, field('Why it is given up', h('input', { name: 'reason', required: true, maxlength: 1000, size: 32 })), h('button', { type: 'submit', class: 'danger' }, 'Discard'), h('button', { type: 'button', onclick: () => { s.asking = null; context.redraw(); } }, 'Keep'))
      : h('div', { class: 'actions' }, h('button', { type: 'button', class: 'button', disabled: final || s.busy.has(l.number), title: final ? 'It would fail in the same way again' : null, 'aria-label': `Retry letter ${l.number}`, onclick: () => act(l, 'retry', context) }, 'Retry'), h('button', { type: 'button', disabled: s.busy.has(l.number), 'aria-label': `Discard letter ${l.number}`, onclick: () => { s.asking = l.number; context.redraw(); } }, 'Discard …'))
      : undecided ? h('p', { class: 'quiet' }, 'This inspector only looks; with --write it could retry or discard.') : null);
}

function parked(context) {
  if (!s.parked) return empty(s.error ? 'Not known.' : 'Asking the consumer …');
  const keys = new Map();
  for (const r of s.parked) {
    const name = [r.topic, r.partition, r.key ?? 'offset ' + r.offset].join('|');
    if (!keys.has(name)) keys.set(name, []);
    keys.get(name).push(r);
  }
  if (!keys.size) return empty('No key is parked: every event that was read is handled, or dead.');
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Parked keys' }, h('table', { class: 'rows' }, h('thead', {}, h('tr', {}, h('th', {}, 'Key'), h('th', {}, 'Where'), h('th', { class: 'n' }, 'Events'), h('th', { class: 'n' }, 'Attempts'), h('th', {}, 'Next attempt'), h('th', {}, 'Error'))),
    h('tbody', {}, [...keys].map(([name, events]) => {
      const first = events[0];
      const next = events.map((e) => e.nextAttempt).find(Boolean);
      return h('tr', { 'data-key': name }, h('th', { scope: 'row' }, first.key !== null ? h('code', {}, first.key) : h('em', { class: 'quiet' }, 'no key'), first.state === 'held' ? badge('held', 'bad') : null),
        h('td', {}, h('a', { href: context.link(['messages'], { topic: first.topic, partition: first.partition, key: first.key, at: `${first.partition}:${first.offset}` }) }, `${first.topic}-${first.partition}`)), h('td', { class: 'n' }, events.length), h('td', { class: 'n' }, Math.max(...events.map((e) => e.attempts))),
        h('td', {}, next ? (new Date(next) > Date.now() ? 'in ' + age(2 * Date.now() - new Date(next)) : 'now') : first.state === 'held' ? 'waits for you' : '–'), h('td', { class: 'value' }, events.map((e) => e.error).find(Boolean) ?? ''));
    }))));
}
