// Ackline's own two services: which of their instances are ready, and what it means when none is.
import { h } from './dom.js';
import { get } from './live.js';
import { badge, panel } from './parts.js';
import { word } from './words.js';

const TONES = { ready: 'good', 'not ready': 'warn', silent: 'warn', 'not there': 'bad' };
const MEANS = { 'not ready': 'It answers, and would not be asked for its work now.', silent: 'It takes connections and does not answer: it hangs, or is paused.', 'not there': 'Nothing listens at its address.' };

/** Returns what is to be said where one of these services is needed and no instance of it is ready. */
export function trouble(kind, meaning) {
  const all = (get('services') ?? []).filter((one) => one.kind === kind);
  if (!all.length || all.some((one) => one.state === 'ready')) return null;
  return h('div', { class: 'notice bad', 'data-key': 'trouble-' + kind }, h('strong', {}, `No ${kind} is ready. `), meaning,
    h('small', {}, all.map((one) => `${one.address} is ${one.state}`).join(', ') + '.'));
}

export function services() {
  const all = get('services') ?? [];
  if (!all.length) return null;
  return panel('Services', word('producer', null, 'consumer'), h('ul', { class: 'processes' }, all.map((one) =>
    h('li', { 'data-key': one.address, title: MEANS[one.state] ?? null }, h('div', {}, h('b', {}, one.kind), ' ', badge(one.state, TONES[one.state])), h('span', { class: 'mono quiet' }, one.address.replace(/^https?:\/\//, ''))))), { key: 'services' });
}
