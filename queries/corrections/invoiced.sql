-- Up to which day a subscription is invoiced.
-- grain: subscription_id
-- params: subscription varchar
-- columns:
--   subscription_id varchar: Ordway's subscription
--   invoiced_until date: last day that an invoice charges for, drafts too; null where none does
select
    subscription.subscription_id,
    max(line.ends_on) filter (invoice.status <> 'reversed') as invoiced_until
from model.subscription as subscription
left join model.invoice_line as line using (subscription_id)
left join model.invoice as invoice using (invoice_id)
where subscription.subscription_id = $subscription
group by subscription.subscription_id
