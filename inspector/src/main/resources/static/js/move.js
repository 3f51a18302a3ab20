// Moves Ackline's group to another place of the log; what that would do is shown first.
import { h, say } from './dom.js';
import { post } from './live.js';
import { count, plural } from './format.js';
import { empty, field, panel, select } from './parts.js';

const s = { topic: null, partition: '', to: 'earliest', offset: '', time: '', busy: false, preview: null, problem: null, told: null };

export function move(progress, context) {
  const topics = [...new Set(progress.partitions.map((p) => p.topic))].sort();
  if (!topics.length) return null;
  if (!topics.includes(s.topic)) s.topic = topics.includes('payments') ? 'payments' : topics[0];
  const partitions = progress.partitions.filter((p) => p.topic === s.topic).map((p) => p.partition);
  const change = (changes) => { Object.assign(s, changes, { preview: null, problem: null, told: null }); if (s.to === 'offset' && s.partition === '') s.partition = String(partitions[0]); context.redraw(); };
  return panel('Go on elsewhere', h('p', { class: 'word' }, 'Moves the group back, to handle events again that have no receipt, or forward, to leave some out for ever; what has a receipt is never handled twice. What a move would do is shown first.'),
    h('div', {},
      h('form', { class: 'tools wrap', 'data-key': 'move', onsubmit: (e) => { e.preventDefault(); send(true, context); } },
        field('Topic', select(s.topic, topics, (v) => change({ topic: v, partition: '' }), { name: 'topic' })),
        field('Partition', select(s.partition, [...(s.to === 'offset' ? [] : [['', 'all']]), ...partitions.map((p) => [p, p])], (v) => change({ partition: v }), { name: 'partition' })),
        field('Go on at', select(s.to, [['earliest', 'the start'], ['latest', 'the end'], ['time', 'a time'], ['offset', 'an offset']], (v) => change({ to: v }), { name: 'to' })),
        s.to === 'time' ? field('Time', h('input', { name: 'time', type: 'datetime-local', step: 1, required: true, value: s.time, 'data-key': 'time', oninput: (e) => change({ time: e.target.value }) })) : null,
        s.to === 'offset' ? field('Offset', h('input', { name: 'offset', inputmode: 'numeric', pattern: '[0-9]{1,18}', required: true, size: 9, value: s.offset, 'data-key': 'offset', oninput: (e) => change({ offset: e.target.value.trim() }) })) : null,
        h('button', { type: 'submit', disabled: s.busy }, 'Show what it would do')),
      s.problem ? h('div', { class: 'notice bad', role: 'alert', 'data-key': 'problem' }, s.problem) : null,
      s.preview ? preview(context) : null,
      s.told ? h('p', { class: 'told', 'data-key': 'told' }, s.told) : null), { key: 'move' });
}

function preview(context) {
  const { moves } = s.preview;
  const moving = moves.filter((m) => m.from !== m.to);
  const sum = (name) => moves.reduce((a, m) => a + m[name], 0);
  if (!moving.length) return empty('Nothing would change: the group goes on there already.');
  return h('div', { class: 'preview', 'data-key': 'preview' },
    h('p', {}, sum('readAgain') ? `${plural(sum('readAgain'), 'record')} would be read again: ${count(sum('skipped'))} with a receipt, left alone, and at most ${count(sum('handled'))} to be handled. ` : '',
      sum('leftOut') ? h('strong', { class: 'bad-text' }, `${plural(sum('leftOut'), 'record')} would never be handled.`) : ''),
    h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'What the move would do' }, h('table', { class: 'rows' },
      h('thead', {}, h('tr', {}, h('th', {}, 'Partition'), h('th', { class: 'n' }, 'Goes on at'), h('th', { class: 'n' }, 'Would go on at'), h('th', { class: 'n' }, 'Read again'), h('th', { class: 'n' }, 'Left alone'), h('th', { class: 'n' }, 'Handled'), h('th', { class: 'n' }, 'Left out'))),
      h('tbody', {}, moving.map((m) => h('tr', { 'data-key': m.partition }, h('th', { scope: 'row', class: 'nowrap' }, `${m.topic}-${m.partition}`), ...[m.from, m.to].map((o) => h('td', { class: 'n mono' }, count(o))), ...[m.readAgain, m.skipped, m.handled].map((n) => h('td', { class: 'n' }, count(n))), h('td', { class: 'n' + (m.leftOut ? ' bad-text' : '') }, count(m.leftOut))))))),
    h('div', { class: 'actions' }, h('button', { type: 'button', class: 'button', 'data-key': 'do', disabled: s.busy, onclick: () => send(false, context) }, `Move ${plural(moving.length, 'partition')}`),
      h('button', { type: 'button', 'data-key': 'not', onclick: () => { s.preview = null; context.redraw(); } }, 'Not now')));
}

async function send(dryRun, context) {
  s.busy = true;
  s.problem = s.told = null;
  context.redraw();
  try {
    const to = s.to === 'time' ? new Date(s.time).toISOString() : s.to === 'offset' ? +s.offset : s.to;
    const result = await post('group/offsets', {}, JSON.stringify({ topic: s.topic, partition: s.partition === '' ? null : +s.partition, to, dryRun }));
    if (dryRun) { s.preview = result; say('What the move would do stands below'); }
    else {
      s.preview = null;
      s.told = `Moved: ${plural(result.moves.filter((m) => m.from !== m.to).length, 'partition goes', 'partitions go')} on there within seconds.`;
      say(s.told);
    }
  }
  catch (error) { s.preview = null; s.problem = error.message; }
  s.busy = false;
  context.redraw();
}
