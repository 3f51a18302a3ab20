import { h } from '../dom.js';
import { get, named, news } from '../live.js';
import { age, bytes, count, rate, plural } from '../format.js';
import { term, word } from '../words.js';
import { election } from '../election.js';
import { services } from '../services.js';
import { badge, broker, brokerColour, electable, empty, head, panel, stat, stories, story } from '../parts.js';

const sum = (list) => list.reduce((a, b) => a + (b ?? 0), 0);
const skewOf = (numbers) => { const all = sum(numbers); return all ? Math.max(...numbers) * numbers.length / all : 1; };

export default {
  title: 'Cluster',
  uses: (key) => /^(about|cluster|disks|services|zookeeper|news|topic\/|offsets\/|group\/|settings\/)/.test(key),
  draw(context) {
    const cluster = get('cluster');
    return [
      head('Cluster', h('p', { class: 'sub' }, h('span', { class: 'mono' }, cluster.id), ' at ', h('span', { class: 'mono' }, get('about')?.bootstrapServers ?? ''))),
      vitals(cluster),
      panel('Brokers', word('broker', null, 'controller'), h('div', {}, h('div', { class: 'cards' }, cluster.brokers.map((b) => card(b, cluster))), election(sum(named('topic/').map(([, t]) => electable(t))), context)), { aside: skew(cluster) }),
      h('div', { class: 'two' },
        zookeeper(),
        h('div', { class: 'stack' }, services(), panel('Lately', null, chronicle(), { key: 'lately' }))),
    ];
  },
};

function vitals(cluster) {
  const topics = named('topic/').map(([, t]) => t);
  const partitions = topics.flatMap((t) => t.partitions);
  const short = partitions.filter((p) => p.isr.length < p.replicas.length).length;
  const leaderless = partitions.filter((p) => p.leader === null).length;
  const alive = cluster.brokers.filter((b) => b.alive).length;
  const writes = sum(named('offsets/').filter(([name]) => !name.startsWith('__')).flatMap(([, o]) => o.rate));
  const lag = sum(named('group/').flatMap(([, g]) => g.partitions.map((p) => p.lag)));
  return h('dl', { class: 'stats', 'data-key': 'vitals' },
    stat('Brokers', `${alive} of ${cluster.brokers.length}`, alive < cluster.brokers.length ? 'bad' : 'good', alive < cluster.brokers.length ? 'some are gone' : 'all there'),
    stat('Controller', cluster.controller === null ? 'none' : h('span', { title: term('controller') }, broker(cluster.controller)), cluster.controller === null ? 'bad' : '', epoch()),
    stat('Partitions', count(partitions.length), leaderless ? 'bad' : short ? 'warn' : 'good', leaderless ? `${leaderless} without a leader` : short ? `${short} with replicas out of sync` : 'all replicas in sync'),
    stat('Writes', rate(writes), '', plural(topics.filter((t) => !t.internal).length, 'topic')),
    stat('Lag', count(lag), lag > 1000 ? 'warn' : '', plural(named('group/').length, 'group')));
}

function epoch() {
  const node = get('zookeeper')?.nodes.find((n) => n.path === '/controller_epoch');
  return node ? `epoch ${node.value}` : '';
}

function skew(cluster) {
  const alive = cluster.brokers.filter((b) => b.alive);
  const disks = get('disks') || {};
  const displaced = sum(named('topic/').map(([, t]) => t.partitions.filter((p) => p.leader !== p.replicas[0]).length));
  return h('p', { class: 'aside', title: term('skew') },
    'Skew: leaders ', h('b', {}, skewOf(alive.map((b) => b.leaders)).toFixed(2) + '×'), ', bytes ', h('b', {}, skewOf(alive.map((b) => disks[b.id] ?? 0)).toFixed(2) + '×'),
    displaced ? `; ${plural(displaced, 'partition')} not led by the preferred broker` : '');
}

function card(b, cluster) {
  const most = Math.max(1, ...cluster.brokers.map((x) => x.replicas));
  const disk = get('disks')?.[b.id];
  return h('article', { class: 'card' + (b.alive ? '' : ' gone'), 'data-key': 'b' + b.id, style: { '--c': brokerColour(b.id) }, 'aria-label': `Broker ${b.id}` },
    h('header', {}, h('h3', {}, broker(b.id), h('span', { class: 'sr' }, `, broker ${b.id}`)),
      b.id === cluster.controller ? badge('controller', 'accent') : null, b.alive ? null : badge('gone', 'bad'),
      h('span', { class: 'mono quiet' }, b.alive ? `${b.host}:${b.port}${b.rack ? ' · ' + b.rack : ''}` : 'does not answer')),
    h('div', { class: 'bar-row', role: 'img', 'aria-label': `leads ${b.leaders}, follows in sync ${b.inSync - b.leaders}, out of sync ${b.replicas - b.inSync}` },
      h('i', { class: 'leads', style: { width: 100 * b.leaders / most + '%' } }), h('i', { class: 'follows', style: { width: 100 * Math.max(0, b.inSync - b.leaders) / most + '%' } }),
      h('i', { class: 'out', style: { width: 100 * (b.replicas - b.inSync) / most + '%' } })),
    h('dl', { class: 'facts' },
      fact('leads', `${b.leaders}`, b.leaders !== b.preferred ? `of ${b.preferred} preferred` : ''), fact('follows', `${Math.max(0, b.inSync - b.leaders)}`),
      fact('out of sync', `${b.replicas - b.inSync}`, '', b.replicas > b.inSync ? 'bad' : ''), fact('on disk', bytes(disk))));
}

const fact = (label, value, note, tone) => h('div', { class: tone || '' }, h('dt', {}, label), h('dd', {}, value, note ? h('small', {}, ' ' + note) : null));

const seen = new Map();

function zookeeper() {
  const about = get('about');
  const view = get('zookeeper');
  const body = !about?.zookeeper ? empty('This inspector was not told where ZooKeeper is; ./ackline inspect takes --zookeeper.')
    : !view ? empty('Looking …')
      : !view.reachable ? h('div', { class: 'notice bad' }, h('strong', {}, 'ZooKeeper does not answer. '), 'Brokers go on with what they know: leaders take writes, but nobody is elected and no ISR changes until it is back. ', h('small', {}, `It was asked at ${about.zookeeper}; is that its address?`))
        : h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Znodes' }, h('table', { class: 'znodes' }, h('thead', {}, h('tr', {}, h('th', {}, 'Znode'), h('th', {}, 'Says'), h('th', { class: 'n' }, 'Changed'))),
          h('tbody', {}, view.nodes.map(znode))));
  return panel('ZooKeeper', word('zookeeper', 'What is ephemeral ends with its broker’s session.'), body, { key: 'zk' });
}

function znode(node) {
  const mark = node.path + '@' + node.version + node.value;
  const before = seen.get(node.path);
  if (before?.mark !== mark) seen.set(node.path, { mark, at: before ? Date.now() : 0 });
  const fresh = Date.now() - seen.get(node.path).at < 4000;
  return h('tr', { 'data-key': node.path, class: fresh ? 'fresh' : '' }, h('td', {}, h('code', {}, node.path), node.ephemeral ? h('span', { class: 'quiet' }, ' ephemeral') : null),
    h('td', {}, says(node)), h('td', { class: 'n quiet', title: new Date(node.changedAt).toISOString() }, age(node.changedAt) + ' ago'));
}

function says(node) {
  let value;
  try { value = JSON.parse(node.value); } catch { value = node.value; }
  if (node.path === '/controller') return ['broker ', broker(value.brokerid)];
  if (node.path === '/controller_epoch') return h('span', {}, `${node.value}`, h('span', { class: 'quiet' }, `: counts controllers`));
  if (node.path.startsWith('/brokers/ids/')) return h('code', {}, (value.endpoints || []).join(' '));
  return h('code', {}, typeof value === 'object' ? value.id ?? node.value : String(value));
}

function chronicle() {
  const lines = stories(news.filter((n) => n.kind !== 'answer'), 14);
  return lines.length ? h('ol', { class: 'chronicle' }, lines.map(story))
    : empty('Nothing has changed since somebody looked. Stop a broker, and it will be told here.');
}

