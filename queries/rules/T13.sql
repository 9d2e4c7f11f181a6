-- Billed in advance or in arrears, unlike the contract.
-- grain: contract_id
-- severity: medium
-- fixes: firmao update_agreement
-- explains: I1 by contract_id; I2 by contract_id
select
    terms.account_id,
    terms.contract_id,
    terms.subscription_id,
    terms.charge_timing as expected,
    min(line_terms.held_charge_timing) as actual,
    terms.currency,
    terms.contract_number || ': ' || lower(terms.charge_timing) || ', the subscription is billed '
        || lower(min(line_terms.held_charge_timing)) as evidence
from terms
inner join line_terms using (subscription_id)
where model.word(terms.charge_timing) <> model.word(line_terms.held_charge_timing)
    and reading.given(trim(terms.charge_timing)) is not null
    and not line_terms.is_one_time
group by
    terms.account_id,
    terms.contract_id,
    terms.subscription_id,
    terms.charge_timing,
    terms.currency,
    terms.contract_number
