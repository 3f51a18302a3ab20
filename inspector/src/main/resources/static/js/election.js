// Gives leaders back to their preferred brokers: a button wherever it is said that some are not.
import { h, say } from './dom.js';
import { get, post } from './live.js';
import { count, plural } from './format.js';

const s = { busy: false, told: null, failed: false, at: 0 };
const TOLD_MS = 20000;

/** What is offered where so many partitions could be led by their preferred broker. */
export function election(electable, context) {
  const about = get('about');
  const told = s.told && Date.now() - s.at < TOLD_MS ? h('small', { class: s.failed ? 'bad-text' : 'quiet' }, s.told) : null;
  if (!about?.write || !about.producers.length || (!electable && !told)) return null;
  return h('div', { class: 'actions election' }, electable ? h('button', { type: 'button', 'data-key': 'elect', disabled: s.busy, onclick: () => elect(context) }, s.busy ? 'Electing …' : 'Elect preferred leaders') : null, told);
}

async function elect(context) {
  s.busy = true;
  context.redraw();
  try {
    const { elected, refused } = await post('preferred-leaders');
    s.failed = refused.length > 0;
    s.told = `${plural(elected.length, 'partition has', 'partitions have')} the preferred leader again`
      + (refused.length ? `; ${count(refused.length)} ${refused.length === 1 ? 'keeps its' : 'keep their'} leader: ${refused[0].reason}` : '') + '.';
  }
  catch (error) { s.failed = true; s.told = error.message; }
  s.at = Date.now();
  s.busy = false;
  say(s.told);
  context.redraw();
}
