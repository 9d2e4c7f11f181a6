-- Notices: what was told to whom outside the app, and what became of it. Survives a rebuild, so that nothing is told twice.
-- Instants are UTC. Never an address: those hold secrets.

-- grain: notice_id
-- kind: of the questions in queries/notices/, digest, or test
-- state: asked, a test that a person wants; sending, recorded before it leaves; sent; refused, certainly not delivered;
--   unknown, it left and nobody knows whether it arrived. None is ever sent again.
create table ledger.notice (
    notice_id varchar primary key,
    role varchar not null,
    kind varchar not null,
    title varchar not null,
    body varchar not null,
    state varchar not null check (state in ('asked', 'sending', 'sent', 'refused', 'unknown')),
    service varchar not null,               -- the name of the service alone, such as Slack
    story varchar not null default '',      -- what became of it, in words
    decided_at timestamp not null,
    settled_at timestamp
);

-- What each role has been told, or what stood already when it began to be told of a kind: that is counted, not told.
-- grain: role, kind, notice_key
create table ledger.noticed (
    role varchar not null,
    kind varchar not null,
    notice_key varchar not null,
    notice_id varchar,                      -- null for what stood already
    noticed_at timestamp not null,
    primary key (role, kind, notice_key)
);

-- Which kinds each role is being told of, and by which terms of the policy: by other terms, all begins anew.
-- grain: role, kind
create table ledger.notice_watch (
    role varchar not null,
    kind varchar not null,
    terms varchar not null,
    began_at timestamp not null,
    primary key (role, kind)
);
