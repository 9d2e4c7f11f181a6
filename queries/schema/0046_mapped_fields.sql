-- An extract of what the mapped custom fields hold, told from every record (queries/extracts/mapping.py).
-- grain: meaning, key of the [mapping] table of the policy
create table recon.mapped_field (
    meaning varchar not null,
    count_records bigint not null,
    count_filled bigint not null,
    count_unreadable bigint not null,
    samples varchar not null
);
