-- End or term differs.
-- grain: contract_id
-- severity: medium
-- fixes: ordway change_subscription; firmao update_agreement
-- A subscription may be set to end with the contract, or with any that was signed to go on from it: an annex that runs
-- longer, a renewal that begins later. One side that renews itself goes on as the other does that has no end.
select
    terms.account_id,
    terms.contract_id,
    terms.subscription_id,
    terms.ends_on::varchar as expected,
    terms.held_ends_on::varchar as actual,
    terms.currency,
    terms.contract_number || ': ' || coalesce('ends on ' || recon.span(terms.ends_on, null), 'has no end')
        || ', the subscription''s term ' || coalesce('ends on ' || recon.span(terms.held_ends_on, null), 'has no end') as evidence
from terms
cross join setting
where terms.ends_on is distinct from terms.held_ends_on
    -- What has run out is a renewal that was not billed, or about to renew itself.
    and coalesce(terms.held_ends_on >= setting.as_of, true)
    and not exists (
        from contract_run as later
        where later.contract_id = terms.contract_id
            and (
                later.ends_on is not distinct from terms.held_ends_on
                or (later.ends_on is null and coalesce(terms.held_is_auto_renewed, false))
            )
    )
    and not (terms.held_ends_on is null and coalesce(terms.is_auto_renewed, false))
