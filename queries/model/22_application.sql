-- What lowers invoices, by day. Money counts from the day of its payment or credit, pending or not, since Ordway lowers the
-- balance at once.
-- grain: none
-- columns: amount in the invoice's currency, below zero where a refund raised the balance again

create or replace view model.application as
select part.invoice_id, payment.paid_on as applied_on, part.amount
from model.payment_application as part
inner join model.ordway_payment as payment using (payment_id)
where payment.is_settled or payment.status = 'pending'
union all
select part.invoice_id, credit.credited_on, part.amount
from model.credit_application as part
inner join model.ordway_credit as credit using (credit_id)
where credit.status is distinct from 'reversed';

-- With what was applied once and refunded since: it lowered the invoice from the one day to the other.
create or replace view model.application_ever as
select invoice_id, applied_on, amount
from model.application
union all
select invoice_id, paid_on, amount
from model.taken_off
union all
select invoice_id, taken_off_on, -amount
from model.taken_off;
