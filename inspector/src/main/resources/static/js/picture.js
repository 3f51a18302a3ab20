// Brokers × partitions: who leads, who follows, who has fallen out. Small topics are drawn with elements, large ones on a canvas.
import { h, own } from './dom.js';
import { get } from './live.js';
import { brokerColour, broker, since } from './parts.js';

const CELLS = 40;

export function picture(topic, chosen, choose) {
  const ids = (get('cluster')?.brokers ?? []).map((b) => b.id);
  return h('div', { class: 'picture', 'data-key': 'picture' },
    topic.partitions.length <= CELLS ? grid(topic, ids, chosen, choose) : dense(topic, ids, chosen, choose), legend());
}

const role = (p, id) => p.leader === id ? 'leader' : p.isr.includes(id) ? 'follower' : p.replicas.includes(id) ? 'out' : 'none';
const NAMES = { leader: 'leads', follower: 'follows, in sync', out: 'out of sync', none: 'does not keep it' };

function grid(topic, ids, chosen, choose) {
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Brokers and partitions' }, h('table', { class: 'grid' },
    h('thead', {}, h('tr', {}, h('td', {}), topic.partitions.map((p) => h('th', { scope: 'col', class: p.p === chosen ? 'chosen' : '' },
      h('button', { type: 'button', 'aria-pressed': String(p.p === chosen), 'aria-label': `Partition ${p.p}`, onclick: () => choose(p.p === chosen ? null : p.p) }, p.p))))),
    h('tbody', {}, ids.map((id) => h('tr', { 'data-key': 'g' + id, style: { '--c': brokerColour(id) } }, h('th', { scope: 'row' }, h('span', { class: 'sr' }, 'Broker '), broker(id)),
      topic.partitions.map((p) => cell(p, id, p.p === chosen)))))));
}

function cell(p, id, chosen) {
  const what = role(p, id);
  const out = p.out[id];
  const preferred = p.replicas[0] === id && p.leader !== id;
  const text = NAMES[what] + (out ? `, for ${since(out)}` : '') + (preferred && what !== 'none' ? '; it is the preferred leader' : '');
  return h('td', { class: 'cell ' + what + (preferred ? ' preferred' : '') + (chosen ? ' chosen' : ''), title: `Broker ${id}, partition ${p.p}: ${text}` },
    h('i', { 'aria-hidden': 'true' }, what === 'leader' ? 'L' : what === 'out' ? '×' : ''), h('span', { class: 'sr' }, text));
}

function legend() {
  return h('ul', { class: 'legend', 'aria-label': 'Legend' },
    [['leader', 'L', 'leader'], ['follower', '', 'in-sync follower'], ['out', '×', 'out of sync'], ['follower preferred', '', 'preferred, but not leading'], ['none', '', 'no replica']]
      .map(([name, mark, text]) => h('li', {}, h('span', { class: 'cell ' + name, style: { '--c': 'var(--muted)' }, 'aria-hidden': 'true' }, h('i', {}, mark)), text)));
}

function dense(topic, ids, chosen, choose) {
  const tally = { leader: 0, follower: 0, out: 0 };
  for (const p of topic.partitions) for (const id of p.replicas) tally[role(p, id)]++;
  return h('div', {}, own(h('canvas', { class: 'dense', 'data-key': 'dense', role: 'img', 'aria-label': `${topic.partitions.length} partitions: ${tally.leader} led, ${tally.follower} followers in sync, ${tally.out} replicas out of sync. The table below has each.` }),
    { topic, ids, chosen, choose }, paint));
}

function paint(canvas, { topic, ids, chosen, choose }) {
  const width = canvas.parentElement.clientWidth;
  const size = topic.partitions.length > 400 ? 8 : 11;
  const label = 24;
  const columns = Math.max(10, Math.floor((width - label) / size));
  const bands = Math.ceil(topic.partitions.length / columns);
  const bandHeight = ids.length * size + 10;
  const scale = devicePixelRatio || 1;
  const height = bands * bandHeight;
  if (canvas._w !== width * scale || canvas._h !== height * scale) {
    canvas._w = canvas.width = width * scale; canvas._h = canvas.height = height * scale;
    canvas.style.width = width + 'px'; canvas.style.height = height + 'px';
  }
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const bad = colour('--bad'), line = colour('--line'), text = colour('--text');
  const hues = ids.map((id) => colour(`--b${(id - 1) % 9 + 1}`));
  const g = canvas.getContext('2d');
  g.setTransform(scale, 0, 0, scale, 0, 0);
  g.clearRect(0, 0, width, height);
  g.font = `${size + 1}px system-ui`;
  g.textBaseline = 'middle';
  topic.partitions.forEach((p, index) => {
    const band = Math.floor(index / columns), x = label + (index % columns) * size;
    ids.forEach((id, row) => {
      const y = band * bandHeight + row * size;
      const what = role(p, id);
      g.globalAlpha = what === 'follower' ? 0.3 : 1;
      g.fillStyle = what === 'none' ? line : what === 'out' ? bad : hues[row];
      if (what === 'none') g.fillRect(x + size / 2 - 1, y + size / 2 - 1, 1.5, 1.5);
      else if (what === 'out') { g.strokeStyle = bad; g.lineWidth = 1.5; g.strokeRect(x + 1.5, y + 1.5, size - 4, size - 4); }
      else g.fillRect(x, y, size - 1.5, size - 1.5);
    });
    if (p.p === chosen) { g.globalAlpha = 1; g.strokeStyle = text; g.lineWidth = 1.5; g.strokeRect(x - 1, band * bandHeight - 1, size, ids.length * size + 1); }
  });
  g.globalAlpha = 1;
  g.fillStyle = text;
  for (let band = 0; band < bands; band++) ids.forEach((id, row) => g.fillText(String(id), 4, band * bandHeight + row * size + size / 2));
  canvas.onclick = (event) => {
    const band = Math.floor(event.offsetY / bandHeight);
    const column = Math.floor((event.offsetX - label) / size);
    const index = band * columns + column;
    if (column >= 0 && column < columns && topic.partitions[index]) choose(topic.partitions[index].p);
  };
}
