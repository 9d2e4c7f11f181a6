-- Customers of the two systems that are not linked and look like the same one, the likeliest first.
-- grain: firmao_id, ordway_id
-- kept: accounts
-- params: firmao_id varchar = '', ordway_id varchar = ''
-- columns:
--   firmao_id varchar: customer in the CRM; the parameter of that name keeps to one
--   firmao_name varchar: its name
--   ordway_id varchar: customer in billing; the parameter of that name keeps to one
--   ordway_name varchar: its name
--   score integer: 0 to 100; nothing under 40 is suggested
--   reasons varchar: what speaks for and against it, in words
with account as materialized (
    select account_id, firmao_customer_id, ordway_customer_id
    from recon.listed_account
    where link in ('CRM only', 'billing only')
),

listed as (
    from model.firmao_customer
    where customer_id in (select firmao_customer_id from account)
    union all
    from model.ordway_customer
    where customer_id in (select ordway_customer_id from account)
),

party as materialized (
    select
        *,
        model.legal_name(name) as plain_name,
        model.tax_key(tax_id) as tax_key,
        model.plain(city) as plain_city,
        model.plain(post_code) as plain_post_code
    from listed
),

-- What two customers have to share at least one of to be compared at all.
address as (
    select system, customer_id, unnest(list_distinct(list_transform(emails, lambda one: split_part(one, '@', 2)))) as domain
    from party
),

mark as (
    select address.system, address.customer_id, 'domain' as kind, domain as value
    from address
    anti join recon.free_mail using (domain)
    union all
    select system, customer_id, 'phone', unnest(list_distinct(phones))
    from party
    union all
    select system, customer_id, 'tax id', tax_key
    from party
    union all
    select system, customer_id, 'name', plain_name
    from party
    union all
    select system, customer_id, 'letters', left(plain_name, 5)
    from party
),

-- What very many share tells nobody from anybody, and would compare all with all.
telling as (
    select kind, value
    from mark
    where value <> ''
    group by kind, value
    having count(*) filter (system = 'firmao') * count(*) filter (system = 'ordway') between 1 and 2500
),

pair as (
    select
        crm.customer_id as firmao_id,
        billing.customer_id as ordway_id,
        min(crm.value) filter (crm.kind = 'domain') as domain,
        bool_or(crm.kind = 'phone') as is_same_phone
    from telling
    inner join mark as crm on crm.system = 'firmao' and crm.kind = telling.kind and crm.value = telling.value
    inner join mark as billing on billing.system = 'ordway' and billing.kind = telling.kind and billing.value = telling.value
    where $firmao_id in ('', crm.customer_id) and $ordway_id in ('', billing.customer_id)
    group by crm.customer_id, billing.customer_id
),

compared as (
    select
        pair.*,
        crm.name as firmao_name,
        billing.name as ordway_name,
        (100 * jaro_winkler_similarity(crm.plain_name, billing.plain_name))::integer as likeness,
        crm.tax_key = billing.tax_key and crm.tax_key <> '' as is_same_tax_id,
        crm.tax_key <> billing.tax_key and crm.tax_key <> '' and billing.tax_key <> '' as is_other_tax_id,
        if(crm.plain_post_code = billing.plain_post_code and billing.plain_post_code <> '', billing.post_code, null) as post_code,
        if(crm.plain_city = billing.plain_city and billing.plain_city <> '', billing.city, null) as city
    from pair
    inner join party as crm on crm.system = 'firmao' and crm.customer_id = pair.firmao_id
    inner join party as billing on billing.system = 'ordway' and billing.customer_id = pair.ordway_id
    anti join ledger.link_standing as standing
        on standing.kind = 'account' and standing.decision = 'rejected'
        and standing.firmao_id = pair.firmao_id and standing.ordway_id = pair.ordway_id
),

scored as (
    select
        *,
        greatest(0, least(100,
            if(domain is null, 0, 35)
            + greatest(0, coalesce(likeness, 0) - 80) * 2
            + if(is_same_phone, 10, 0)
            + if(post_code is null, 0, 8)
            + if(city is null, 0, 7)
            + case when is_same_tax_id then 20 when is_other_tax_id then -25 else 0 end
        ))::integer as score,
        concat_ws(
            '; ',
            'same e-mail domain ' || domain,
            if(likeness >= 80, 'names ' || likeness || ' % alike', null),
            if(is_same_phone, 'same telephone', null),
            'same post code ' || post_code,
            'same city ' || city,
            if(is_same_tax_id, 'same tax id, which others have too', null),
            if(is_other_tax_id, 'but their tax ids differ', null)
        ) as reasons
    from compared
)

select
    firmao_id,
    firmao_name,
    ordway_id,
    ordway_name,
    score,
    model.reasons_and_rivals(reasons, firmao_id, ordway_id, score) as reasons
from scored
where model.is_suggested(score)
order by score desc, firmao_id, ordway_id
