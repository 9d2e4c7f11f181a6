-- Account details differ.
-- grain: account_id
-- severity: low
-- fixes: ordway update_customer; firmao update_customer
with side as (
    select
        *,
        model.legal_name(name) as plain_name,
        nullif(model.tax_key(tax_id), '') as plain_tax_id,
        model.plain(concat_ws(' ', street, post_code, city)) as plain_address,
        model.plain(concat_ws(' ', other_street, other_post_code, other_city)) as plain_other_address
    from party
),

compared as (
    select crm.account_id, unnest([
        if(crm.plain_name <> billing.plain_name, {'field': 'name', 'crm': crm.name, 'billing': billing.name}, null),
        if(crm.plain_tax_id <> billing.plain_tax_id, {'field': 'tax id', 'crm': crm.tax_id, 'billing': billing.tax_id}, null),
        if(
            len(crm.emails) > 0 and len(billing.emails) > 0 and not list_has_any(crm.emails, billing.emails),
            {'field': 'e-mail', 'crm': array_to_string(list_sort(crm.emails), ', '), 'billing': billing.emails[1]},
            null
        ),
        if(
            billing.plain_address <> '' and crm.plain_address <> ''
            and billing.plain_address not in (crm.plain_address, coalesce(crm.plain_other_address, '')),
            {
                'field': 'address',
                'crm': concat_ws(', ', crm.street, crm.post_code, crm.city),
                'billing': concat_ws(', ', billing.street, billing.post_code, billing.city)
            },
            null
        )
    ]) as difference
    from side as crm
    inner join side as billing using (account_id)
    where crm.system = 'firmao' and billing.system = 'ordway'
)

select
    account_id,
    string_agg(difference.crm, '; ' order by difference.field) as expected,
    string_agg(difference.billing, '; ' order by difference.field) as actual,
    string_agg(difference.field || ': ' || difference.crm || ' in Firmao, ' || difference.billing || ' in Ordway', '; '
        order by difference.field) as evidence
from compared
where difference is not null
group by account_id
