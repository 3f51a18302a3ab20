import { h, say } from '../dom.js';
import { ask, get, post } from '../live.js';
import { clock, count, ms } from '../format.js';
import { trouble } from '../services.js';
import { word } from '../words.js';
import { badge, broker, brokers, empty, field, head, select, topicNames } from '../parts.js';

const SAMPLES = {
  payments: { type: 'payment.captured', key: 'a-1', data: { account: 'a-1', amount: 1299, currency: 'EUR' } },
  webhooks: { type: 'github.push', key: 'octo/hello', data: { ref: 'refs/heads/main', commits: [{ message: 'Say hello' }] } },
  clicks: { type: 'click.opened', key: 'visitor-7', data: { page: '/pricing' } },
};
const WAIT = 15000;
let text = null;
let of = null;
let wrong = null;
let runs = [];
let number = 0;

export default {
  title: 'Publish',
  uses: (key) => /^(topic\/|about|services|settings\/)/.test(key),
  leave() { for (const run of runs) run.over = true; },
  draw(context) {
    if (get('about') && !get('about').producers.length) return [head('Publish and watch', word('producer', null, 'acks')), empty('This inspector was not told of a producer; ./ackline inspect takes --producer.')];
    const names = topicNames(false).filter((n) => !n.endsWith('-dlt'));
    const topic = context.params.get('topic') && names.includes(context.params.get('topic')) ? context.params.get('topic') : names.find((n) => n === 'payments') ?? names[0];
    const acks = context.params.get('acks') ?? 'all';
    if (text === null || (of !== topic && untouched())) { text = JSON.stringify(SAMPLES[topic] ?? { type: 'example.happened', key: 'k-1', data: { hello: 'world' } }, null, 2); const area = document.getElementById('event'); if (area) area.value = text; }
    of = topic;
    const write = get('about')?.write;
    return [
      head('Publish and watch', word('producer')),
      trouble('producer', 'What is published now gets no answer, or is refused.'),
      trouble('consumer', 'What is published is kept, and handled once one is back.'),
      h('div', { class: 'two wide-left', 'data-key': 'two' },
        h('form', { class: 'panel', 'data-key': 'form', onsubmit: (e) => { e.preventDefault(); publish(topic, acks, context); } },
          h('div', { class: 'tools' }, field('Topic', select(topic, names, (v) => context.set({ topic: v }))),
            h('fieldset', { class: 'segments' }, h('legend', {}, 'acks'), ['all', '1', '0'].map((a) => h('label', { 'data-key': 'a' + a }, h('input', { type: 'radio', name: 'acks', value: a, checked: a === acks, onchange: () => context.set({ acks: a === 'all' ? null : a }) }), h('span', {}, a))))),
          word('acks', topic ? meaning(topic, acks) : ''),
          h('label', { class: 'field', for: 'event' }, h('span', {}, 'Event')),
          h('textarea', { id: 'event', rows: 11, spellcheck: 'false', value: text, oninput: (e) => { text = e.target.value; wrong = null; context.redraw(); } }),
          wrong ? h('p', { class: 'bad-text', role: 'alert' }, wrong) : null,
          h('div', { class: 'actions' }, h('button', { type: 'submit', class: 'button', disabled: !write || !topic }, 'Publish'), h('button', { type: 'button', onclick: () => { text = null; context.redraw(); } }, 'Sample'), write ? h('span', { class: 'quiet' }, 'each time with a new id, unless the event names one') : h('span', { class: 'quiet' }, 'This inspector only looks; with --write it could publish.')),
          h('details', { 'data-key': 'curl' }, h('summary', {}, 'The same with curl'), h('pre', { class: 'code', tabindex: 0, 'aria-label': 'curl command' }, curl(topic, acks)))),
        h('div', { class: 'runs', 'data-key': 'runs' }, runs.length ? runs.map((run) => story(run, context)) : h('section', { class: 'panel' }, empty('What becomes of the event stands here, step by step: sent, acknowledged, replicated, handled, with the time of each.')))),
    ];
  },
};

const untouched = () => Object.values(SAMPLES).some((x) => JSON.stringify(x, null, 2) === text) || text?.includes('example.happened');

function meaning(topic, acks) {
  const t = get('topic/' + topic);
  const min = get('settings/' + topic)?.minIsr;
  const replicas = t ? Math.max(...t.partitions.map((p) => p.replicas.length)) : 0;
  return acks === 'all' ? `Here: up to ${replicas} replicas, at least ${min ?? '?'} of them in sync.` : acks === '1' ? 'Here: the leader only. If it dies before a follower has copied the event, the event is lost.' : 'Here: sent and not waited for. Nobody tells whether it arrived.';
}

function curl(topic, acks) {
  const base = get('about')?.producers[0] ?? '';
  let body = text;
  try { body = JSON.stringify(JSON.parse(text)); } catch { /* as it stands */ }
  return `curl -s '${base}/api/v1/topics/${topic}/events${acks === 'all' ? '' : '?acks=' + acks}' \\\n  -H 'Content-Type: application/json' \\\n  -d '${(body ?? '').replaceAll("'", "'\\''")}'`;
}

async function publish(topic, acks, context) {
  try { const event = JSON.parse(text); if (event === null || Array.isArray(event) || typeof event !== 'object') throw new Error('An event is a JSON object.'); }
  catch (error) { wrong = 'This is no JSON: ' + error.message; context.redraw(); return; }
  const run = { n: ++number, topic, acks, sentAt: Date.now(), steps: {}, over: false };
  runs = [run, ...runs].slice(0, 6);
  context.redraw();
  try {
    run.answer = await post('publish', { topic, acks }, text);
  }
  catch (error) { run.failed = error.message; run.over = true; context.redraw(); return; }
  const { answer } = run;
  if (answer.status >= 300) { run.over = true; say('The event was not taken'); context.redraw(); return; }
  say(`Acknowledged after ${ms(answer.tookMs)}`);
  context.redraw();
  if (answer.body.offset !== null && answer.body.offset !== undefined) {
    ask('publish/replicas', { topic, partition: answer.body.partition, offset: answer.body.offset }).then((r) => { run.replicas = r; context.redraw(); }, (error) => { run.noReplicas = error.message; context.redraw(); });
  }
  if (get('about')?.consumers.length) watch(run, context);
  else run.over = true;
}

async function watch(run, context) {
  const until = Date.now() + WAIT;
  while (!run.over && Date.now() < until) {
    try {
      const { receipts } = await ask('receipts', { id: run.answer.body.id, source: run.answer.body.source, topic: run.topic });
      run.unreached = null;
      if (receipts[0] && receipts[0].state !== 'pending') {
        run.receipt = receipts[0];
        context.redraw();
        if (receipts[0].state === 'processed' || receipts[0].state === 'dead') { say(`Its receipt says ${receipts[0].state}`); break; }
      }
    }
    catch (error) { run.unreached = error.message; context.redraw(); }
    await new Promise((done) => setTimeout(done, run.receipt ? 500 : 60));
  }
  run.over = true;
  context.redraw();
}

/** When all in sync had it at the latest: they were seen to, or somebody did what comes after. */
function known({ acks, answer, receipt, replicas }, after) {
  return Math.min(after(replicas.at), acks === 'all' ? answer.tookMs : Infinity, receipt?.firstSeen ? after(receipt.firstSeen) : Infinity);
}

function story(run, context) {
  const { answer, receipt, replicas } = run;
  const start = answer?.at ?? run.sentAt;
  const after = (time) => time === undefined || time === null ? null : Math.max(0, new Date(time) - start);
  const steps = [];
  const step = (name, at, tone, ...text) => steps.push({ name, at: at?.most ?? at, most: at?.most !== undefined, tone, text });
  step('Sent', 0, 'done', `POST to the producer, acks=${run.acks}`);
  if (run.failed) step('No answer', null, 'bad', run.failed);
  else if (!answer) step('Acknowledged', null, 'now', 'waiting for the answer …');
  else if (answer.status >= 300) {
    step(`Refused with ${answer.status}`, answer.tookMs, 'bad', answer.body.detail ?? answer.body.title ?? '', ' ', badge('written: ' + (answer.body.written ?? 'unknown'), answer.body.written === 'no' ? '' : 'warn'), ...(answer.body.errors ?? []).map((e) => h('small', {}, `${e.pointer ?? ''} ${e.message ?? e.detail ?? ''}`)));
  }
  else {
    const t = get('topic/' + run.topic)?.partitions[answer.body.partition];
    const by = run.acks === '0' ? ['sent; nobody has promised anything'] : run.acks === '1' ? ['by the leader alone, ', broker(replicas?.leader ?? t?.leader)] : ['by all in sync: ', brokers(replicas?.isr ?? t?.isr ?? [])];
    step(run.acks === '0' ? 'Sent on' : 'Acknowledged', answer.tookMs, run.acks === '0' ? 'warn' : 'done', h('b', {}, answer.status), ' ', by, answer.body.partition !== null && answer.body.partition !== undefined ? h('small', {}, h('a', { href: context.link(['messages'], { topic: run.topic, at: answer.body.offset !== null ? `${answer.body.partition}:${answer.body.offset}` : null }) }, `partition ${answer.body.partition}${answer.body.offset !== null && answer.body.offset !== undefined ? ', offset ' + count(answer.body.offset) : ''}`)) : null);
    if (answer.body.offset !== null && answer.body.offset !== undefined) {
      if (replicas) step(replicas.all ? 'On all replicas in sync' : 'Not on all replicas', replicas.all ? { most: known(run, after) } : after(replicas.at), replicas.all ? 'done' : 'warn', brokers(replicas.isr), ` of ${replicas.replicas.length}: consumers may read it from now on`);
      else step('On all replicas in sync', null, run.noReplicas ? 'bad' : 'now', run.noReplicas ?? 'watching the partition …');
    }
    if (receipt) {
      step('Seen by the consumer', after(receipt.firstSeen), 'done', `in a transaction of its own, attempt ${receipt.attempts}`);
      step(receipt.state === 'processed' ? 'Processed' : receipt.state, receipt.processedAt ? after(receipt.processedAt) : null, receipt.state === 'processed' ? 'done' : receipt.state === 'retrying' ? 'now' : 'bad', receipt.error ?? (receipt.state === 'processed' ? 'its effect and its receipt are committed' : ''));
    }
    else if (get('about')?.consumers.length) step('Processed', null, run.over ? 'warn' : 'now', run.unreached ?? (run.over ? `there is no receipt after ${WAIT / 1000} s; the group may be paused, or behind` : 'waiting for the receipt …'));
  }
  const span = Math.max(1, ...steps.map((x) => x.at ?? 0));
  return h('section', { class: 'panel run', 'data-key': 'run' + run.n, 'aria-label': `Event ${run.n}` }, h('div', { class: 'panel-head' }, h('h2', {}, answer?.body?.id ? h('code', {}, answer.body.id) : run.topic), h('small', { class: 'quiet' }, `${run.topic}, ${clock(run.sentAt)}`)),
    h('ol', { class: 'steps' }, steps.map((x) => h('li', { class: x.tone, 'data-key': x.name }, h('div', {}, h('b', {}, x.name), h('span', { class: 'at' }, x.at === null || x.at === undefined ? '' : (x.most ? 'at most ' : '') + (x.at === 0 ? '0 ms' : ms(x.at)))), h('div', { class: 'track', 'aria-hidden': 'true' }, x.at === null || x.at === undefined ? null : h('i', { style: { width: Math.max(0.6, 100 * x.at / span) + '%' } })), h('p', {}, x.text)))));
}
