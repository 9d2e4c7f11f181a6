-- Links between records of the two systems that people decide about. Append-only: a decision is taken back by another.

-- kind is account, contract, line or product; firmao_id and ordway_id are the ids of the two records: customers, an
-- agreement and a subscription, an entry and a subscription's line (S-00017/SCHG-01), products. score (0 to 100) and reasons are those of
-- the suggestion as it stood on the screen at that moment, null and '' where nothing was suggested; decided_at is UTC.
-- grain: one row a decision
create table ledger.link_decision (
    kind varchar not null check (kind in ('account', 'contract', 'line', 'product')),
    firmao_id varchar not null,
    ordway_id varchar not null,
    decision varchar not null check (decision in ('confirmed', 'rejected', 'withdrawn')),
    who varchar not null,
    why varchar not null,
    decided_at timestamp not null,
    score integer,
    reasons varchar not null default ''
);

-- What holds of each pair of records: the decision made last.
-- grain: kind, firmao_id, ordway_id
create view ledger.link_standing as
select *
from ledger.link_decision
qualify row_number() over (partition by kind, firmao_id, ordway_id order by decided_at desc) = 1;

-- Which contract is billed by which subscription, as it was when the last reconciliation ran.
-- grain: contract_id
create table recon.contract_link (
    contract_id varchar primary key,
    subscription_id varchar not null,
    link varchar not null
);

-- Where anybody may have an e-mail address: that two customers have theirs there says nothing.
-- grain: domain
create table recon.free_mail (
    domain varchar primary key
);

insert into recon.free_mail values
    ('gmail.com'), ('googlemail.com'), ('outlook.com'), ('hotmail.com'), ('live.com'), ('msn.com'), ('yahoo.com'),
    ('icloud.com'), ('me.com'), ('mac.com'), ('aol.com'), ('gmx.com'), ('gmx.de'), ('gmx.net'), ('web.de'),
    ('t-online.de'), ('freenet.de'), ('orange.fr'), ('free.fr'), ('laposte.net'), ('wanadoo.fr'), ('seznam.cz'),
    ('email.cz'), ('centrum.cz'), ('wp.pl'), ('onet.pl'), ('onet.eu'), ('op.pl'), ('vp.pl'), ('poczta.onet.pl'),
    ('o2.pl'), ('tlen.pl'), ('interia.pl'), ('interia.eu'), ('interia.com'), ('poczta.fm'), ('int.pl'), ('gazeta.pl'),
    ('protonmail.com'), ('proton.me'), ('yandex.com'), ('mail.ru'), ('zoho.com'), ('buziaczek.pl'), ('neostrada.pl');
