-- Accounts by the day on which they signed first, and the days on which a cohort is looked at. An account in billing alone
-- signed nothing.
-- grain: account_id
-- columns: signed_on, the day of its first won contract, by a day

-- Of all, or of one industry or country, as revenue is split by them; a product says nothing of an account.
create or replace macro model.first_signed(day, dimension, part) as table
select
    'F' || firmao_customer_id as account_id,
    min(coalesce(contract.signed_on, contract.made_at::date)) as signed_on
from model.firmao_contract as contract
left join firmao.customers as crm on crm.id = contract.firmao_customer_id and crm.deleted_at is null
where contract.is_won
    and coalesce(contract.signed_on, contract.made_at::date) <= day
    and case dimension
        when 'industry' then coalesce(crm.industry, '') = part
        when 'country' then coalesce(crm.office_address_country, '') = part
        else true
    end
group by firmao_customer_id;

-- A day and the ends of the quarters before it.
create or replace macro model.quarter_ends(day, count_quarters) as list_append(
    list_transform(
        range(count_quarters),
        lambda number: (date_trunc('quarter', day) - to_months((3 * number)::integer))::date - 1
    ),
    day
);
