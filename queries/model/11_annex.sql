-- Which won contract is an annex of which, as far as it says so itself: its number goes on after the other's
-- ("UM/2025/017/A1"), or its name calls it an annex to that number ("Aneks nr 1 do umowy UM/2025/017"). It is of the same
-- customer and currency and begins while the other runs; Firmao has no field that ties two agreements.
-- grain: contract_id
-- columns: main_id, the contract it belongs to, the one with the shortest number where several are named.
create or replace view model.annex as
with won as (
    select contract_id, firmao_customer_id, trim(contract_number) as number, name, currency
    from model.firmao_contract
    where is_won and firmao_customer_id is not null
),

-- Few contracts name another: the days are read of those alone.
named as materialized (
    select annex.contract_id, main.contract_id as main_id, main.number as main_number
    from won as annex
    inner join won as main
        on main.firmao_customer_id = annex.firmao_customer_id
        and main.currency = annex.currency
        and main.contract_id <> annex.contract_id
    where main.number <> ''
        and (
            -- What follows the number is set apart from it: 17 is no annex of 1.
            regexp_matches(if(starts_with(annex.number, main.number), substr(annex.number, length(main.number) + 1), ''),
                '^[^\p{L}\d]')
            or (
                regexp_matches(annex.name, '\b(aneks|annex|amendment)', 'i')
                and contains(annex.name, main.number)
                and regexp_matches(' ' || annex.name || ' ', '[^\p{L}\d]' || regexp_escape(main.number) || '[^\p{L}\d]')
            )
        )
)

select named.contract_id, min_by(named.main_id, (length(named.main_number), named.main_id)) as main_id
from named
inner join model.firmao_contract as annex on annex.contract_id = named.contract_id
inner join model.firmao_contract as main on main.contract_id = named.main_id
where annex.is_dated
    and main.is_dated
    and main.starts_on <= annex.starts_on
    and (main.ends_on is null or main.ends_on >= annex.starts_on or coalesce(main.is_auto_renewed, false))
group by named.contract_id;
