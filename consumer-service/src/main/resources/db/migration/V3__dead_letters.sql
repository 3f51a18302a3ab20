-- Each death of an event is a row: published to the topic's -dlt twin, and decided on by an operator.

create type dead_letter_state as enum ('dead', 'scheduled', 'retried', 'discarded');

alter table dead_letters
  add column death            int               not null default 1,
  add column death_id         uuid              not null default gen_random_uuid(),
  add column state            dead_letter_state not null default 'dead',
  add column exception        text,
  add column exception_cause  text,
  add column timestamp        bigint,
  add column timestamp_type   text              not null default 'CreateTime',
  add column published_at     timestamptz,
  add column publish_after    timestamptz       not null default now(),
  add column publish_attempts int               not null default 0,
  add column retry_at         timestamptz,
  add column decided_at       timestamptz,
  add column decided_by       text,
  add column decision         text,
  drop constraint dead_letters_topic_id_partition_offset_key,
  add unique (topic_id, partition, "offset", death);

update dead_letters set timestamp = extract(epoch from written_at) * 1000;
alter table dead_letters alter column timestamp set not null;

comment on column dead_letters.timestamp is 'milliseconds, as Kafka has it; written_at is cut to the year 9999';
comment on column dead_letters.death is 'counts the deaths of the event, 2 being the one after its first retry';
comment on column dead_letters.publish_after is 'when the row may be claimed for publishing: after a lease, or a back-off';
comment on column dead_letters.decision is 'why an operator discarded the event';

create index dead_letters_unpublished on dead_letters (publish_after) where published_at is null;
create index dead_letters_undecided on dead_letters (topic, reason, number) where state in ('dead', 'scheduled');
create index dead_letters_due on dead_letters (retry_at, number) where state = 'scheduled';
create index dead_letters_event on dead_letters (event_id);
create index dead_letters_decided on dead_letters (decided_at) where state in ('retried', 'discarded');
