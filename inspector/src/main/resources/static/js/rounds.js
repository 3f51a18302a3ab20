// Retries many dead letters: all that are asked for, so many in a second.
import { h, say } from './dom.js';
import { post, remove } from './live.js';
import { age, clock, count, plural } from './format.js';
import { field, panel } from './parts.js';

const FINAL = ['undecodable', 'id-conflict'];
const s = { rate: '10', limit: '', busy: false, problem: null, told: null };

export const isFinal = (letter) => FINAL.includes(letter.reason);

/** What is asked for with a filter; a letter that would fail in the same way again is not retried. */
export function rounds(filter, letters, more, scheduled, context) {
  const able = letters.filter((l) => l.state === 'dead' && !isFinal(l)).length;
  if (!able && !scheduled.length && !s.told && !s.problem) return null;
  const most = +s.limit || Infinity;
  const number = most < able ? `the first ${count(most)}` : `all ${count(able)}${more ? ' or more' : ''}`;
  const which = Object.values(filter).some(Boolean) ? ' that match' : '';
  return panel('Retry many', h('p', { class: 'word' }, 'What is chosen above and can succeed, the oldest first. The schedule is in the database, so that it goes on without this page.'),
    h('div', {},
      h('form', { class: 'tools wrap', 'data-key': 'rounds', onsubmit: (e) => { e.preventDefault(); send(filter, context); } },
        field('Letters a second', h('input', { name: 'rate', type: 'number', min: 0.001, max: 1000, step: 'any', required: true, value: s.rate, oninput: (e) => { s.rate = e.target.value; context.redraw(); } })),
        field('At most', h('input', { name: 'limit', type: 'number', min: 1, max: 100000, step: 1, placeholder: 'all', value: s.limit, oninput: (e) => { s.limit = e.target.value; context.redraw(); } })),
        h('button', { type: 'submit', class: 'button', 'data-key': 'retry-many', disabled: s.busy || !able }, able ? `Retry ${number}${which}` : 'None can be retried')),
      scheduled.length ? h('div', { class: 'actions', 'data-key': 'scheduled' }, h('span', { class: 'quiet' }, planned(scheduled)), h('button', { type: 'button', disabled: s.busy, onclick: () => stop(filter, context) }, 'Take off the schedule')) : null,
      s.problem ? h('div', { class: 'notice bad', role: 'alert', 'data-key': 'problem' }, s.problem) : null,
      s.told ? h('p', { class: 'told', 'data-key': 'told' }, s.told) : null), { key: 'rounds' });
}

function planned(scheduled) {
  const last = scheduled.map((l) => l.retryAt).sort().at(-1);
  return `${plural(scheduled.length, 'letter is', 'letters are')} scheduled` + (last && new Date(last) > Date.now() ? `, the last of these in ${age(2 * Date.now() - new Date(last))}` : '') + '.';
}

async function act(context, what) {
  s.busy = true;
  s.problem = s.told = null;
  context.redraw();
  try { s.told = await what(); say(s.told); } catch (error) { s.problem = error.message; }
  s.busy = false;
  context.redraw();
}

const send = (filter, context) => act(context, async () => {
  const { scheduled, last } = await post('dead-letters/retry', { ...filter, rate: s.rate, limit: s.limit });
  return scheduled ? `${plural(scheduled, 'letter is', 'letters are')} tried again, the last at ${clock(last)}.` : 'There is none that can be retried.';
});

const stop = (filter, context) => act(context, async () => {
  const { unscheduled } = await remove('dead-letters/retry', filter);
  return `${plural(unscheduled, 'letter is', 'letters are')} to be decided again.`;
});

export function forget() { s.problem = s.told = null; }
