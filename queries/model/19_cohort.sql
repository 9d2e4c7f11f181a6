-- Accounts by what revenue is split by, and by the day on which they signed first. An account in billing alone signed nothing
-- and is of no industry or country.
-- An extract of the view is kept as recon.account_segment: a query that reads it says so in its header.
-- grain: account_id
-- columns: industry and country as the CRM names them, '' where it names none; signed_on, the day of its first won contract,
--   null where it has none; signed_in, the first day of its quarter
create or replace view model.account_segment as
with signed as (
    select firmao_customer_id, min(coalesce(signed_on, made_at::date)) as signed_on
    from model.firmao_contract
    where is_won and firmao_customer_id is not null
    group by firmao_customer_id
)

select
    'F' || coalesce(crm.id, signed.firmao_customer_id) as account_id,
    coalesce(crm.industry, '') as industry,
    coalesce(crm.office_address_country, '') as country,
    signed.signed_on
from (select id, industry, office_address_country from firmao.customers where deleted_at is null) as crm
full join signed on signed.firmao_customer_id = crm.id;

-- Of all, or of one industry or country, as revenue is split by them; a product says nothing of an account.
create or replace macro model.first_signed(day, dimension, part) as table
select account_id, signed_on, date_trunc('quarter', signed_on)::date as signed_in
from recon.account_segment
where signed_on <= day
    and case dimension
        when 'industry' then industry = part
        when 'country' then country = part
        else true
    end;

-- The first of the days that cohorts are looked at on or after one: the ends of quarters before a day, and the day itself.
create or replace macro model.looked_at_from(from_day, day) as
    least((date_trunc('quarter', from_day) + to_months(3))::date - 1, day);

-- What the accounts of cohorts bring in while they have signed, with the first of the days that they do.
-- grain: account_id, currency, starts_on
create or replace macro model.cohort_mrr(day, count_quarters, only_currency, reporting, dimension, part) as table
select
    signed.signed_in,
    signed.signed_on,
    told.account_id,
    told.currency,
    greatest(
        told.starts_on, signed.signed_in, (date_trunc('quarter', day) - to_months((3 * count_quarters - 3)::integer))::date - 1
    ) as starts_on,
    told.ends_before,
    told.mrr_amount
from model.product_mrr(only_currency, day, reporting, if(dimension = 'product', part, null)) as told
inner join model.first_signed(day, dimension, part) as signed using (account_id)
where told.mrr_amount > 0 and told.ends_before > greatest(told.starts_on, signed.signed_in) and told.starts_on <= day;
