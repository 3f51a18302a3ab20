import { h } from '../dom.js';
import { ask, get } from '../live.js';
import { age, byteRate, bytes, count, duration, exact, plural, rate } from '../format.js';
import { term, word } from '../words.js';
import { election } from '../election.js';
import { badge, broker, brokers, electable, empty, head, panel, since, sorted, sorter, stat, shortfall } from '../parts.js';
import { picture } from '../picture.js';

const PAGE = 100;
// The codes are those of the producer's advice.
const DISPLACED = 'leaders-not-preferred';
const sum = (list) => (list || []).reduce((a, b) => a + (b ?? 0), 0);
let name = null;
let details = null;
let problem = null;
let znodes = null;
let timer = null;
let asking = null;

async function load(context) {
  const of = name;
  if (asking === of) return;
  asking = of;
  try {
    const loaded = await ask('topics/' + encodeURIComponent(of));
    if (of === name) { details = loaded; problem = null; }
  }
  catch (error) { if (of === name) problem = error.message; }
  if (get('about')?.zookeeper && (get('topic/' + of)?.partitions.length ?? 999) <= 200) {
    try { const read = await ask('zookeeper/topics/' + encodeURIComponent(of)); if (of === name) znodes = read; } catch { znodes = null; }
  }
  if (asking === of) asking = null;
  context.redraw();
}

export default {
  title: 'Topic',
  uses: (key) => key.endsWith('/' + name) || key === 'cluster',
  enter(context) {
    name = context.route.parts[0];
    details = problem = znodes = null;
    load(context);
    timer = setInterval(() => { if (!document.hidden) load(context); }, 3000);
  },
  leave() { clearInterval(timer); },
  heard(keys, fresh, context) { if (keys.includes('topic/' + name)) { clearTimeout(this.soon); this.soon = setTimeout(() => load(context), 300); } },
  draw(context) {
    const topic = get('topic/' + name);
    if (!topic) return [head(name, null), empty('There is no topic of this name in the cluster.', h('a', { href: '#/topics' }, 'All topics'))];
    const settings = get('settings/' + name);
    const chosen = context.params.has('partition') ? +context.params.get('partition') : null;
    return [
      h('p', { class: 'crumbs', 'data-key': 'crumbs' }, h('a', { href: '#/topics' }, 'Topics'), ' / '),
      head(name, word('partition', null, 'replication'), h('a', { class: 'button', href: context.link(['messages'], { topic: name, partition: chosen }) }, 'Browse messages')),
      vitals(topic, settings),
      h('div', { class: topic.partitions.length <= 12 ? 'two' : 'stack', 'data-key': 'pictures' },
        panel('Brokers × partitions', word('isr'), picture(topic, chosen, (p) => context.set({ partition: p, page: p === null ? null : Math.floor(p / PAGE) || null, ...(topic.partitions.length > PAGE ? { sort: null } : {}) })), { key: 'pic' }),
        advice(topic, settings, context)),
      panel('Partitions', word('skew'), table(topic, settings, chosen, context), { key: 'table', aside: unevenness(topic) }),
      states(),
      settingsPanel(),
    ];
  },
};

function vitals(topic, settings) {
  const replicas = Math.max(...topic.partitions.map((p) => p.replicas.length));
  const short = shortfall(topic);
  const none = topic.partitions.filter((p) => p.leader === null).length;
  const blocked = settings ? topic.partitions.filter((p) => p.leader === null || p.isr.length < settings.minIsr).length : 0;
  const offsets = get('offsets/' + name);
  const sizes = get('sizes/' + name);
  return h('dl', { class: 'stats', 'data-key': 'vitals' },
    stat('Writes with acks=all', blocked ? `${topic.partitions.length - blocked} of ${topic.partitions.length}` : 'taken', blocked ? 'bad' : 'good', blocked ? 'partitions take them' : 'by all partitions'),
    stat('Replication factor', h('span', { title: term('replication') }, replicas), '', settings ? `at least ${settings.minIsr} in sync to write` : ''),
    stat('Fully in sync', `${count(topic.partitions.length - short)} of ${count(topic.partitions.length)}`, none ? 'bad' : short ? 'warn' : 'good', none ? `${none} without a leader` : short ? 'have all their replicas in sync' : 'partitions'),
    stat('Records', offsets ? count(sum(offsets.end) - sum(offsets.start)) : '–', '', offsets ? rate(Math.round(sum(offsets.rate) * 10) / 10) : ''),
    stat('Size', sizes ? bytes(sum(sizes.bytes)) : '–', '', settings ? (settings.cleanup.includes('compact') ? 'compacted' : 'kept ' + duration(settings.retentionMs)) : ''));
}

function unevenness(topic) {
  const sizes = get('sizes/' + name)?.bytes;
  if (!sizes || topic.partitions.length < 2 || !sum(sizes)) return null;
  const factor = Math.max(...sizes.map((b) => b ?? 0)) * sizes.length / sum(sizes);
  const hot = sizes.indexOf(Math.max(...sizes.map((b) => b ?? 0)));
  return h('p', { class: 'aside', title: term('skew') }, 'Skew: partition ', h('b', {}, hot), ' has ', h('b', { class: factor > 3 ? 'warn-text' : '' }, factor.toFixed(2) + '×'), ' the mean');
}

function table(topic, settings, chosen, context) {
  const page = Math.min(+(context.params.get('page') ?? 0), Math.floor((topic.partitions.length - 1) / PAGE));
  const offsets = get('offsets/' + name);
  const sizes = get('sizes/' + name);
  const shown = sorted(topic.partitions, context, { out: (p) => p.replicas.length - p.isr.length, records: (p) => offsets?.end[p.p] - offsets?.start[p.p], writes: (p) => offsets?.rate[p.p], size: (p) => sizes?.bytes[p.p], growth: (p) => sizes?.rate[p.p] }).slice(page * PAGE, page * PAGE + PAGE);
  const most = Math.max(1, ...(sizes?.bytes ?? []).map((b) => b ?? 0));
  return h('div', {}, h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Partitions' }, h('table', { class: 'rows' },
    h('thead', {}, h('tr', {}, h('th', { class: 'n' }, '#'), h('th', {}, 'Leader'), h('th', {}, 'In sync'), sorter('Out of sync', 'out', context), h('th', { class: 'n' }, 'Offsets'), sorter('Records', 'records', context, 'n'), sorter('Writes', 'writes', context, 'n'), sorter('Size', 'size', context), sorter('Growth', 'growth', context, 'n'))),
    h('tbody', {}, shown.map((p) => {
      const start = offsets?.start[p.p], end = offsets?.end[p.p], size = sizes?.bytes[p.p];
      const under = settings && p.isr.length < settings.minIsr;
      return h('tr', { 'data-key': 'p' + p.p, class: p.p === chosen ? 'chosen' : '' }, h('th', { class: 'n', scope: 'row' }, h('a', { href: context.link(['messages'], { topic: name, partition: p.p }), 'aria-label': `Messages of partition ${p.p}` }, p.p)),
        h('td', {}, broker(p.leader), p.leader !== p.replicas[0] ? h('small', { class: 'quiet', title: `Broker ${p.replicas[0]} is preferred` }, ` not ${p.replicas[0]}`) : null), h('td', {}, brokers(p.isr), under ? badge('no acks=all', 'bad') : null),
        h('td', {}, Object.entries(p.out).map(([id, out]) => h('span', { class: 'outs', title: out.seen ? exact(out.at) : 'Since then or earlier: nobody was looking' }, broker(+id), h('small', { class: 'bad-text' }, ' for ' + since(out))))),
        h('td', { class: 'n mono' }, start === null || start === undefined || end === null || end === undefined ? '–' : end === start ? `${count(end)}` : `${count(start)} – ${count(end - 1)}`), h('td', { class: 'n' }, start === undefined || end === undefined || start === null || end === null ? '–' : count(end - start)), h('td', { class: 'n' }, rate(offsets?.rate[p.p])),
        h('td', {}, h('span', { class: 'meter' }, h('i', { style: { width: 100 * (size ?? 0) / most + '%' } }), h('b', {}, bytes(size)))), h('td', { class: 'n' }, byteRate(sizes?.rate[p.p])));
    })))),
  topic.partitions.length > PAGE ? h('nav', { class: 'pager', 'aria-label': 'Partitions' },
    h('button', { type: 'button', disabled: page === 0, onclick: () => context.set({ page: page - 1 || null }) }, 'Previous'), h('span', {}, `${page * PAGE} to ${page * PAGE + shown.length - 1} of ${count(topic.partitions.length)}`),
    h('button', { type: 'button', disabled: (page + 1) * PAGE >= topic.partitions.length, onclick: () => context.set({ page: page + 1 }) }, 'Next')) : null);
}

/** What can be said of any topic; what Ackline's producer says of one that it declares stands with it. */
function advise(topic, settings) {
  const found = [];
  const replicas = Math.max(...topic.partitions.map((p) => p.replicas.length));
  const add = (code, detail, change) => found.push({ code, detail, change });
  const alive = (get('cluster')?.brokers ?? []).filter((b) => b.alive).length;
  if (replicas === 1) add('one-replica', 'Each partition is on one broker only: when it is down, so is the partition, and when its disk is lost, so are the events.', 'Keep three replicas.');
  if (settings) {
    if (replicas > 1 && settings.minIsr >= replicas) add('min-insync-replicas-equals-replicas', `All ${replicas} replicas must be in sync to take a write with acks=all: one broker down stops them.`, `Set min.insync.replicas to ${replicas - 1}.`);
    if (replicas > 1 && settings.minIsr === 1) add('min-insync-replicas-one', 'A write with acks=all may be on the leader alone: it is lost with it.', 'Set min.insync.replicas to 2.');
    if (settings.unclean) add('unclean-leader-election', 'A replica that is out of sync may lead, and what it does not have is lost, acknowledged or not.', 'Set unclean.leader.election.enable to false.');
  }
  if (alive > 1 && topic.partitions.length % alive) add('partitions-not-a-multiple-of-brokers', `${topic.partitions.length} partitions cannot be spread evenly over ${alive} brokers.`, `Take a multiple of ${alive}.`);
  const displaced = topic.partitions.filter((p) => p.leader !== p.replicas[0]).length;
  if (displaced && !shortfall(topic)) add(DISPLACED, `${plural(displaced, 'partition is', 'partitions are')} not led by the preferred broker, so that some brokers do more than others.`, 'Elect preferred leaders.');
  const sizes = get('sizes/' + name)?.bytes ?? [];
  const largest = Math.max(0, ...sizes.map((b) => b ?? 0));
  if (sizes.length > 1 && largest > 1e6 && largest * sizes.length > 3 * sum(sizes)) add('hot-partition', `Partition ${sizes.indexOf(largest)} has more than three times the mean: a few keys have most of the events.`, 'Choose keys that spread better.');
  return found;
}

function advice(topic, settings, context) {
  const declared = details?.declared;
  const theirs = declared?.advice ?? [];
  const ours = declared ? [] : advise(topic, settings);
  const drift = (declared?.drift ?? []).map((text) => ({ code: 'drift', detail: text, change: 'Set it as declared (PUT /api/v1/topics/' + name + '), or change the declaration.' }));
  const all = [...drift, ...theirs, ...ours];
  return panel('Advice', null, all.length ? h('ul', { class: 'advice' }, all.map((a) => h('li', {}, h('code', {}, a.code), h('p', {}, a.detail), a.change ? h('p', { class: 'do' }, '→ ' + a.change) : null, a.code === DISPLACED ? election(electable(topic), context) : null)))
    : empty('Nothing to advise: replicas, in-sync replicas and leaders are as they should be.'), { key: 'advice', aside: declared ? h('p', { class: 'aside' }, 'by the producer, which declares it') : null });
}

function settingsPanel() {
  if (problem) return panel('Settings', null, empty(problem), { key: 'settings' });
  if (!details) return panel('Settings', null, empty('Looking …'), { key: 'settings' });
  const own = details.settings.filter((s) => s.own);
  const rest = details.settings.filter((s) => !s.own);
  const rows = (list) => h('table', { class: 'rows settings' }, h('thead', { class: 'sr' }, h('tr', {}, h('th', {}, 'Setting'), h('th', {}, 'Value'))), h('tbody', {}, list.map((s) => h('tr', {}, h('th', { scope: 'row' }, h('code', {}, s.name)), h('td', {}, h('code', {}, s.value === '' ? '(empty)' : s.value ?? '(hidden)'))))));
  return panel('Settings', null, h('div', {}, own.length ? rows(own) : empty('None is set for this topic; all are the brokers’.'),
    h('details', {}, h('summary', {}, `${rest.length} more, from the brokers or by default`), rows(rest))), { key: 'settings' });
}

function states() {
  if (!znodes?.length) return null;
  return panel('In ZooKeeper', word('zookeeper'), h('details', { open: znodes.length <= 13 }, h('summary', {}, plural(znodes.length, 'znode')), h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Znodes of the topic' }, h('table', { class: 'rows' },
    h('thead', {}, h('tr', {}, h('th', {}, 'Znode'), h('th', {}, 'Leader'), h('th', {}, 'ISR'), h('th', { class: 'n' }, 'Leader epoch'), h('th', { class: 'n' }, 'Controller epoch'), h('th', { class: 'n' }, 'Version'), h('th', { class: 'n' }, 'Changed'))),
    h('tbody', {}, znodes.filter((z) => z.path.endsWith('/state')).map((z) => {
      let state = {};
      try { state = JSON.parse(z.value); } catch { /* shown empty */ }
      return h('tr', { 'data-key': z.path }, h('th', { scope: 'row' }, h('code', { title: z.path }, z.path.replace(/^.*\/partitions/, '…/partitions'))), h('td', {}, broker(state.leader < 0 ? null : state.leader)), h('td', {}, brokers(state.isr ?? [])),
        h('td', { class: 'n' }, state.leader_epoch), h('td', { class: 'n' }, state.controller_epoch), h('td', { class: 'n' }, z.version), h('td', { class: 'n quiet' }, age(z.changedAt) + ' ago'));
    }))))), { key: 'states' });
}
