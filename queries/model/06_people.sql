-- People at a customer and what was noted about it.
-- grain: system and contact_id; note_id
-- columns: noted_at is a UTC instant.

create or replace view model.contact as
select 'firmao' as system, contact.id as contact_id, account.account_id,
    coalesce(contact.label, concat_ws(' ', contact.first_name, contact.last_name)) as name,
    contact.position as job_title, contact.email, contact.phone
from firmao.contacts as contact
inner join model.account on account.firmao_customer_id = contact.customer_id
where contact.deleted_at is null
union all
select 'ordway', contact.contact_id, account.account_id, contact.display_name, contact.job_title, contact.email,
    contact.phone
from ordway.contacts as contact
inner join model.account on account.ordway_customer_id = contact.customer_id;

create or replace view model.note as
select
    note.id as note_id,
    account.account_id,
    note.date as noted_at,
    lower(note.type) as kind,
    note.created_by as author,
    note.description as words
from firmao.sales_notes as note
inner join model.account on account.firmao_customer_id = note.customer_id
where note.deleted_at is null;
