import uPlot from '../../webjars/uplot/dist/uPlot.esm.js';
import { h, own } from '../dom.js';
import { ask, get, named, post } from '../live.js';
import { count, plural } from '../format.js';
import { word } from '../words.js';
import { move } from '../move.js';
import { trouble } from '../services.js';
import { badge, broker, brokerColour, empty, head, panel, sorted, sorter, stat } from '../parts.js';

let lag = null;
let of = null;
let timer = null;
let problem = null;

const chosenGroup = (context) => {
  const groups = named('group/').map(([id]) => id).sort();
  return context.params.get('group') && groups.includes(context.params.get('group')) ? context.params.get('group') : groups.find((id) => id === get('progress')?.group) ?? groups[0];
};

async function load(context) {
  const id = chosenGroup(context);
  if (!id) return;
  try { lag = await ask('lag', { group: id }); of = id; context.redraw(); } catch { /* the notice says it */ }
}

export default {
  title: 'Groups',
  uses: (key) => /^(group\/|progress|services|cluster)/.test(key),
  enter(context) { lag = problem = null; load(context); timer = setInterval(() => { if (!document.hidden) load(context); }, 1500); },
  leave() { clearInterval(timer); },
  draw(context) {
    const groups = named('group/').sort(([a], [b]) => a.localeCompare(b));
    const id = chosenGroup(context);
    const group = get('group/' + id);
    if (!group) return [head('Groups', word('group')), empty('There is no consumer group yet. One appears when a consumer joins, or commits an offset.')];
    const progress = get('progress')?.group === id ? get('progress') : null;
    return [
      head('Groups', word('group')),
      trouble('consumer', 'Events wait in their partitions, in order, and lag grows until one is back.'),
      groups.length > 1 ? h('div', { class: 'chips', role: 'group', 'aria-label': 'Groups', 'data-key': 'chips' }, groups.map(([name, g]) => h('a', { class: 'chip', href: context.link(['groups'], { group: name }), 'aria-current': name === id ? 'true' : null }, name, h('small', {}, g.state.toLowerCase())))) : null,
      h('dl', { class: 'stats', 'data-key': 'vitals' }, stat('Group', id, '', group.assignor || ''),
        stat('State', group.state.toLowerCase(), group.state === 'Stable' ? 'good' : 'warn', group.coordinator === null ? 'no coordinator' : ['coordinator ', broker(group.coordinator)]),
        stat('Members', count(group.members.length), group.members.length ? '' : 'warn', plural(group.partitions.length, 'partition')), stat('Lag', count(group.partitions.reduce((a, p) => a + (p.lag ?? 0), 0)), '', 'records not handled yet')),
      panel('Lag over time', word('lag'), lag && of === id && lag.times.length > 1 ? chart(lag) : empty('It is drawn as it is seen, from now on.'), { key: 'lag' }),
      panel('Who has what', word('consumer'), assignment(group, progress, context), { key: 'assignment', aside: progress && get('about')?.write ? pause(progress, context) : null }),
      progress && get('about')?.write ? move(progress, context) : null,
    ];
  },
};

function pause(progress, context) {
  const act = async (what) => { try { await post('group/' + what); problem = null; } catch (error) { problem = error.message; } context.redraw(); };
  const paused = progress.paused?.length > 0;
  return h('div', { class: 'actions' }, problem ? h('small', { class: 'bad-text' }, problem) : null, paused ? badge('paused: ' + progress.paused.join(', '), 'warn') : null,
    h('button', { type: 'button', onclick: () => act(paused ? 'resume' : 'pause') }, paused ? 'Resume all' : 'Pause all'));
}

function assignment(group, progress, context) {
  const members = new Map(group.members.map((m, i) => [m.id, { ...m, number: i + 1 }]));
  const theirs = new Map((progress?.partitions ?? []).map((p) => [p.topic + '-' + p.partition, p]));
  const most = Math.max(1, ...group.partitions.map((p) => p.lag ?? 0));
  return h('div', {},
    group.members.length ? h('ul', { class: 'members' }, [...members.values()].map((m) => h('li', { 'data-key': m.id, style: { '--c': brokerColour(m.number) } }, h('b', { class: 'member' }, m.number), h('span', {}, h('b', {}, m.client), h('small', { class: 'quiet' }, ` ${m.host.replace(/^\//, '')}${m.instance ? ' · static ' + m.instance : ''} · ${plural(m.partitions, 'partition')}`)))))
      : empty('Nobody is in the group now; its offsets are kept for when somebody is.'),
    group.partitions.length ? h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Partitions of the group' }, h('table', { class: 'rows' }, h('thead', {}, h('tr', {}, h('th', {}, 'Partition'), h('th', {}, 'Member'), h('th', { class: 'n' }, 'Committed'), h('th', { class: 'n' }, 'End'), sorter('Lag', 'lag', context), progress ? h('th', {}, 'In the database') : null)),
      h('tbody', {}, sorted(group.partitions, context, { lag: (p) => p.lag }).slice(0, 400).map((p) => {
        const member = members.get(p.member);
        const own = theirs.get(p.topic + '-' + p.p);
        return h('tr', { 'data-key': p.topic + p.p }, h('th', { scope: 'row', class: 'nowrap' }, h('a', { href: '#/topics/' + encodeURIComponent(p.topic) + '?partition=' + p.p }, `${p.topic}-${p.p}`)), h('td', {}, member ? h('b', { class: 'member', style: { '--c': brokerColour(member.number) }, title: member.client }, member.number) : h('span', { class: 'bad-text' }, 'nobody')),
          // the group may be ahead of when the end was asked for
          h('td', { class: 'n mono' }, count(p.committed)), h('td', { class: 'n mono' }, count(p.end !== null && p.committed > p.end ? p.committed : p.end)), h('td', {}, h('span', { class: 'meter' }, h('i', { style: { width: 100 * (p.lag ?? 0) / most + '%' } }), h('b', {}, count(p.lag)))),
          progress ? h('td', {}, own ? [own.next === null ? '–' : h('span', { class: 'mono' }, 'next ' + count(own.next)), own.paused ? badge('paused', 'warn') : null, own.waitingFor ? h('small', { class: 'warn-text' }, ' ' + own.waitingFor) : null] : '–') : null);
      })))) : null);
}

function chart(data) {
  const topics = Object.keys(data.topics);
  const total = data.times.map((_, i) => topics.reduce((a, t) => a + (data.topics[t][i] ?? 0), 0));
  return h('figure', { class: 'chart-frame' }, own(h('div', { class: 'chart', 'data-key': 'chart', role: 'img', 'aria-label': `Lag over time; now ${count(total.at(-1))}, at most ${count(Math.max(...total))}` }), { data, topics }, plot));
}

function plot(el, { data, topics }) {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const rows = [data.times.map((t) => t / 1000), ...topics.map((t) => data.topics[t])];
  const key = topics.join() + el.clientWidth + (document.documentElement.dataset.theme ?? '') + matchMedia('(prefers-color-scheme: dark)').matches;
  const latest = () => el._plot.cursor.left < 0 && el._plot.setLegend({ idx: data.times.length - 1 });
  if (el._key === key) { el._plot.setData(rows); latest(); return; }
  el._plot?.destroy();
  el._key = key;
  const axis = { stroke: colour('--muted'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false }, font: '12px system-ui' };
  el._plot = new uPlot({ width: el.clientWidth, height: 220, cursor: { y: false }, legend: { live: true },
    scales: { y: { range: (u, min, max) => [0, Math.max(10, max * 1.1)] } },
    axes: [{ ...axis, values: (u, ts) => ts.map((t) => new Date(t * 1000).toTimeString().slice(0, 8)), space: 90 }, { ...axis, size: 56 }],
    series: [{ label: 'Time', value: (u, t) => t ? new Date(t * 1000).toTimeString().slice(0, 8) : '–' }, ...topics.map((t, i) => ({ label: t, stroke: colour(`--b${i % 9 + 1}`), width: 2, points: { show: false }, spanGaps: true }))] }, rows, el);
  latest();
}
