-- Failing events, parked by their key, as docs/decisions/01-inbox.md has it.

create table parked_keys (
  topic_id     uuid             not null,
  partition    int              not null,
  key          text collate "C" not null,
  topic        text collate "C" not null,
  next_attempt timestamptz      not null,
  held         boolean          not null default false,
  tries        int              not null default 0,
  lease_token  uuid,
  lease_until  timestamptz,
  parked_at    timestamptz      not null default now(),
  primary key (topic_id, partition, key)
) with (fillfactor = 50);
comment on column parked_keys.key is 'key:{key}, or offset:{offset} for an event without one, which is parked alone';
comment on column parked_keys.tries is 'leases in a row that told nothing: above 0, its holder may have died of the first event';
create index parked_keys_due on parked_keys (next_attempt) where not held;

create table parked_events (
  topic_id       uuid             not null,
  partition      int              not null,
  "offset"       bigint           not null,
  key            text collate "C" not null,
  turn           bigint generated always as identity,
  topic          text collate "C" not null,
  id             text collate "C" not null,
  source         text collate "C" not null,
  type           text             not null,
  attempts       int              not null,
  error          text,
  parked_at      timestamptz      not null default now(),
  leader_epoch   int,
  timestamp_type smallint         not null,
  timestamp      bigint           not null,
  raw_key        bytea,
  raw_value      bytea,
  raw_headers    bytea            not null,
  primary key (topic_id, partition, "offset"),
  foreign key (topic_id, partition, key) references parked_keys
);
comment on column parked_events.id is 'with source and topic, the identity that the receipt has';
comment on column parked_events.attempts is 'failed ones since the event was put in the queue; the receipt counts all';
comment on column parked_events.timestamp is 'milliseconds, as Kafka has it';
create index parked_events_turn on parked_events (topic_id, partition, key, turn);

create table suspects (
  topic_id     uuid        not null,
  partition    int         not null,
  revision     bigint      not null,
  tries        int         not null,
  alone        boolean     not null,
  announced_at timestamptz not null default now(),
  primary key (topic_id, partition)
) with (fillfactor = 50);
comment on table suspects is 'what is being handled where nothing was handled since the assignment: it may have ended the process before';
