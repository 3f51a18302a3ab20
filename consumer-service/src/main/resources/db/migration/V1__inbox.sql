-- The inbox, as docs/decisions/01-inbox.md has it.

create type receipt_state as enum ('processed', 'retrying', 'held', 'dead');

create table partition_progress (
  topic_id       uuid        not null,
  partition      int         not null,
  topic          text        not null,
  next_offset    bigint      not null,
  leader_epoch   int,
  revision       bigint      not null,
  purged_through bigint      not null default -1,
  updated_at     timestamptz not null default now(),
  primary key (topic_id, partition)
) with (fillfactor = 50);
comment on column partition_progress.revision is 'counts every change; compared and set';

create table receipts (
  id           text collate "C" not null,
  source       text collate "C" not null,
  topic        text collate "C" not null,
  topic_id     uuid             not null,
  "offset"     bigint           not null,
  partition    int              not null,
  attempts     int              not null,
  written_at   timestamptz      not null,
  first_seen   timestamptz      not null,
  processed_at timestamptz,
  state        receipt_state    not null,
  type         text             not null,
  key          text,
  digest       bytea            not null,
  error        text,
  primary key (id, source, topic)
);
create index receipts_position on receipts (topic_id, partition, "offset");
create index receipts_unsettled on receipts (state, topic, partition, "offset") where state <> 'processed';

create table dead_letters (
  number         bigint generated always as identity primary key,
  topic          text        not null,
  topic_id       uuid        not null,
  partition      int         not null,
  "offset"       bigint      not null,
  receipt_id     text        not null,
  receipt_source text        not null,
  event_id       text,
  event_source   text,
  type           text,
  key            text,
  reason         text        not null,
  error          text        not null,
  attempts       int         not null,
  written_at     timestamptz not null,
  died_at        timestamptz not null default now(),
  raw_key        bytea,
  raw_value      bytea,
  raw_headers    bytea       not null,
  unique (topic_id, partition, "offset")
);
comment on column dead_letters.event_id is 'the identity that the record claims; null when it could not be decoded';

create table gaps (
  number      bigint generated always as identity primary key,
  topic       text        not null,
  topic_id    uuid        not null,
  partition   int         not null,
  from_offset bigint      not null,
  to_offset   bigint      not null,
  reason      text        not null,
  noticed_at  timestamptz not null default now()
);

create table accounts (
  account text collate "C" primary key,
  events  bigint not null,
  chain   bytea  not null
) with (fillfactor = 70);

create table balances (
  account  text collate "C" not null,
  currency text             not null,
  balance  numeric          not null,
  primary key (account, currency)
) with (fillfactor = 70);
