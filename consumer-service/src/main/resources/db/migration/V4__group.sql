-- The group as its operators see it, and receipts that live long.

create table paused_topics (
  topic     text        primary key,
  paused_at timestamptz not null default now()
);
comment on column paused_topics.topic is '* is all of them';

-- Lists are told in the order of positions, so that a page is read from one end of an index.
drop index receipts_unsettled;
create index receipts_unsettled on receipts (state, topic_id, partition, "offset") where state <> 'processed';

-- Every event pays for these two. Equal entries are stored once, and new ones of a source or a key follow one another.
create index receipts_key on receipts (key) where key is not null;
create index receipts_source on receipts (source);

-- Purging deletes from the low end what inserting adds at the high end: clean up before a fifth of the table is dead.
alter table receipts set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.1);
