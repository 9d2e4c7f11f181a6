-- The subscriptions of an account.
-- grain: subscription_id
-- params: account varchar
-- columns:
--   subscription_id varchar: id in billing
--   status varchar: active, draft, cancelled, paused, expired
--   starts_on date: first day of service
--   term_starts_on date: first day of the current term
--   term_ends_on date: last day of the current term
--   is_auto_renewed boolean: whether it renews by itself
--   payment_terms varchar: as in billing
--   version bigint: grows with every change
--   currency varchar: of the amount
--   mrr_amount decimal(18,4): a month, after discounts
select
    subscription_id, status, starts_on, term_starts_on, term_ends_on, is_auto_renewed, payment_terms, version, currency,
    mrr_amount
from model.subscription
where account_id = $account
order by status, starts_on desc, subscription_id
