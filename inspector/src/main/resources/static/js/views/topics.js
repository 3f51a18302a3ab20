import { h } from '../dom.js';
import { get, named } from '../live.js';
import { byteRate, bytes, count, rate, plural } from '../format.js';
import { word } from '../words.js';
import { badge, empty, head, panel, shortfall, sorted, sorter, strip } from '../parts.js';

const sum = (list) => (list || []).reduce((a, b) => a + (b ?? 0), 0);

export default {
  title: 'Topics',
  uses: (key) => /^(topic\/|offsets\/|sizes\/|settings\/)/.test(key),
  draw(context) {
    const wanted = (context.params.get('q') ?? '').toLowerCase();
    const internal = context.params.get('internal') === '1';
    const all = named('topic/').map(([, t]) => t);
    const shown = all.filter((t) => (internal || !t.internal) && t.name.toLowerCase().includes(wanted))
      .sort((a, b) => a.internal - b.internal || a.name.localeCompare(b.name));
    const rows = sorted(shown, context, { partitions: (t) => t.partitions.length, records: (t) => sum(get('offsets/' + t.name)?.end) - sum(get('offsets/' + t.name)?.start), writes: (t) => sum(get('offsets/' + t.name)?.rate), size: (t) => sum(get('sizes/' + t.name)?.bytes), growth: (t) => sum(get('sizes/' + t.name)?.rate) });
    return [
      head('Topics', word('topic')),
      h('div', { class: 'tools', 'data-key': 'tools' },
        h('input', { type: 'search', placeholder: 'Find a topic', 'aria-label': 'Find a topic', value: context.params.get('q') ?? '', oninput: (e) => context.set({ q: e.target.value }) }),
        h('label', { class: 'check' }, h('input', { type: 'checkbox', checked: internal, onchange: (e) => context.set({ internal: e.target.checked ? '1' : null }) }), 'Kafka’s own')),
      shown.length ? h('div', { class: 'scroll', 'data-key': 'table', tabindex: 0, role: 'region', 'aria-label': 'Topics' }, h('table', { class: 'rows' },
        h('thead', {}, h('tr', {}, h('th', {}, 'Topic'), sorter('Partitions', 'partitions', context), h('th', { class: 'n' }, 'Replicas'), h('th', { class: 'n' }, 'Min in sync'), sorter('Records', 'records', context, 'n'), sorter('Writes', 'writes', context, 'n'), sorter('Size', 'size', context, 'n'), sorter('Growth', 'growth', context, 'n'))),
        h('tbody', {}, rows.map((t) => row(t, context)))))
        : h('div', { 'data-key': 'none' }, empty(wanted ? `No topic has “${wanted}” in its name.` : 'There is no topic yet.')),
    ];
  },
};

function row(t, context) {
  const offsets = get('offsets/' + t.name);
  const sizes = get('sizes/' + t.name);
  const settings = get('settings/' + t.name);
  const replicas = Math.max(...t.partitions.map((p) => p.replicas.length));
  const short = shortfall(t);
  const tight = settings && settings.minIsr >= replicas && replicas > 1;
  return h('tr', { 'data-key': t.name }, h('th', { scope: 'row' }, h('a', { href: context.link(['topics', t.name]) }, t.name), t.internal ? badge('internal') : null),
    h('td', {}, h('span', { class: 'parts' }, h('b', {}, count(t.partitions.length)), strip(t), short ? h('small', { class: 'warn-text' }, plural(short, 'short', 'short')) : null)),
    h('td', { class: 'n' }, replicas), h('td', { class: 'n' + (tight ? ' warn-text' : ''), title: tight ? 'One broker down stops writes with acks=all' : null }, settings?.minIsr ?? '–'),
    h('td', { class: 'n' }, offsets ? count(sum(offsets.end) - sum(offsets.start)) : '–'), h('td', { class: 'n' }, offsets ? rate(Math.round(sum(offsets.rate) * 10) / 10) : '–'),
    h('td', { class: 'n' }, sizes ? bytes(sum(sizes.bytes)) : '–'), h('td', { class: 'n' }, sizes ? byteRate(sum(sizes.rate)) : '–'));
}
