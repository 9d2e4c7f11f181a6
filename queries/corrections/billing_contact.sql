-- The people of a customer in Firmao, whoever is likeliest to receive its invoices first.
-- grain: contact_id
-- params: account varchar
-- columns:
--   contact_id varchar: id there
--   name varchar: of the person
--   job_title varchar: as kept
--   email varchar: as kept
--   phone varchar: as kept
select contact_id, name, job_title, email, phone
from model.contact
where account_id = $account and system = 'firmao' and email <> ''
order by
    regexp_matches(
        model.plain(concat_ws(' ', name, job_title, email)), 'finan|ksieg|faktur|rozlicz|invoice|billing|account'
    ) desc,
    contact_id
