import { h, say } from '../dom.js';
import { get, news, post, remove } from '../live.js';
import { age, clock, count, ms, rate } from '../format.js';
import { word } from '../words.js';
import { badge, broker, brokerColour, empty, field, head, panel, select, stories, story, topicNames } from '../parts.js';

const s = { busy: new Map(), told: null, problem: null };
const LANE = 22;
const MOST_LANES = 12;
const LEFT = 118;
const PLOT = 130;
// How an answer is drawn, by whether the event is written: told apart by form, not by colour alone.
const MARKS = { yes: 'h.01', no: 'm-3.5 2.5h7l-3.5 -6z', unknown: 'm-3 -3l6 6m0 -6l-6 6' };
const mark = (written) => h('svg', { class: 'key', width: 12, height: 12, viewBox: '-6 -6 12 12', 'aria-hidden': 'true' }, h('path', { class: 'dots ' + written, d: 'M0 0' + MARKS[written] }));

export default {
  title: 'Faults',
  uses: (key) => /^(processes|news|cluster|trickle|topic\/|about)/.test(key),
  draw(context) {
    if (get('about') && !get('about').faults) return [head('Faults', word('fault')), empty('This inspector did not start the cluster, so that it cannot stop its processes; ./ackline up can.')];
    const names = topicNames(false).filter((n) => !n.endsWith('-dlt'));
    const topic = names.includes(context.params.get('topic')) ? context.params.get('topic') : names.find((n) => n === 'payments') ?? names[0];
    const span = +(context.params.get('span') ?? 120);
    return [
      head('Faults', word('fault')),
      h('div', { class: 'tools wrap', 'data-key': 'tools' }, trickle(topic, context), field('Topic', select(topic, names, (v) => context.set({ topic: v }))), field('Shown', select(span, [[60, 'a minute'], [120, '2 minutes'], [300, '5 minutes'], [900, '15 minutes']], (v) => context.set({ span: v === '120' ? null : v })))),
      s.problem ? h('div', { class: 'notice bad', 'data-key': 'problem', role: 'alert' }, s.problem) : null,
      panel('Timeline', null, timeline(topic, span), { key: 'timeline' }),
      h('div', { class: 'two wide-left' }, panel('Processes', null, processes(context), { key: 'processes' }), panel('What happened', null, happened(), { key: 'what' })),
    ];
  },
};

function trickle(topic, context) {
  const state = get('trickle');
  const acks = context.params.get('acks') ?? 'all';
  const act = async (f) => { try { await f(); s.problem = null; } catch (error) { s.problem = error.message; } context.redraw(); };
  const start = (a) => act(() => post('trickle', { topic, acks: a, rate: 5 }));
  return h('div', { class: 'tools', 'data-key': 'trickle' },
    h('fieldset', { class: 'segments' }, h('legend', {}, 'acks'), ['all', '1', '0'].map((a) => h('label', { 'data-key': a }, h('input', { type: 'radio', name: 'acks', value: a, checked: a === acks, onchange: () => { context.set({ acks: a === 'all' ? null : a }); if (state?.running) start(a); } }), h('span', {}, a)))),
    state?.running ? h('button', { type: 'button', class: 'button stop', 'data-key': 'stop', onclick: () => act(() => remove('trickle')) }, `Stop writing (${state.rate}/s to ${state.topic})`)
      : h('button', { type: 'button', class: 'button', 'data-key': 'go', disabled: !topic, onclick: () => start(acks) }, 'Write steadily, 5/s'));
}

const OFFERS = { running: ['kill', 'pause', 'stop'], paused: ['resume', 'kill'], stopped: ['start'], killed: ['start'], died: ['start'] };
const MEANS = { kill: 'SIGKILL: gone at once', pause: 'SIGSTOP: silent, its connections open', stop: 'SIGTERM: a clean leave', resume: 'SIGCONT', start: 'on the same port and data' };

function processes(context) {
  const list = get('processes');
  if (!list) return empty('Asking the supervisor …');
  const controller = get('cluster')?.controller;
  return h('ul', { class: 'processes' }, list.filter((p) => p.name !== 'inspector').map((p) => {
    const id = p.name.startsWith('broker-') ? +p.name.slice(7) : null;
    const busy = s.busy.get(p.name);
    const b = id === null ? null : get('cluster')?.brokers.find((x) => x.id === id);
    return h('li', { 'data-key': p.name, class: p.state }, h('div', {}, h('b', {}, id !== null ? [broker(id), ' '] : null, p.name), ' ', badge(busy ? busy + ' …' : p.state, busy ? 'note' : p.state === 'running' ? 'good' : p.state === 'paused' ? 'warn' : 'bad'), id !== null && id === controller ? badge('controller', 'accent') : null,
      h('small', { class: 'quiet' }, p.state === 'running' ? ` up ${age(p.since)}${b?.alive ? ` · leads ${b.leaders}` : ''}` : '')),
    h('div', { class: 'actions tight' }, (OFFERS[p.state] ?? []).map((action) => h('button', { type: 'button', 'data-key': action, class: action === 'kill' ? 'danger' : '', disabled: !!busy, title: MEANS[action], 'aria-label': `${action} ${p.name}`, onclick: () => act(action, p.name, context) }, action))));
  }));
}

async function act(action, node, context) {
  s.busy.set(node, action);
  s.problem = null;
  context.redraw();
  try { const done = await post('faults/' + action, { node }); say(done.text); } catch (error) { s.problem = error.message; }
  s.busy.delete(node);
  context.redraw();
}

function happened() {
  const lines = stories(news.filter((n) => n.kind !== 'answer'), 40);
  return lines.length ? h('ol', { class: 'chronicle tall', tabindex: 0, 'aria-label': 'What happened' }, lines.map(story)) : empty('Kill broker 2, and see who takes over. Then start it again.');
}

/** What a lane was at each time: from what it is now, back through the changes. */
function lane(changes, now, from, to) {
  const pieces = [];
  let end = to;
  let value = now;
  for (let i = changes.length - 1; i >= 0; i--) {
    const { at, is, was } = changes[i];
    if (at <= from) break;
    if (at < end) pieces.push({ from: at, to: end, value: is });
    end = Math.min(end, at);
    value = was;
  }
  pieces.push({ from, to: end, value });
  return pieces.reverse();
}

const STATE_TONE = { running: 'ok', paused: 'warn', stopped: 'bad', killed: 'bad', died: 'bad' };

function timeline(topic, span) {
  const to = Date.now();
  const from = to - span * 1000;
  const width = Math.max(280, Math.min(1180, document.getElementById('main').clientWidth - 2 * 20 - 34));
  const left = width < 480 ? 84 : LEFT;
  const x = (at) => left + (width - left - 8) * (Math.max(at, from) - from) / (to - from);
  const by = new Map();
  const put = (key, entry) => { if (!by.has(key)) by.set(key, []); by.get(key).push(entry); };
  const answers = [];
  const asked = [];
  for (const n of news) {
    if (n.at < from - 1000) continue;
    if (n.kind === 'process') put('process ' + n.name, { at: n.at, is: n.state, was: n.was });
    else if (n.kind === 'controller') put('controller', { at: n.at, is: n.to, was: n.from });
    else if (n.kind === 'partition' && n.topic === topic) put('p' + n.p, { at: n.at, is: { leader: n.leader, isr: n.isr }, was: { leader: n.wasLeader, isr: n.wasIsr } });
    else if (n.kind === 'answer' && n.topic === topic) answers.push(n);
    else if (n.kind === 'fault' && n.phase === 'asked') asked.push(n);
  }
  const t = get('topic/' + topic);
  const settings = get('settings/' + topic);
  const lanes = [];
  for (const p of (get('processes') ?? []).filter((q) => /^(zookeeper|broker|postgres|producer|consumer)/.test(q.name))) {
    lanes.push({ name: p.name, pieces: lane(by.get('process ' + p.name) ?? [], p.state, from, to).map((piece) => ({ ...piece, tone: STATE_TONE[piece.value] ?? 'bad', label: piece.value === 'running' ? '' : piece.value })) });
  }
  lanes.push({ name: 'controller', gap: true, pieces: lane(by.get('controller') ?? [], get('cluster')?.controller ?? null, from, to).map((piece) => ({ ...piece, broker: piece.value, label: piece.value === null ? 'none' : 'broker ' + piece.value })) });
  for (const p of (t?.partitions ?? []).slice(0, MOST_LANES)) {
    lanes.push({ name: `${topic}-${p.p}`, gap: p.p === 0, pieces: lane(by.get('p' + p.p) ?? [], { leader: p.leader, isr: p.isr }, from, to).map((piece) => ({ ...piece, broker: piece.value.leader, short: piece.value.isr.length < p.replicas.length, under: settings && piece.value.isr.length < settings.minIsr, label: piece.value.leader === null ? 'no leader' : `${piece.value.leader} · ISR ${piece.value.isr.length}/${p.replicas.length}` })) });
  }
  let y = 4;
  const drawn = [];
  for (const one of lanes) {
    if (one.gap) y += 8;
    drawn.push(h('g', { 'data-key': one.name }, h('text', { x: 0, y: y + 14, class: 'lane-name' }, one.name), one.pieces.map((piece) => bar(piece, x, y))));
    y += LANE;
  }
  y += 30;
  const most = Math.max(100, ...answers.map((a) => a.ms));
  const top = Math.log10(most) + 0.1;
  const py = (value) => y + PLOT - PLOT * Math.max(0, Math.log10(Math.max(1, value))) / top;
  const kinds = { yes: [], no: [], unknown: [] };
  for (const a of answers) (kinds[a.written] ?? kinds.unknown).push(`M${x(a.at).toFixed(1)} ${py(a.ms).toFixed(1)}${MARKS[a.written] ?? MARKS.unknown}`);
  const grid = [1, 10, 100, 1000, 10000].filter((v) => Math.log10(v) < top);
  const ticks = [];
  const stepSeconds = span <= 60 ? 15 : span <= 120 ? 30 : span <= 300 ? 60 : 180;
  for (let at = Math.ceil(from / 1000 / stepSeconds) * stepSeconds * 1000; at < to; at += stepSeconds * 1000) ticks.push(at);
  const height = y + PLOT + 24;
  const recent = answers.filter((a) => a.at > to - 10000);
  const failed = recent.filter((a) => a.written !== 'yes').length;
  const summary = answers.length ? `${count(answers.length)} writes shown, ${answers.filter((a) => a.written === 'no').length} refused, ${answers.filter((a) => a.written === 'unknown').length} unknown; the slowest took ${ms(Math.max(...answers.map((a) => a.ms)))}` : 'no writes yet';
  return h('div', { class: 'timeline' },
    h('p', { class: 'quiet', 'data-key': 'sum' }, answers.length ? [mark('yes'), 'acknowledged ', mark('no'), 'refused, not written ', mark('unknown'), 'not known. ', summary + '.', recent.length ? ` Now ${rate(recent.length / 10)}${failed ? ', ' + failed + ' not acknowledged' : ''}.` : ''] : 'Write steadily, then break something: each dot is the answer to a write, the higher the later it came.'),
    t?.partitions.length > MOST_LANES ? h('p', { class: 'quiet', 'data-key': 'more' }, `The first ${MOST_LANES} of ${count(t.partitions.length)} partitions are drawn.`) : null,
    h('svg', { class: 'lanes', viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': `Processes, controller, leaders and in-sync replicas of ${topic}, and answers to writes, over the last ${span} seconds: ${summary}. The list of what happened has it in words.` },
      h('defs', {}, h('pattern', { id: 'hatch', width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' }, h('rect', { width: 6, height: 6, class: 'hatch-bg' }), h('line', { x1: 0, y1: 0, x2: 0, y2: 6, class: 'hatch' }))),
      ticks.map((at) => h('g', { 'data-key': 't' + at }, h('line', { x1: x(at), x2: x(at), y1: 0, y2: y + PLOT, class: 'tick' }), h('text', { x: x(at), y: height - 6, class: 'tick-text' }, clock(at)))),
      drawn,
      grid.map((v) => h('g', { 'data-key': 'v' + v }, h('line', { x1: left, x2: width - 8, y1: py(v), y2: py(v), class: 'tick' }), h('text', { x: left - 8, y: py(v) + 4, class: 'value-text' }, v < 1000 ? v + ' ms' : v / 1000 + ' s'))),
      h('text', { x: 0, y: y - 12, class: 'lane-name' }, 'answers to writes'),
      Object.entries(kinds).map(([kind, dots]) => h('path', { 'data-key': kind, class: 'dots ' + kind, d: dots.join('') })),
      asked.filter((a) => a.at > from).map((a) => h('g', { 'data-key': 'a' + a.at }, h('line', { x1: x(a.at), x2: x(a.at), y1: 0, y2: y + PLOT, class: 'asked' }), h('text', { x: Math.min(x(a.at) + 3, width - 70), y: y + PLOT + 2, class: 'asked-text' }, `${a.action} ${a.node}`)))));
}

function bar(piece, x, y) {
  const x1 = x(piece.from), w = Math.max(0.5, x(piece.to) - x1);
  const room = w > piece.label.length * 6.2 + 10;
  const attributes = { x: x1, y: y + 2, width: w, height: LANE - 5, rx: 3 };
  const solid = piece.broker !== undefined && piece.broker !== null;
  const rect = h('rect', { ...attributes, class: 'lane ' + (piece.tone ?? (solid ? 'led' : 'bad')), style: solid ? { fill: brokerColour(piece.broker) } : null });
  return [rect, piece.short ? h('rect', { ...attributes, y: y + LANE - 6, height: 3, rx: 1.5, class: piece.under ? 'under' : 'lacking' }) : null, room && piece.label ? h('text', { x: x1 + 5, y: y + 13.5, class: 'lane-text' + (solid || piece.tone === 'bad' || piece.broker === null ? ' on' : '') }, piece.label) : null];
}
