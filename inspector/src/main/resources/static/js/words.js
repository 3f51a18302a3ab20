// What each thing is, in a sentence: it stands where the thing is shown first.
import { h } from './dom.js';

const WORDS = {
  broker: ['Broker', 'A broker is one Kafka server: it keeps partitions on its disk and answers producers and consumers.'],
  controller: ['Controller', 'The controller is the one broker that decides who leads each partition; when it dies, ZooKeeper lets another one take its place.'],
  zookeeper: ['ZooKeeper', 'ZooKeeper keeps the small facts that brokers must agree on: who is alive, who is the controller, who leads and who is in sync.'],
  topic: ['Topic', 'A topic is a named log of events; it is split into partitions so that many brokers and consumers can share it.'],
  partition: ['Partition', 'A partition is one ordered log: events with the same key go to the same one, and stay in their order.'],
  replication: ['Replication factor', 'The replication factor says how many brokers keep each partition; one of them leads, the others follow and copy.'],
  isr: ['In-sync replicas', 'The in-sync replicas (ISR) are those that have kept up with the leader: only they count for acks=all, and only they may lead next.'],
  acks: ['acks', 'acks says who must have an event before it counts as written: all in-sync replicas, the leader alone (1), or nobody (0).'],
  producer: ['Producer', 'A producer writes events; Ackline’s takes them over HTTP and answers once Kafka has acknowledged them as asked.'],
  consumer: ['Consumer', 'A consumer reads partitions in order; Ackline’s handles each event once and leaves a receipt.'],
  group: ['Consumer group', 'A consumer group shares a topic’s partitions among its members, each partition with one of them; when a member leaves, the others take over.'],
  lag: ['Lag', 'Lag is how many records are written and not yet handled by the group.'],
  skew: ['Skew', 'Skew says how uneven the load is: 1.0× when all have the same, 2.0× when the busiest has twice the mean.'],
  dead: ['Dead letter', 'A dead letter is an event that will not be tried again until somebody decides so; its key has gone on without it.'],
  parked: ['Parked key', 'A parked key has an event that failed: it is tried again with growing pauses, and later events of the key wait behind it, in order.'],
  record: ['Record', 'A record is what Kafka keeps of an event: key, value, headers and time, at an offset of a partition.'],
  receipt: ['Receipt', 'A receipt says what became of an event: pending, processed, retrying, held or dead.'],
  fault: ['Fault', 'A fault is a process that ends or hangs: stop, kill or pause one here, and watch what it does to leaders, to the ISR and to writes.'],
};

function sentence(name) {
  const [term, text] = WORDS[name];
  const at = text.toLowerCase().indexOf(term.toLowerCase());
  return [text.slice(0, at), h('dfn', {}, text.slice(at, at + term.length)), text.slice(at + term.length)];
}

/** Says what a thing is, and what others are that stand with it. */
export function word(name, more, ...others) {
  return h('p', { class: 'word' }, sentence(name), more ? ' ' + more : '', others.map((other) => [' ', sentence(other)]));
}
export const term = (name) => WORDS[name][1];
